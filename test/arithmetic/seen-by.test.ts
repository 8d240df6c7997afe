import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { field, projectiveField, seenBy } from '../../src/arithmetic/index.js';
import { readNetwork, registry } from '../../src/layers/index.js';
import { bruteForce } from './brute-force.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

const OPTIONS = random(150, 11);

describe('the features that look at a pixel', () => {
  const alexnet = readNetwork(
    [
      ['conv1', 11, 4, 0],
      ['pool1', 3, 2, 0],
      ['conv2', 5, 1, 2],
    ],
    { inputSize: 227 },
  );

  test('of a layer that slides', () => {
    expect(seenBy(alexnet, 'conv1', 0)).toEqual({
      layer: 'conv1',
      pixel: [0, 0],
      lo: [0, 0],
      hi: [1, 1],
      count: [1, 1],
      runs: [[[0, 1, 1]], [[0, 1, 1]]],
      features: 1,
      exact: true,
    });
    expect(seenBy(alexnet, 'conv1', [113, 20])).toMatchObject({ lo: [26, 3], hi: [29, 6] });
  });

  test('of one map by another', () => {
    expect(seenBy(alexnet, 'conv2', 3, { to: 'pool1' })).toMatchObject({
      pixel: [3, 3],
      lo: [1, 1],
      hi: [6, 6],
      features: 25,
    });
    expect(seenBy(alexnet, 'conv2', 3, { to: 'conv2' })).toMatchObject({ features: 1 });
    expect(seenBy(alexnet, 'conv1', 3, { to: 'pool1' })).toMatchObject({
      lo: [null, null],
      count: [0, 0],
      features: 0,
    });
  });

  test('none, of a pixel that is jumped over', () => {
    const network = readNetwork([[1, 2, 0]], { inputSize: [8] });
    expect(seenBy(network, 'conv1', 3)).toMatchObject({ lo: [null], hi: [null], features: 0 });
    expect(seenBy(network, 'conv1', 4)).toMatchObject({ lo: [2], hi: [3], features: 1 });
  });

  test('none, of a pixel beside the corner in which the only feature stands', () => {
    const corner = { type: 'upsample', size: 1, mode: 'linear', align_corners: true };
    const network = readNetwork([corner], { inputSize: [3] });
    expect([0, 1, 2].map((i) => seenBy(network, 'upsample1', i).features)).toEqual([1, 0, 0]);
  });

  test('a map of two thousand million features costs no more', () => {
    const network = readNetwork(
      Array.from({ length: 40 }, () => [3, 1, 1]),
      { inputSize: [2 ** 31 - 1] },
    );
    expect(seenBy(network, 'conv40', 2 ** 30)).toMatchObject({ features: 81 });
  });

  test.each<[string, object[], number]>([
    ['nearest', [{ type: 'upsample', scale_factor: 4097 / 4096 }], 8192],
    ['linear', [{ type: 'upsample', scale_factor: 4097 / 4096, mode: 'linear' }], 8192],
    ['cubic, smaller', [{ type: 'upsample', size: 4099, mode: 'cubic' }], 9001],
    ['an adaptive pool', [{ type: 'adaptive_pool', output_size: 4111 }], 9000],
    [
      'backwards, under a kernel',
      [
        { type: 'slice', step: -1 },
        { type: 'upsample', scale_factor: 4099 / 4098 },
        { type: 'conv', kernel_size: 3, padding: 1 },
      ],
      8196,
    ],
  ])('of more phases than are looked at one by one: %s', (_, layers, size) => {
    const network = readNetwork(layers, { inputSize: [size] });
    const {
      name,
      size: [n],
    } = network.layers[layers.length - 1];
    const isTurned = layers.length > 1;
    for (const pixel of [0, 1, 2, 2049, 4095, 4096, 4097, 6000, size - 2, size - 1]) {
      const near = Math.round(((isTurned ? size - 1 - pixel : pixel) * n) / size);
      const looking = Array.from({ length: 21 }, (__, i) => near - 10 + i).filter((u) => {
        if (u < 0 || u >= n) return false;
        const range = field(network, name, u).clipped[0];
        return range !== null && range[0] <= pixel && pixel < range[1];
      });
      const { features, lo, hi, exact } = seenBy(network, name, pixel);
      expect([pixel, features, lo, hi]).toEqual([
        ...[pixel, looking.length],
        ...[[looking[0]], [(looking.at(-1) as number) + 1]],
      ]);
      expect(exact).toBe(true);
    }
  });

  test('of so many features in so many phases: at most', () => {
    const network = readNetwork([{ type: 'upsample', scale_factor: 4097, mode: 'linear' }], {
      inputSize: [9],
    });
    const { lo, hi, exact } = seenBy(network, 'upsample1', 4);
    expect(exact).toBe(false);
    expect(lo[0]).toBeLessThanOrEqual(3 * 4097 + 2049);
    expect(hi[0]).toBeGreaterThanOrEqual(5 * 4097 + 2048);
  });

  test('of a layer that is not known: at most, and of what stands above it', () => {
    const bound = { kernel_size: [1, 3], padding: [0, 1] };
    const network = readNetwork(
      [
        { name: 'lost', type: 'unknown', reason: 'a sort', bound },
        { name: 'above', type: 'conv', kernel_size: 3 },
        { name: 'beside', type: 'conv', kernel_size: 3, inputs: ['input'] },
        { name: 'sum', type: 'add', inputs: ['beside', 'above'] },
      ],
      { inputSize: 9 },
    );
    const found = ['lost', 'above', 'beside', 'sum'].map((name) => seenBy(network, name, 4));
    expect(found.map(({ exact }) => exact)).toEqual([false, false, true, false]);
    expect(found.map(({ count }) => count)).toEqual([
      [1, 3],
      [3, 5],
      [3, 3],
      [3, 5],
    ]);
  });

  test('is the inverse of the clipped field', () => {
    fc.assert(
      fc.property(
        randomNetwork(5, Array.from(registry.keys())),
        fc.nat(1e6),
        fc.nat(1e6),
        (written, which, where) => {
          const network = readNetwork(written);
          const { name, size } = network.layers[which % network.layers.length];
          const pixel = written.input_size.map((n, axis) => (where * (axis + 3)) % n);
          const truth = bruteForce(written);
          const looking = truth.seers(pixel).get(name) ?? [];
          const found = seenBy(network, name, pixel);
          if (!truth.isUnknown(name)) expect(found.exact).toBe(true);
          expect(found.features).toBe(looking.length);
          for (let axis = 0; axis < size.length; axis += 1) {
            const places = new Set(looking.map((index) => index[axis]));
            expect(found.count[axis]).toBe(places.size);
            expect(found.lo[axis]).toBe(places.size > 0 ? Math.min(...places) : null);
            expect(found.hi[axis]).toBe(places.size > 0 ? Math.max(...places) + 1 : null);
          }
          if (looking.length > 0) {
            expect(field(network, name, looking[0]).pixels).toBeGreaterThan(0);
          }
        },
      ),
      OPTIONS,
    );
  });
});

describe('the projective field of a pixel', () => {
  test('is, layer by layer, the features that look at it', () => {
    fc.assert(
      fc.property(randomNetwork(5, Array.from(registry.keys())), fc.nat(), (written, at) => {
        const network = readNetwork(written);
        const pixel = network.inputSize.map((n) => at % n);
        const found = projectiveField(network, pixel);
        for (const { name } of network.layers) {
          const { features, ...seen } = seenBy(network, name, pixel);
          expect(found.has(name)).toBe(features > 0);
          if (features > 0) expect(found.get(name)).toEqual({ features, ...seen });
        }
      }),
      OPTIONS,
    );
  });
});
