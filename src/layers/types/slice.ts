import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import type { Parameter } from '../parameters.js';
import { numbers, numbersOrNull } from '../parameters.js';
import { stridedMap } from '../window-map.js';

const anyWhole = numbers(null, 1);

const step: Parameter<readonly number[]> = {
  ...anyWhole,
  read(value, axes, parameter) {
    const steps = anyWhole.read(value, axes, parameter);
    if (steps.includes(0)) throw new LayerError('step_zero', { parameter, value: 0 });
    return steps;
  },
};

/** Where a slice begins if it does not say: at 0, or at the end where it goes backwards. */
const start = numbersOrNull(null, ({ step: steps }) =>
  Object.freeze((steps as readonly number[]).map((by) => (by > 0 ? 0 : null))),
);

/** Where a slice ends if it does not say: where the map does. */
const stop = numbersOrNull(null, (_, axes) => Object.freeze(Array<null>(axes).fill(null)));

/** The first feature that is taken and how many are, by the rules of Python. */
function taken(
  from: number | null,
  to: number | null,
  by: number,
  n: number,
): [first: number, count: number] {
  const [least, most] = by > 0 ? [0, n] : [-1, n - 1];
  const place = (at: number): number => (at < 0 ? Math.max(at + n, least) : Math.min(at, most));
  const first = from === null ? (by > 0 ? least : most) : place(from);
  const end = to === null ? (by > 0 ? most : least) : place(to);
  return [first, Math.max(0, Math.ceil((end - first) / by))];
}

export const slice = defineWindowType({
  name: 'slice',
  parameters: { step, start, stop },
  windowMap(parameters, axis, n) {
    const [from, to, by] = [parameters.start[axis], parameters.stop[axis], parameters.step[axis]];
    const [first, count] = taken(from, to, by, n);
    if (count < 1) {
      const values = { parameter: 'start', value: from, start: from, stop: to, step: by, n };
      throw new LayerError('slice_empty', values);
    }
    return stridedMap(count, by, { first, count: 1, step: 1 });
  },
});
