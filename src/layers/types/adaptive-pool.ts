import { defineWindowType } from '../layer-type.js';
import { numbersOrNull } from '../parameters.js';
import { divided, reduced } from '../rational.js';
import { identityMap, periodicMap, wholeMap } from '../window-map.js';

/** Where `output_size` is null, the axis keeps its size. */
export const adaptivePool = defineWindowType({
  name: 'adaptive_pool',
  parameters: { output_size: numbersOrNull(1) },
  windowMap({ output_size }, axis, n) {
    const size = output_size[axis];
    if (size === null) return identityMap(n);
    if (size === 1) return wholeMap(n);
    const [shift, period] = reduced(n, size);
    const map = periodicMap(size, period, shift, (u) => {
      const [first] = divided(u, shift, 0, period);
      const [last] = divided(u + 1, shift, -1, period);
      return [{ first, count: last - first + 1, step: 1 }];
    });
    return { ...map, regular: false };
  },
});
