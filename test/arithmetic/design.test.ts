import { describe, expect, test } from 'vitest';
import { UnknownLayerError, design, lattices } from '../../src/arithmetic/index.js';
import type { Design } from '../../src/arithmetic/index.js';
import { readNetwork, toDocument } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { ALEXNET as alexnet } from '../alexnet.js';
import { published } from './truth.js';

/** pix2pix's discriminator: five 4 x 4 convolutions, the first three of stride 2. */
const discriminator = (kernels = [4, 4, 4, 4, 4]): Network =>
  readNetwork(
    kernels.map((kernel, i) => [`conv${i + 1}`, kernel, i < 3 ? 2 : 1, 1]),
    { inputSize: 256 },
  );

const ALEXNET = readNetwork({ ...alexnet, layers: alexnet.layers.slice(0, -1) });

const resnet = (): Network =>
  readNetwork(published.find(({ id }) => id === 'resnet_v1_50@224')!.network);

const rowOf = (network: Network, layer: string) =>
  lattices(network).find(({ name }) => name === layer)!;

/** Every design is what its network, read anew, says. */
function expectSound(designs: readonly Design[], layer: string): void {
  for (const { changes, network, n, j, r } of designs) {
    expect(rowOf(readNetwork(toDocument(network)), layer)).toMatchObject({ n, j, r });
    expect(changes.length).toBeLessThanOrEqual(2);
    expect(network.layers.every(({ size }) => size.every((count) => count >= 1))).toBe(true);
  }
}

