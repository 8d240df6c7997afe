import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { field, growth, lattices } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { random } from '../random.js';
import { bruteForce, positionsOf } from './brute-force.js';
import type { PlainNetwork } from './plain-network.js';
import { randomNetwork } from './random-networks.js';
import { networks } from './truth.js';

const of = (layers: unknown[], size: number | number[]) =>
  growth(readNetwork({ input_size: size, layers }));

/** The layer from which on every feature sees every pixel; not known behind what is not. */
function seesAllByForce(written: PlainNetwork): string | null | undefined {
  const truth = bruteForce(written);
  const pixels = positionsOf(written.input_size).length;
  let first: string | null = null;
  for (const [name, size] of Array.from(truth.sizes).reverse()) {
    const sees = positionsOf(size).every(
      (u) => truth.clipped(name, u).get('input')?.size === pixels,
    );
    if (!sees) return first;
    if (truth.isUnknown(name)) return undefined;
    first = name;
  }
  return first;
}

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
  const pad = (before: number, after: number): object => ({
    ...{ type: 'pad', padding: [[before, after]] },
  });
  const blanks = { type: 'conv_transpose', kernel_size: 1, stride: 2, output_padding: 1 };
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
    ['padding before a map that sees all', [conv(21, { padding: 10 }), pad(1, 0)], 4],
    ['padding behind it', [conv(21, { padding: 10 }), pad(0, 1)], 4],
    [
      'taps on both sides of it',
      [conv(21, { padding: 10 }), conv(2, { dilation: 6, padding: 4 })],
      4,
    ],
    ['blanks between its features', [conv(21, { padding: 10 }), blanks], 4],
    ['the one feature of a pair that sees', [blanks, { type: 'crop', cropping: [[0, 1]] }], 1],
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
      seesAll: undefined,
      most: { layer: 'conv1', from: 1, to: 11 },
    });
    const bound = { ...lost, bound: { kernel_size: 31, padding: 15 } };
    expect(of([bound, conv(3, { padding: 1 })], 5)).toEqual({ seesAll: undefined, most: null });
    const narrow = { ...lost, bound: { kernel_size: 7, padding: 3 } };
    expect(of([narrow], 5)).toEqual({ seesAll: null, most: null });
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

  const kernel = (name: string, kernel_size: number[], given: object): object => ({
    ...{ name, type: 'conv', kernel_size, stride: kernel_size.map(() => 1) },
    ...{ dilation: kernel_size.map(() => 1), padding_mode: 'zeros', ...given },
  });
  const crop = { name: 'crop', type: 'crop', inputs: ['input'], cropping: [[0, 2]] };
  const back = { name: 'back', type: 'pad', mode: 'zeros', padding: [[0, 2]], inputs: ['crop'] };
  const first = {
    name: 'cut',
    type: 'crop',
    inputs: ['input'],
    cropping: [
      [0, 2],
      [0, 0],
    ],
  };

  it.each<[string, number[], object[]]>([
    [
      'a kernel whose second tap lies outside',
      [1],
      [kernel('a', [2], { dilation: [2], padding: [[0, 2]], inputs: ['input'] })],
    ],
    [
      'one branch that sees all and one that sees padding',
      [1, 1],
      [
        kernel('a', [1, 1], {
          padding: [
            [0, 0],
            [0, 1],
          ],
          inputs: ['input'],
        }),
        { name: 'b', type: 'multiply', inputs: ['a', 'input'] },
      ],
    ],
    [
      'padding that is a copy',
      [1],
      [kernel('a', [1], { padding: [[0, 1]], padding_mode: 'replicate', inputs: ['input'] })],
    ],
    [
      'a tap that reads a feature which sees nothing',
      [1],
      [
        kernel('a', [2], { padding: 'same', inputs: ['input'] }),
        kernel('b', [2], { padding: 'same', dilation: [2], inputs: ['a'] }),
      ],
    ],
    [
      'parts that fill no box, of a layer that is not known',
      [3, 1],
      [
        {
          name: 'a',
          type: 'unknown',
          reason: 'a sort',
          inputs: ['input'],
          bound: {
            kernel_size: [3, 1],
            stride: [1, 1],
            dilation: [1, 1],
            padding: [
              [0, 0],
              [1, 0],
            ],
          },
        },
        first,
        {
          name: 'pad',
          type: 'pad',
          mode: 'zeros',
          padding: [
            [0, 0],
            [0, 1],
          ],
          inputs: ['cut'],
        },
        { name: 'b', type: 'concat', inputs: ['a', 'pad'] },
      ],
    ],
    ['nothing but its first pixel', [3], [crop, back]],
  ])('names the layer that brute force finds: %s', (_, input_size, layers) => {
    const written = { input_size, layers } as unknown as PlainNetwork;
    expect(growth(readNetwork(written)).seesAll).toBe(seesAllByForce(written));
  });

  it('names the layer that brute force finds, of random networks', () => {
    const small = randomNetwork(6, undefined, { 1: 6, 2: 4, 3: 3 });
    const property = fc.property(fc.oneof(small, randomNetwork(6)), (written) => {
      expect(growth(readNetwork(written)).seesAll).toBe(seesAllByForce(written));
    });
    fc.assert(property, random(250, 37));
  });
});
