import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contribution, field } from '../../src/arithmetic/index.js';
import { readNetwork, registry } from '../../src/layers/index.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

const OPTIONS = random(200, 13);

interface Truth {
  readonly id: string;
  readonly network: object;
  readonly layer: string;
  readonly axes: readonly { u: number; first: number; counts: number[]; p: number[] }[];
}

const truth = JSON.parse(
  readFileSync(new URL('../fixtures/truth/contributions.json', import.meta.url), 'utf8'),
) as Truth[];

test.each(truth)('the measured contributions of $id', ({ network, layer, axes }) => {
  const found = contribution(
    readNetwork(network),
    layer,
    axes.map(({ u }) => u),
  );
  const counts = found.counts();
  axes.forEach((axis, k) => {
    expect(found.first[k]).toBe(axis.first);
    expect(counts?.[k].map(Number)).toEqual(axis.counts);
    expect(found.marginals[k]).toHaveLength(axis.p.length);
    axis.p.forEach((p, i) => expect(Math.abs(found.marginals[k][i] / p - 1)).toBeLessThan(1e-10));
    const total = axis.counts.reduce((all, count) => all + count, 0);
    const mean = axis.counts.reduce((all, c, i) => all + (c / total) * (axis.first + i + 0.5), 0);
    expect(found.mean[k]).toBeCloseTo(mean, 10);
  });
});

