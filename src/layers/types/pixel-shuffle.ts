import { defineWindowType } from '../layer-type.js';
import { limitedSize } from '../output-size.js';
import { numbers } from '../parameters.js';
import { periodicMap } from '../window-map.js';

/** The channels of one feature go into a block of `factor` features. */
export const pixelShuffle = defineWindowType({
  name: 'pixel_shuffle',
  parameters: { factor: numbers(1) },
  windowMap({ factor }, axis, n) {
    const window = [{ first: 0, count: 1, step: 1 }];
    return periodicMap(limitedSize(n * factor[axis], 'factor'), factor[axis], 1, () => window);
  },
});