describe('design', () => {
  test("pix2pix's discriminator sees 70 pixels", () => {
    const network = discriminator();
    expect(design(network, 'conv5', 70)).toEqual([
      { changes: [], n: [30, 30], j: [8, 8], r: [70, 70], cost: 0, network },
    ]);
  });

  test.each([0, 1, 2, 3, 4])('70 pixels are found again from another conv%#', (other) => {
    const network = discriminator([4, 4, 4, 4, 4].map((kernel, i) => (i === other ? 3 : kernel)));
    const designs = design(network, 'conv5', 70);
    expectSound(designs, 'conv5');
    expect(designs.some(({ r }) => r.every((size) => size === 70))).toBe(true);
    expect(designs.flatMap(({ changes }) => changes)).toContainEqual(
      expect.objectContaining({ parameter: 'kernel_size', from: [3, 3], to: [4, 4] }),
    );
  });

  test('padding follows where a layer keeps its size', () => {
    const designs = design(ALEXNET, 'conv5', 512);
    expectSound(designs, 'conv5');
    expect(designs.length).toBeGreaterThan(3);
    expect(Math.abs(designs[0].r[0] - 512)).toBeLessThanOrEqual(1);
    for (const { changes, n } of designs) {
      if (changes.every(({ padding }) => padding)) expect(n).toEqual([13, 13]);
    }
    expect(designs.flatMap(({ changes }) => changes).some(({ padding }) => padding)).toBe(true);
  });

  test('ranks by distance, then growth of the kernels, then change of the jump', () => {
    const designs = design(ALEXNET, 'conv5', 300);
    const ranks = designs.map(({ r, cost, j }) => [
      Math.abs(r[0] - 300),
      cost,
      Math.abs(Math.log2(Number(j[0]) / 16)),
    ]);
    const sorted = [...ranks].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    expect(ranks).toEqual(sorted);
  });

  test('two changes that keep the jump come before one that does not', () => {
    const layers = [{ name: 'a', type: 'avg_pool', kernel_size: 2, stride: 1 }, ['b', 4], ['c', 6]];
    const found = design(readNetwork(layers, { inputSize: [64] }), 'c', 18);
    expect(found.slice(2, 4).map(({ changes, r, j, cost }) => [changes, r, j, cost])).toEqual([
      [
        ['b', 'c'].map((layer) => ({ layer, parameter: 'dilation', from: [1], to: [2] })),
        ...[[18], [1], 0],
      ],
      [[{ layer: 'a', parameter: 'stride', from: [1], to: [2] }], [18], [2], 0],
    ]);
  });

  test('of equal changes takes the milder one', () => {
    const network = readNetwork(
      [
        ['a', 3, 1, 1],
        ['b', 5, 1, 2],
      ],
      { inputSize: 64 },
    );
    const dilations = design(network, 'b', 11)
      .flatMap(({ changes }) => changes)
      .filter(({ parameter }) => parameter === 'dilation');
    expect(dilations).toMatchObject([{ layer: 'b', from: [1, 1], to: [2, 2] }]);
  });

  test('axes that differ in one layer only have each their own field', () => {
    const network = readNetwork(
      [
        ['a', 3, 1, 1],
        ['b', [3, 5], 1, [1, 2]],
      ],
      { inputSize: 64 },
    );
    const designs = design(network, 'b', [9, 11]);
    expectSound(designs, 'b');
    expect(designs.filter(({ r }) => r[0] === 9 && r[1] === 11)).toHaveLength(4);
  });

  test('the whole image, or more', () => {
    const wide = readNetwork([['a', 15, 1, 7]], { inputSize: 12 });
    expect(design(wide, 'a', 'image')).toMatchObject([{ changes: [], r: [15, 15] }]);
    const designs = design(ALEXNET, 'conv5', 'image');
    expectSound(designs, 'conv5');
    expect(designs[0].r.every((size) => size >= 227)).toBe(true);
    expect(design(ALEXNET, 'pool5', 100, { atLeast: true })).toMatchObject([{ changes: [] }]);
  });

  test('a smaller field', () => {
    const designs = design(ALEXNET, 'conv5', 99);
    expectSound(designs, 'conv5');
    expect(Math.abs(designs[0].r[0] - 99)).toBeLessThanOrEqual(1);
  });

  test('branches keep their sizes', () => {
    const designs = design(resnet(), 'block4', 700);
    expectSound(designs, 'block4');
    expect(Math.abs(designs[0].r[0] - 700)).toBeLessThanOrEqual(1);
    for (const { n, changes } of designs) {
      if (changes.every(({ parameter }) => parameter !== 'stride')) expect(n).toEqual([7, 7]);
    }
  });

  test('copies stand before the layer, which keeps its name', () => {
    const network = readNetwork(
      [
        ['a', 3, 1, 1],
        ['b', 3, 1, 1],
      ],
      { inputSize: 64 },
    );
    const copied = design(network, 'b', 9).find(
      ({ changes }) => changes.length === 1 && changes[0].parameter === 'copies',
    )!;
    expect(copied.changes).toEqual([{ layer: 'b', parameter: 'copies', from: 1, to: 3 }]);
    expect(copied.network.layers.map(({ name }) => name)).toEqual(['a', 'b_2', 'b_3', 'b']);
    expect(copied.r).toEqual([9, 9]);
    expect(copied.cost).toBe(18);
  });

  test('another size on each axis', () => {
    const network = readNetwork([['a', [3, 5], 1, [1, 2]]], { inputSize: [64, 64] });
    expect(design(network, 'a', [3, 5])[0].changes).toEqual([]);
    expectSound(design(network, 'a', [7, 7]), 'a');
    expect(design(network, 'a', [7, 7])[0].r).toEqual([7, 7]);
  });

  test('each axis has a value of its own where none will do for all', () => {
    const layers = [
      ['a', 3, 2, 1],
      ['b', 3, 1, 1],
      ['c', 3, 2, 1],
    ];
    const network = readNetwork(layers, { inputSize: [128, 64] });
    const changes = (wanted: readonly number[] | 'image'): unknown =>
      design(network, 'c', wanted).map(({ r, changes: [{ layer, parameter, to }] }) => [
        ...[layer, parameter, to],
        ...r,
      ]);
    expectSound(design(network, 'c', [23, 15]), 'c');
    expect(changes([23, 15])).toContainEqual(['b', 'kernel_size', [9, 5], 23, 15]);
    expect(changes([11, 19])).toContainEqual(['b', 'dilation', [1, 3], 11, 19]);
    expect(changes([15, 11])).toContainEqual(['a', 'stride', [3, 2], 15, 11]);
    expect(design(network, 'c', 'image')[0].r).toEqual([129, 65]);
    // Where one value does for all, it is the same on all.
    for (const { changes: made } of design(network, 'c', 23)) {
      for (const { to } of made) expect(new Set([to].flat()).size).toBe(1);
    }
  });

  test.each([0, -1, 2.5, 'picture', [3], null])('%j is no size of a field', (wanted) => {
    expect(() => design(ALEXNET, 'conv5', wanted as number)).toThrow(
      expect.objectContaining({ code: 'wanted_form', parameter: 'wanted' }),
    );
  });

  const UNSURE = readNetwork(
    [
      ['a', 3, 1, 1],
      { name: 'bound', type: 'unknown', reason: 'a sort', bound: { kernel_size: 3, padding: 1 } },
      { name: 'lost', type: 'unknown', reason: 'a sort', inputs: ['a'] },
      { name: 'above', type: 'conv', kernel_size: 1, inputs: ['bound'] },
      { name: 'mix', type: 'attention', axes: [0], inputs: ['a'] },
      { name: 'gap', type: 'global_pool', inputs: ['input'] },
    ],
    { inputSize: 32 },
  );
  test.each([
    [
      'bound',
      'wanted 5 cannot be reached by changes: at most this is read from bound on: a sort',
      'a',
    ],
    [
      'lost',
      'wanted 5 cannot be reached by changes: what is read is not known from lost on: a sort',
      'a',
    ],
    ['above', 'at most this is read from bound on: a sort', 'a'],
    ['mix', 'everything is seen from mix on', 'a'],
    ['gap', 'wanted 5 cannot be reached by changes: everything is seen from gap on', null],
  ])('no change decides what %s sees', (layer, why, known) => {
    const at = UNSURE.layers.findIndex(({ name }) => name === layer) + 1;
    const ask = known ? `; ask about ${known}, whose field they decide` : '';
    const found = { layer, parameter: 'wanted', value: 5, code: 'design_unknown' };
    expect(() => design(UNSURE, layer, 5)).toThrow(expect.objectContaining(found));
    expect(() => design(UNSURE, layer, 5)).toThrow(`${why}${ask}`);
    expect(() => design(UNSURE, layer, 5)).toThrow(`layer ${at} "${layer}": wanted 5`);
  });

  test('what sees everything sees the image already; a bound promises nothing', () => {
    expect(design(UNSURE, 'gap', 'image')).toMatchObject([{ changes: [], r: [32, 32] }]);
    expect(() => design(UNSURE, 'bound', 'image')).toThrow('cannot be reached');
    expect(() => design(UNSURE, 'lost', 'image')).toThrow('cannot be reached');
  });

  test('too many layers to change on trial, unless nothing must change', () => {
    const deep = readNetwork(
      Array.from({ length: 10_001 }, () => [1]),
      { inputSize: 3 },
    );
    const found = { code: 'design_large', values: { count: 10_001, limit: 10_000 } };
    expect(() => design(deep, 'conv9', 2)).toThrow(expect.objectContaining(found) as Error);
    expect(design(deep, 'conv9', 1)).toHaveLength(1);
  });

  test('an unknown layer', () => {
    expect(() => design(ALEXNET, 'conv9', 100)).toThrow(UnknownLayerError);
  });
});