describe('contribution', () => {
  test('of a feature that sees nothing', () => {
    const network = readNetwork([{ type: 'conv', kernel_size: 1, padding: 2 }], { inputSize: [4] });
    const found = contribution(network, 'conv1', 0);
    expect(found).toMatchObject({ first: [null], shape: [0], mean: [null], std: [null] });
    expect(found.values()).toHaveLength(0);
    expect(found.counts()).toBeNull();
  });

  test('of a feature to its own layer is the feature, to a layer above nothing', () => {
    const network = readNetwork([[3], [3]], { inputSize: [9, 8] });
    const own = contribution(network, 'conv1', [2, 3], { to: 'conv1' });
    expect(own).toMatchObject({ first: [2, 3], shape: [1, 1], mean: [2.5, 3.5], std: [0, 0] });
    expect([...own.values()]).toEqual([1]);
    expect(own.counts()).toEqual([[1n], [1n]]);
    const above = contribution(network, 'conv1', [2, 3], { to: 'conv2' });
    expect(above).toMatchObject({ first: [null, null], shape: [0, 0], mean: [null, null] });
    expect(above.marginals.map(({ length }) => length)).toEqual([0, 0]);
  });

  test('through branches, of a corner where the first taps of each axis see padding', () => {
    const [dilation, padding] = [
      [2, 3, 2],
      [2, 3, 2],
    ];
    const network = readNetwork(
      [
        { name: 'twice', type: 'add', inputs: ['input', 'input'] },
        { name: 'conv', type: 'conv', kernel_size: 3, dilation, padding },
      ],
      { inputSize: [4, 7, 6] },
    );
    const found = contribution(network, 'conv', 1);
    expect(found).toMatchObject({ first: [1, 1, 1], shape: [3, 4, 3] });
    const at = (size: number, i: number): number => (i === 0 || i === size - 1 ? 1 : 0);
    const shares = [3, 4, 3].map((size) => Array.from({ length: size }, (_, i) => at(size, i)));
    expect([...found.values()]).toEqual(
      shares[0].flatMap((z) => shares[1].flatMap((y) => shares[2].map((x) => (z * y * x) / 8))),
    );
  });

  test('of more pixels than are weighed one by one: along the axes still', () => {
    const network = readNetwork([{ name: 'wide', type: 'conv', kernel_size: 4097 }], {
      inputSize: 4100,
    });
    const found = contribution(network, 'wide', 0);
    expect(found.marginals[0][9]).toBeCloseTo(1 / 4097, 12);
    expect(() => found.values()).toThrow(
      'layer 1 "wide": its field has more than 16777216 pixels, too many to weigh one by one',
    );
  });

  test('is of an upper bound where a layer on the way is no more than that', () => {
    const network = readNetwork(
      [
        { name: 'own', type: 'unknown', reason: 'of my own', bound: 'whole', inputs: ['input'] },
        { name: 'conv', type: 'conv', kernel_size: 3, padding: 1, inputs: ['input'] },
        { name: 'sum', type: 'add', inputs: ['own', 'conv'] },
      ],
      { inputSize: 5 },
    );
    const isExact = (layer: string, to?: string): boolean =>
      contribution(network, layer, 2, to === undefined ? {} : { to }).exact;
    expect(['own', 'conv', 'sum'].map((layer) => isExact(layer))).toEqual([false, true, false]);
    expect(isExact('sum', 'conv')).toBe(true);
  });

  test('mirrored positions add to the pixel that they copy', () => {
    const layer = { type: 'conv', kernel_size: 3, padding: 1, padding_mode: 'reflect' };
    const found = contribution(readNetwork([layer], { inputSize: [5] }), 'conv1', 0);
    expect(found.counts()).toEqual([[1n, 2n]]);
  });

  test('branches add, and are no product of their axes', () => {
    const network = readNetwork(
      [
        { name: 'tall', type: 'conv', kernel_size: [3, 1], padding: [1, 0], inputs: ['input'] },
        { name: 'wide', type: 'conv', kernel_size: [1, 3], padding: [0, 1], inputs: ['input'] },
        { name: 'sum', type: 'add', inputs: ['tall', 'wide'] },
      ],
      { inputSize: 5 },
    );
    const found = contribution(network, 'sum', 2);
    expect(Array.from(found.values(), (share) => share * 6)).toEqual(
      [0, 1, 0, 1, 2, 1, 0, 1, 0].map((count) => expect.closeTo(count, 12) as number),
    );
    expect(found.counts()).toBeNull();
    expect(Array.from(found.marginals[0], (share) => share * 6)).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(4, 12),
      expect.closeTo(1, 12),
    ]);
  });

  test('branches of other widths on every one of three axes stand where they belong', () => {
    const branch = (name: string, kernel: number[]): object => ({
      name,
      type: 'conv',
      kernel_size: kernel,
      padding: kernel.map((k) => (k - 1) / 2),
      inputs: ['input'],
    });
    const layers = [
      branch('long', [1, 3, 5]),
      branch('high', [3, 1, 1]),
      { name: 'sum', type: 'add', inputs: ['long', 'high'] },
    ];
    const found = contribution(readNetwork(layers, { inputSize: [7, 8, 9] }), 'sum', [3, 4, 4]);
    expect([found.first, found.shape]).toEqual([
      [2, 3, 2],
      [3, 3, 5],
    ]);
    const [nothing, outside] = [
      [0, 0, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ];
    const [within, middle] = [
      [1, 1, 1, 1, 1],
      [1, 1, 2, 1, 1],
    ];
    const sheets = [nothing, outside, nothing, within, middle, within, nothing, outside, nothing];
    expect(Array.from(found.values(), (share) => Math.round(share * 18 * 1e9) / 1e9)).toEqual(
      sheets.flat(),
    );
  });

  test('a thousand layers do not overflow', () => {
    const network = readNetwork(
      Array.from({ length: 1000 }, () => [3, 1, 1]),
      { inputSize: [4001] },
    );
    const { marginals, std, mean } = contribution(network, 'conv1000', 2000);
    expect(marginals[0].reduce((all, share) => all + share)).toBeCloseTo(1, 12);
    expect(mean[0]).toBeCloseTo(2000.5, 9);
    expect(std[0]).toBeCloseTo(Math.sqrt((1000 * 2) / 3), 9);
  });

  test('pixels that hardly count still do', () => {
    const kernels = Array.from({ length: 1000 }, () => [[3, 1], 1, [1, 0]]);
    const chain = readNetwork(kernels, { inputSize: [2100, 2] });
    const merged = [...kernels, { type: 'add', inputs: ['conv1000', 'input'] }];
    for (const [network, layer] of [
      [chain, 'conv1000'],
      [readNetwork(merged, { inputSize: [2100, 2] }), 'add1'],
    ] as const) {
      const found = contribution(network, layer, [1050, 1]);
      expect([found.first, found.shape]).toEqual([
        [50, 1],
        [2001, 1],
      ]);
      expect(found.marginals[0].every((share) => share > 0)).toBe(true);
      expect(found.values().every((share) => share > 0)).toBe(true);
    }
  });

  test('paths too many to add up are refused before they are', () => {
    const network = readNetwork([{ name: 'a', type: 'conv', kernel_size: 2 ** 17 }, [2 ** 14]], {
      inputSize: [2 ** 18],
    });
    expect(() => contribution(network, 'conv1', 0)).toThrow('the paths to its field take more');
  });

  test('a field of too many pixels is refused by name, and at once', () => {
    const network = readNetwork([{ name: 'all', type: 'linear' }], { inputSize: 2 ** 31 - 1 });
    expect(() => contribution(network, 'all', 0)).toThrow('layer 1 "all": its field has more than');
  });

  test('sums to 1 and lives on exactly the clipped field', () => {
    fc.assert(
      fc.property(
        randomNetwork(6, Array.from(registry.keys())),
        fc.nat(),
        fc.nat(1e6),
        (written, which, where) => {
          const network = readNetwork(written);
          const layer = network.layers[which % network.layers.length];
          const index = layer.size.map((n, axis) => (where * (axis + 5)) % n);
          const seen = field(network, layer.name, index);
          const found = contribution(network, layer.name, index);
          const values = found.values();
          expect(found.first).toEqual(seen.clipped.map((range) => range && range[0]));
          expect(found.shape).toEqual(
            seen.clipped.map((range) => (range ? range[1] - range[0] : 0)),
          );
          expect(values.filter((share) => share > 0)).toHaveLength(seen.pixels);
          const sum = values.reduce((all, share) => all + share, 0);
          expect(sum).toBeCloseTo(seen.pixels > 0 ? 1 : 0, 12);
        },
      ),
      OPTIONS,
    );
  });
});
