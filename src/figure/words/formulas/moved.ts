import type { Layer, Pair } from '../../../layers/index.js';
import { number, terms, unchanged } from './terms.js';
import type { Numbers, Sums } from './terms.js';

const pairOf = ({ parameters }: Layer, name: string, axis: number): Pair =>
  (parameters[name] as readonly Pair[])[axis];

/** Positions put around a map. */
export function pad(layer: Layer, axis: number, before: Numbers): Sums {
  const [p, q] = pairOf(layer, 'padding', axis);
  const { n, j, start } = before;
  return {
    ...unchanged(before),
    n: { terms: terms(number(n, 'n'), '+', number(p, 'p'), '+', number(q, 'p')), value: n + p + q },
    start: {
      terms: terms(number(start, 'start'), '−', number(p, 'p'), '·', number(j, 'j')),
      value: start - p * j,
    },
  };
}

/** Positions taken away around a map. */
export function crop(layer: Layer, axis: number, before: Numbers): Sums {
  const [p, q] = pairOf(layer, 'cropping', axis);
  const { n, j, start } = before;
  return {
    ...unchanged(before),
    n: { terms: terms(number(n, 'n'), '−', number(p, 'p'), '−', number(q, 'p')), value: n - p - q },
    start: {
      terms: terms(number(start, 'start'), '+', number(p, 'p'), '·', number(j, 'j')),
      value: start + p * j,
    },
  };
}

/** Every so many-th position from one on. */
export function slice({ parameters }: Layer, axis: number, before: Numbers): Sums {
  const at = (name: string): number | null =>
    (parameters[name] as readonly (number | null)[])[axis];
  const [from, step, stop] = [at('start') ?? 0, at('step') ?? 1, at('stop') ?? before.n];
  const { j, start } = before;
  return {
    ...unchanged(before),
    n: {
      terms: terms(
        '⌈',
        '(',
        number(stop, 'n'),
        '−',
        number(from, 'p'),
        ')',
        '/',
        number(step, 's'),
        '⌉',
      ),
      value: Math.ceil((stop - from) / step),
    },
    j: { terms: terms(number(j, 'j'), '·', number(step, 's')), value: j * step },
    start: {
      terms: terms(number(start, 'start'), '+', number(from, 'p'), '·', number(j, 'j')),
      value: start + from * j,
    },
  };
}
