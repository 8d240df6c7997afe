import type { Layer } from '../../../layers/index.js';
import { given, number, terms, unchanged } from './terms.js';
import type { Numbers, Sum, Sums } from './terms.js';

/** Everything that the map before sees, from its first feature's field to its last one's. */
const extent = ({ n, j, r }: Numbers): Sum => ({
  terms: terms('(', number(n, 'n'), '−', '1', ')', '·', number(j, 'j'), '+', number(r, 'r')),
  value: (n - 1) * j + r,
});

/** One feature that sees everything. */
export function whole(_layer: Layer, _axis: number, before: Numbers): Sums {
  const { n, j, start } = before;
  return {
    n: given(1),
    j: extent(before),
    r: extent(before),
    start: {
      terms: terms(
        ...[number(start, 'start'), '+', '(', number(n, 'n'), '−', '1', ')', '/', '2'],
        ...['·', number(j, 'j')],
      ),
      value: start + ((n - 1) / 2) * j,
    },
  };
}

/** Features that keep their places and see everything. */
export const everywhere = (_layer: Layer, _axis: number, before: Numbers): Sums => ({
  ...unchanged(before),
  r: extent(before),
});
