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

  const conv = (kernel_size: number, given: object = {}): object => ({
    ...{ type: 'conv', kernel_size },
    ...given,
  });
  const up = (given: object): object => ({ type: 'upsample', ...given });

  it.each<[string, object[], number]>([
    ['wide kernels', [conv(5, { padding: 2 }), conv(11, { padding: 5 }), conv(1)], 4],
    ['a kernel that just reaches', [conv(3, { padding: 1 }), conv(9, { padding: 4 })], 6],
    ['one that just does not', [conv(3, { padding: 1 }), conv(7, { padding: 3 })], 6],
    ['one that reaches one end only', [conv(9, { padding: [[8, 0]] }), conv(2)], 6],
    ['one that reaches the other end only', [conv(9, { padding: [[0, 8]] }), conv(2)], 6],
    ['backwards', [conv(13, { padding: 6 }), { type: 'slice', step: -1 }], 6],
    ['backwards, one end only', [conv(7, { padding: 3 }), { type: 'slice', step: -1 }], 6],
    ['thirds, backwards', [{ type: 'slice', start: -1, step: -1 }, up({ scale_factor: 3 })], 1],
    ['strides', [conv(3, { stride: 2, padding: 1 }), conv(7, { padding: 3 })], 8],
    ['larger maps', [conv(15, { padding: 7 }), up({ scale_factor: 2 })], 7],
    ['larger maps by lines', [conv(9, { padding: 4 }), up({ scale_factor: 3, mode: 'linear' })], 5],
    ['phases of other places', [up({ scale_factor: 4 }), conv(24, { padding: 12 })], 5],
    [
      'a later layer that sees less',
      [conv(11, { padding: 5 }), { name: 'small', ...conv(1), inputs: ['input'] }],
      6,
    ],
    ['all of a map that leaves pixels out', [conv(1, { stride: 2 }), { type: 'linear' }], 5],
    ['the input itself', [conv(1)], 1],
    [
      'nothing',
      [
        { type: 'conv_transpose', kernel_size: 1, stride: 2 },
        { type: 'slice', start: 1, step: 2 },
      ],
      3,
    ],
  ])('of %s: as every field says', (_, layers, size) => {
    const network = readNetwork(layers, { inputSize: [size] });
    const all = ['input', ...network.layers.map(({ name }) => name)].map((name, at) => {
      const n = at === 0 ? size : network.layers[at - 1].size[0];
      const fields = Array.from({ length: n }, (__, u) => field(network, name, u).pixels);
      return { name, sees: fields.every((pixels) => pixels === size) };
    });
    let first = all.length;
    while (first > 0 && all[first - 1].sees) first -= 1;
    expect(growth(network).seesAll).toBe(all[first]?.name ?? null);
  });

  it('knows nothing of what is not known', () => {
    const lost = { name: 'lost', type: 'unknown', reason: 'a sort' };
    expect(of([conv(11, { padding: 5 }), lost], 5)).toEqual({
      seesAll: null,
      most: { layer: 'conv1', from: 1, to: 11 },
    });
    const bound = { ...lost, bound: { kernel_size: 31, padding: 15 } };
    expect(of([bound, conv(3, { padding: 1 })], 5)).toEqual({ seesAll: null, most: null });
  });

  it('counts from the larger field of branches, and on the axis that grows most', () => {
    const layers = [
      { name: 'a', ...conv(5, { padding: 2 }) },
      { name: 'b', ...conv(3, { padding: 1 }), inputs: ['input'] },
      { name: 'sum', type: 'add', inputs: ['b', 'a'] },
      { name: 'c', ...conv(4) },
    ];
    expect(of(layers, 32).most).toEqual({ layer: 'a', from: 1, to: 5 });
    expect(of([conv(3), up({ scale_factor: 2, mode: 'linear' })], [9]).most).toMatchObject({
      layer: 'conv1',
    });
    expect(of([conv(1), up({ scale_factor: 2, mode: 'linear' })], [9]).most).toEqual({
      ...{ layer: 'upsample1', from: 1, to: 2 },
    });
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
