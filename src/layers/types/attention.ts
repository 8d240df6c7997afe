import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import type { Parameter } from '../parameters.js';
import { numbers, optional } from '../parameters.js';
import { globalMap, identityMap, periodicMap } from '../window-map.js';

const everyAxis = [0, 1, 2, 3].map((axes) =>
  Object.freeze(Array.from({ length: axes }, (_, axis) => axis)),
);

/** Numbers of axes, from 0, in order. */
const axisNumbers: Parameter<readonly number[]> = {
  read(value, axes, parameter) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const wrong = (code: string, entry: unknown): LayerError =>
      new LayerError(code, { parameter, value: entry, last: axes - 1 });
    if (list.length === 0 || list.length > axes) throw wrong('axes_form', value);
    const found = Array.from(list, (entry) => {
      const axis = everyAxis[axes].find((each) => each === entry);
      if (axis === undefined) throw wrong('axes_number', entry);
      return axis;
    });
    const twice = found.find((axis, place) => found.indexOf(axis) < place);
    if (twice !== undefined) throw wrong('axes_twice', twice);
    return Object.freeze(found.sort((a, b) => a - b));
  },
  fallback: (_, axes) => everyAxis[axes],
};

/**
 * Attention over `axes`: everything there, or everything in the feature's window.
 *
 * Windows start at `shift + k * window`, for whole `k`. So it is in Swin transformers: the map is
 * rolled by `-shift`, which puts feature `shift` at the start of a window, and a mask keeps what
 * came round from the other end apart: the features before `shift` are a window of their own.
 *
 * With `dilation`, the `window` features that see each other are so many apart, and a window is as
 * many times as wide. So it is in the grids of MaxViT.
 */
export const attention = defineWindowType({
  name: 'attention',
  parameters: {
    axes: axisNumbers,
    window: optional(numbers(1)),
    shift: numbers(0, 0),
    dilation: numbers(1, 1),
  },
  windowMap({ axes, window, shift, dilation }, axis, n) {
    const [parameter, value] = ['shift', shift[axis]];
    const step = dilation[axis];
    if (!window && value > 0) throw new LayerError('shift_alone', { parameter, value });
    if (!window && step > 1) {
      throw new LayerError('dilation_alone', { parameter: 'dilation', value: step });
    }
    if (!axes.includes(axis)) return identityMap(n);
    if (!window) return globalMap(n);
    const count = window[axis];
    const size = count * step;
    if (value >= size) {
      const values = { parameter, value, window: size, meant: value % size };
      throw new LayerError('shift_large', values);
    }
    return periodicMap(n, size, size, (u) => {
      const begin = u < value ? value - size : value;
      return [{ first: begin + ((u - begin) % step), count, step }];
    });
  },
});
