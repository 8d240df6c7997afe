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

/** What is said of one feature of the last layer of a list. */
function saidOf(layers: readonly unknown[], index: readonly number[]): string {
  const own = readNetwork({ input_size: 9, layers });
  const numbers = { network: own, rows: lattices(own) };
  const { name } = own.layers[own.layers.length - 1];
  const { says, detail } = readoutIn(DEFAULT_VIEW, numbers, field(own, name, index), null);
  return `${says}. ${detail}`;
}

it('says along which axes everything is seen', () => {
  const attention = (axes?: readonly number[]) => [
    { type: 'attention', ...(axes ? { axes } : {}) },
  ];
  expect(saidOf(attention([0]), [4, 4])).toMatch(/^sees everything along y, 9 × 1 pixels\./);
  expect(saidOf(attention(), [4, 4])).toMatch(/^sees everything, 9 × 9 pixels\./);
});

it('says of a feature that nothing comes to it, and of one in the padding that its field is there', () => {
  const sparse = [{ type: 'conv_transpose', kernel_size: 1, stride: 2 }];
  expect(saidOf(sparse, [1, 1])).toBe('sees no pixel. Nothing from the layers below reaches it.');
  const around = [{ type: 'pad', padding: 2 }];
  expect(saidOf(around, [0, 0])).toBe('sees no pixel. Its field, y −2 and x −2, is all padding.');
});

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
