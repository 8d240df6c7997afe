import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { numbers } from '../parameters.js';
import { stridedMap } from '../window-map.js';

/** Blocks of `factor` features go into the channels of one. */
export const pixelUnshuffle = defineWindowType({
  name: 'pixel_unshuffle',
  parameters: { factor: numbers(1) },
  windowMap({ factor }, axis, n) {
    const value = factor[axis];
    if (n % value !== 0) throw new LayerError('factor_divides', { parameter: 'factor', value, n });
    return stridedMap(n / value, value, { first: 0, count: value, step: 1 });
  },
});
