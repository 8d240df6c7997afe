import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countAt, coverage, field, taps } from '../../src/arithmetic/index.js';
import { readNetwork, registry } from '../../src/layers/index.js';
import { bruteForce, positionsOf } from './brute-force.js';
import { sizeOn } from './brute-windows.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

const OPTIONS = random(120, 17);

const along = (counts: readonly { lo: number; hi: number; counts: readonly number[] }[]) =>
  counts.map(({ lo, hi, counts: each }) => [lo, hi, ...each]);

describe('how many features look at each pixel', () => {
  test('counts those that brute force finds', () => {
    fc.assert(
      fc.property(randomNetwork(5, Array.from(registry.keys())), fc.nat(1e6), (written, which) => {
        const network = readNetwork(written);
        const { name, size } = network.layers[which % network.layers.length];
        const found = coverage(network, name);
        const truth = bruteForce(written);
        const counts = new Map<string, number>();
        for (const index of positionsOf(size)) {
          for (const [key] of truth.clipped(name, index).get('input') ?? []) {
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
        }
        if (!found) throw new Error('a small network is counted');
        for (const pixel of positionsOf(network.inputSize)) {
          const told = pixel.reduce((all, i, axis) => all * countAt(found.axes[axis], i), 1);
          const real = counts.get(pixel.join()) ?? 0;
          if (found.exact) expect(told).toBe(real);
          else expect(told).toBeGreaterThanOrEqual(real);
        }
      }),
      OPTIONS,
    );
  });

  test('repeats over long maps as over short ones', () => {
    const one = (least: number, most: number) => fc.integer({ min: least, max: most });
    const drawnLayer = fc.record({
      kernel_size: fc.tuple(one(1, 5)),
      stride: fc.tuple(one(1, 3)),
      padding: fc.tuple(one(0, 2).map((side) => [side, side] as const)),
      dilation: fc.tuple(one(1, 3)),
      type: fc.constantFrom('conv', 'conv_transpose'),
    });
    const layers = fc
      .array(drawnLayer, { minLength: 1, maxLength: 4 })
      .map((drawn) =>
        drawn.map((layer, i) => ({ name: `l${i + 1}`, inputs: [i ? `l${i}` : 'input'], ...layer })),
      )
      .filter((own) => own.reduce((n, layer) => (n < 1 ? n : sizeOn(layer, 0, n)), 100) >= 1);
    fc.assert(
      fc.property(layers, one(100, 160), (own, size) => {
        const plain = { input_size: [size], layers: own };
        const network = readNetwork(plain);
        const {
          name,
          size: [n],
        } = network.layers[network.layers.length - 1];
        const found = coverage(network, name);
        const counts = new Array<number>(size).fill(0);
        const truth = bruteForce(plain);
        for (let u = 0; u < n; u += 1) {
          for (const { at } of truth.clipped(name, [u]).get('input')?.values() ?? []) {
            counts[at[0]] += 1;
          }
        }
        expect(counts.map((_, i) => countAt(found?.axes[0] ?? [], i))).toEqual(counts);
      }),
      OPTIONS,
    );
  });

  test.each<[string, object[], number[]]>([
    [
      'one feature, written every second time',
      [
        { name: 'take', type: 'slice', start: 3, step: 3 },
        { name: 'last', type: 'conv_transpose', kernel_size: 3, dilation: 2 },
      ],
      [0, 0, 0, 3],
    ],
    [
      'a field wider than the map it reads',
      [
        { name: 'take', type: 'crop', cropping: [[1, 1]] },
        { name: 'last', type: 'conv', kernel_size: 9, padding: 5 },
      ],
      [0, 4, 4, 0],
    ],
  ])('of %s counts no feature beyond a border', (_, layers, counts) => {
    const found = coverage(readNetwork(layers, { inputSize: [4] }), 'last')!;
    expect(counts.map((_count, i) => countAt(found.axes[0], i))).toEqual(counts);
  });

  test('of a long row says its period and the steps at both ends', () => {
    const network = readNetwork([[3, 2, 1]], { inputSize: [2 ** 30] });
    const [stretches] = coverage(network, 'conv1')?.axes ?? [];
    expect(stretches.length).toBeLessThan(5);
    expect([0, 1, 2, 3, 2 ** 30 - 1].map((i) => countAt(stretches, i))).toEqual([1, 2, 1, 2, 1]);
  });

  test('of a deep layer is even but for its borders', () => {
    const network = readNetwork(
      Array.from({ length: 5 }, () => [3, 1, 1]),
      { inputSize: 64 },
    );
    const { axes, range, exact } = coverage(network, 'conv5') ?? {};
    expect(exact).toBe(true);
    expect(range).toEqual([36, 121]);
    expect(along(axes?.[0] ?? [])).toEqual([
      [0, 1, 6],
      [1, 2, 7],
      [2, 3, 8],
      [3, 4, 9],
      [4, 5, 10],
      [5, 59, 11],
      [59, 60, 10],
      [60, 61, 9],
      [61, 62, 8],
      [62, 63, 7],
      [63, 64, 6],
    ]);
  });

  test('of branches that do not nest is said to be a bound', () => {
    const branch = (name: string, kernel: number[], padding: number[]) => ({
      ...{ name, type: 'conv', kernel_size: kernel, padding, inputs: ['input'] },
    });
    const network = readNetwork({
      input_size: 8,
      layers: [
        branch('rows', [1, 3], [0, 1]),
        branch('columns', [3, 1], [1, 0]),
        { name: 'sum', type: 'add', inputs: ['rows', 'columns'] },
      ],
    });
    expect(coverage(network, 'rows')?.exact).toBe(true);
    expect(coverage(network, 'sum')?.exact).toBe(false);
  });

  test('is not counted where that would take too long', () => {
    const resized = (output_size: number) =>
      readNetwork({
        input_size: [2 ** 20],
        layers: [{ name: 'pool', type: 'adaptive_pool', output_size }],
      });
    expect(coverage(resized(10_007), 'pool')?.range).toEqual([1, 2]);
    expect(coverage(resized(200_003), 'pool')).toBeNull();
  });
});

describe('how many features each feature reads', () => {
  test('is what brute force finds of one layer', () => {
    fc.assert(
      fc.property(randomNetwork(4, Array.from(registry.keys())), fc.nat(1e6), (written, which) => {
        const network = readNetwork(written);
        const { name, inputs, size } = network.layers[which % network.layers.length];
        const truth = bruteForce(written);
        if (truth.isUnknown(name) || new Set(inputs).size > 1) return;
        const found = taps(network, name);
        for (const index of positionsOf(size)) {
          const read = truth.clipped(name, index).get(inputs[0])?.size ?? 0;
          const told = index.reduce((all, u, axis) => all * countAt(found?.[axis] ?? [], u), 1);
          expect(told).toBe(read);
        }
      }),
      OPTIONS,
    );
  });

  test('is a checkerboard where a kernel is no multiple of its stride, at any size', () => {
    const network = readNetwork({
      input_size: [2 ** 30],
      layers: [{ name: 'up', type: 'conv_transpose', kernel_size: 3, stride: 2, padding: 1 }],
    });
    const [counts] = taps(network, 'up') ?? [];
    expect([0, 1, 2, 3, 2 ** 30, 2 ** 30 + 1].map((u) => countAt(counts, u))).toEqual([
      1, 2, 1, 2, 1, 2,
    ]);
    expect(counts.length).toBeLessThan(4);
    expect(field(network, 'up', 2 ** 30).pixels).toBe(1);
  });
});
