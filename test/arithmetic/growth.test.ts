import { describe, expect, it } from 'vitest';

import { field, growth, lattices } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks } from './truth.js';

const of = (layers: unknown[], size: number | number[]) =>
  growth(readNetwork({ input_size: size, layers }));

describe('growth', () => {
  it('names the layer from which on every feature sees the whole image', () => {
    expect(of([[3], [3], [1]], 5).seesAll).toBe('conv2');
    // Its corner features do not see the far corner.
    expect(
      of(
        [
          [3, 1, 1],
          [3, 1, 1],
          [3, 1, 1],
        ],
        5,
      ).seesAll,
    ).toBeNull();
    expect(of([[3, 1, 1], { name: 'all', type: 'global_pool' }], 5).seesAll).toBe('all');
    // Holes leave pixels out, however wide the field is.
    expect(of([[3, 1, 0, 2]], 5).seesAll).toBeNull();
  });

  it('names the layer that makes the field grow most', () => {
    expect(
      of(
        [
          [11, 4],
          [3, 2],
          [5, 1, 2],
        ],
        227,
      ).most,
    ).toEqual({ layer: 'conv3', from: 19, to: 51 });
    expect(of([[1], [1]], 5).most).toBeNull();
    expect(of([[1], { name: 'all', type: 'global_pool' }], 5).most).toBeNull();
    expect(of([[[1, 3]], [[5, 1]]], 9).most).toEqual({ layer: 'conv2', from: 1, to: 5 });
  });

  const good = networks.filter(({ expect: outcome }) => outcome === 'ok');
  it.each(good.map((each) => [each.id, each.network] as const))(
    'every feature of that layer sees every pixel: %s',
    (_, source) => {
      const network = readNetwork(source);
      const { seesAll } = growth(network);
      const row = lattices(network).find(({ name }) => name === seesAll);
      if (!row) return;
      const pixels = network.inputSize.reduce((all, size) => all * size, 1);
      const corners = row.n.reduce<number[][]>(
        (all, n) => all.flatMap((index) => [0, n >> 1, n - 1].map((u) => [...index, u])),
        [[]],
      );
      for (const index of corners) {
        expect(field(network, row.name, index).pixels, `${row.name} ${index.join()}`).toBe(pixels);
      }
    },
  );
});
