import type { Row } from '../../arithmetic/index.js';
import type { Layer } from '../../layers/index.js';
import { crop, pad, slice } from './formulas/moved.js';
import {
  adaptive,
  convTranspose,
  pixelShuffle,
  pixelUnshuffle,
  upsample,
} from './formulas/resized.js';
import { sliding } from './formulas/sliding.js';
import { number, terms, unchanged } from './formulas/terms.js';
import type { Equation, Formula, Numbers, Sums } from './formulas/terms.js';
import { everywhere, whole } from './formulas/whole.js';
import { showField } from './cells.js';
import { show } from './numbers.js';

export type { Equation, Role, Token } from './formulas/terms.js';

const same: Formula = (_layer, _axis, before) => unchanged(before);

/** By type; what is not here has no sum of its own. */
const FORMULAS: Readonly<Record<string, Formula>> = {
  conv: sliding,
  max_pool: sliding,
  avg_pool: sliding,
  conv_transpose: convTranspose,
  upsample,
  adaptive_pool: (layer, axis, before, size) =>
    (size === 1 ? whole : adaptive)(layer, axis, before, size),
  global_pool: whole,
  linear: whole,
  attention: everywhere,
  norm: (layer, ...rest) => (layer.parameters.scope === 'map' ? everywhere : same)(layer, ...rest),
  pointwise: same,
  pad,
  crop,
  slice,
  pixel_shuffle: pixelShuffle,
  pixel_unshuffle: pixelUnshuffle,
  add: same,
  multiply: same,
  concat: same,
};

/** The field of a merge whose inputs line up: the largest of theirs. */
function merged(sums: Sums, inputs: readonly Numbers[]): Sums {
  const sizes = inputs.flatMap(({ r }, i) => [...(i ? [','] : []), number(r, 'r')]);
  return {
    ...sums,
    r: { terms: terms('max', '(', ...sizes, ')'), value: Math.max(...inputs.map(({ r }) => r)) },
  };
}

const numbersOf = ({ n, j, r, start }: Row, axis: number): Numbers => ({
  n: n[axis],
  j: Number(j[axis]),
  r: r[axis],
  start: Number(start[axis] ?? NaN),
});

const SYMBOLS = ['n', 'j', 'r', 'start'] as const;

/**
 * The four equations of a layer on one axis with its numbers put in. The numbers are the table's; a
 * sum stands before one only where it comes to that number.
 *
 * @param inputs - the rows that feed it
 */
export function workedEquations(
  layer: Layer | undefined,
  row: Row,
  inputs: readonly Row[],
  axis: number,
): Equation[] {
  const own = numbersOf(row, axis);
  const before = inputs.map((each) => numbersOf(each, axis));
  const formula = layer && FORMULAS[layer.type];
  const single = layer && before[0] && formula?.(layer, axis, before[0], own.n);
  const sums = single && before.length > 1 ? merged(single, before) : single;
  const isUnsure = ['bound', 'unsupported'].includes(row.statuses[axis]);
  return SYMBOLS.map((symbol) => {
    const sum = sums?.[symbol];
    const value = row[symbol][axis];
    return {
      symbol,
      terms: sum && sum.value === own[symbol] ? sum.terms : [],
      result: symbol === 'r' && isUnsure ? showField(row)[axis] : show(value),
    };
  });
}
