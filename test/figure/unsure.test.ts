import { expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import { DEFAULT_VIEW, readoutIn, workedEquations } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';

const network = readNetwork({
  input_size: 9,
  layers: [
    {
      name: 'covered',
      type: 'unknown',
      reason: 'custom op',
      bound: { kernel_size: 5, padding: 2 },
    },
    { name: 'unread', type: 'unknown', reason: 'no reader' },
  ],
});
const rows = lattices(network);

/** What is said of the middle feature of a layer, and its worked `r`. */
function said(name: string): [sentence: string, detail: string, r: string | undefined] {
  const at = rows.findIndex((row) => row.name === name);
  const { says, detail } = readoutIn(
    DEFAULT_VIEW,
    { network, rows },
    field(network, name, [4, 4]),
    null,
  );
  const equations = workedEquations(network.layers[at - 1], rows[at], [rows[at - 1]], 0);
  return [says, detail, equations.find(({ symbol }) => symbol === 'r')?.result];
}

it('says of a bound that it is one', () => {
  const [says, , r] = said('covered');
  expect(says).toBe('sees at most 5 × 5 pixels');
  expect(r).toBe('≤ 5');
});

it('claims no field where none is known, and says why', () => {
  const [says, detail, r] = said('unread');
  expect(says).toBe('sees pixels that are not known');
  expect(detail).toBe('What is read is not known from unread on: no reader.');
  expect(r).toBe('?');
});
