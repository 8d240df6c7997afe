import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { cropping } from '../padding.js';
import { stridedMap } from '../window-map.js';

export const crop = defineWindowType({
  name: 'crop',
  parameters: { cropping },
  windowMap({ cropping: taken }, axis, n) {
    const parameter = 'cropping';
    if (taken === 'same') {
      throw new LayerError('same_refused', { parameter, value: taken, type: 'crop' });
    }
    const value = taken[axis];
    const [before, after] = value;
    const size = n - before - after;
    if (size < 1) throw new LayerError('crop_all', { parameter, value, n });
    return stridedMap(size, 1, { first: before, count: 1, step: 1 });
  },
});
