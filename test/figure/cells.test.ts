import { describe, expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import { cellsOf } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';

/** What the table says of the last layer. */
function lastCells(source: unknown): ReturnType<typeof cellsOf> {
  const network = readNetwork(source);
  return cellsOf(network.layers.at(-1), lattices(network).at(-1) ?? expect.fail());
}

describe('a cell of the table', () => {
  it('has one line an axis where the axes differ', () => {
    const cells = lastCells({
      input_size: [24, 30],
      layers: [{ type: 'conv', kernel_size: [3, 5] }, { type: 'upsample', scale_factor: 2 }, [2]],
    });
    expect(cells).toMatchObject({ n: '43\n51', j: '0.5', r: '3–4\n5–6' });
  });

  it('says on which axis a layer sees everything', () => {
    const cells = lastCells({
      input_size: [24, 30],
      layers: [[3, 2, 1], { type: 'attention', axes: [1] }],
    });
    expect(cells.r).toBe('3\nall');
  });

  it('says what is only a bound, and what is not known', () => {
    const unknown = { type: 'unknown', reason: 'MyOp' };
    const known = { ...unknown, bound: { kernel_size: 7 } };
    expect(lastCells({ input_size: 24, layers: [[3, 2, 1], known] }).r).toBe('≤ 15');
    expect(lastCells({ input_size: 24, layers: [[3, 2, 1], unknown] })).toMatchObject({ r: '?' });
  });

  it('rounds a fraction that would not fit', () => {
    const resized = (by: object): string =>
      lastCells({ input_size: 1500, layers: [{ type: 'upsample', ...by }] }).j;
    expect(resized({ scale_factor: 3 })).toBe('1/3');
    expect(resized({ size: 1333 })).toBe('≈1.125');
  });
});
