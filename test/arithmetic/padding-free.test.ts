import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { field, lattices, paddingFree, paddingSeenShare } from '../../src/arithmetic/index.js';
import { readNetwork, registry } from '../../src/layers/index.js';
import { bruteForce, positionsOf, shadow } from './brute-force.js';
import { withAxes } from './plain-network.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

const between = ([first, past]: readonly [number, number]): number[] =>
  Array.from({ length: past - first }, (_, i) => first + i);

describe('the features that see padding', () => {
  test('are those whose unclipped field brute force finds outside the image', () => {
    fc.assert(
      fc.property(randomNetwork(5, Array.from(registry.keys())), fc.nat(1e6), (written, which) => {
        const network = readNetwork(written);
        const row = lattices(network)[1 + (which % network.layers.length)];
        if (row.status === 'unsupported' || row.status === 'bound') return;
        const isInside = (at: number, axis: number): boolean =>
          at >= 0 && at < network.inputSize[axis];
        row.n.forEach((n, axis) => {
          const line = bruteForce(withAxes(written, [axis]));
          const free = Array.from({ length: n }, (_, u) => u).filter((u) =>
            shadow(line.unclipped(row.name, [u]).get('input'), 0).every((at) => isInside(at, axis)),
          );
          expect(paddingFree(network, row, axis)?.flatMap(between)).toEqual(free);
        });
        const share = paddingSeenShare(network, row);
        if (share === null) {
          expect(written.layers.some(({ inputs }) => inputs.length > 1)).toBe(true);
          expect(network.inputSize.length).toBeGreaterThan(1);
          return;
        }
        const truth = bruteForce(written);
        const indices = positionsOf(row.n);
        const seeing = indices.filter((index) => {
          const read = truth.unclipped(row.name, index).get('input');
          return Array.from(read?.values() ?? []).some(({ at }) => !at.every(isInside));
        });
        expect(share).toBeCloseTo(seeing.length / indices.length, 9);
      }),
      random(120, 19),
    );
  });

  test('are counted in closed form on maps of any size', () => {
    const network = readNetwork(
      Array.from({ length: 4 }, () => [3, 1, 1]),
      { inputSize: 2 ** 30 },
    );
    const row = lattices(network)[4];
    expect(paddingFree(network, row, 0)).toEqual([[4, 2 ** 30 - 4]]);
    expect(paddingSeenShare(network, row)).toBeCloseTo(1 - (1 - 8 / 2 ** 30) ** 2, 15);
  });

  test.each([
    ['are counted over branches', 2, 1 - (6 / 8) * (8 / 16)],
    ['are not where a branch that is blind on one axis is padded on another', 1, null],
  ])('%s', (_, kernel, share) => {
    const layers = [
      { name: 'up', type: 'conv_transpose', kernel_size: [1, kernel], stride: [1, 2] },
      { name: 'near', type: 'conv', kernel_size: [3, 1], padding: [1, 0] },
      {
        name: 'beside',
        type: 'pad',
        padding: [
          [0, 0],
          [0, 6 + kernel],
        ],
        inputs: ['input'],
      },
      { name: 'sum', type: 'add', inputs: ['near', 'beside'] },
    ];
    const network = readNetwork(layers, { inputSize: [8, 8] });
    expect(paddingSeenShare(network, lattices(network)[4])).toBe(share);
  });

  test('are counted among those that see anything, whatever stands beside them', () => {
    const layers = [
      { name: 'near', type: 'conv', kernel_size: [1, 3], padding: [0, 1] },
      { name: 'up', type: 'conv_transpose', kernel_size: 1, stride: [2, 1] },
      { name: 'beside', type: 'add', inputs: ['input', 'input'] },
    ];
    const network = readNetwork(layers, { inputSize: [4, 4] });
    expect(paddingSeenShare(network, lattices(network)[2])).toBeCloseTo((4 / 7) * (2 / 4), 15);
  });

  test('are none of the input, and not known of what is unsupported', () => {
    const network = readNetwork({
      input_size: 9,
      layers: [{ name: 'op', type: 'unknown', reason: 'MyOp' }],
    });
    const [input, op] = lattices(network);
    expect(paddingSeenShare(network, input)).toBe(0);
    expect(paddingSeenShare(network, op)).toBeNull();
  });
});

describe('feature by feature', () => {
  const conv = (kernel_size: number, given: object = {}): object => ({
    ...{ type: 'conv', kernel_size },
    ...given,
  });
  const up = (given: object): object => ({ type: 'upsample', ...given });

  test.each<[string, object[], number]>([
    ['padding on both sides', [conv(5, { padding: 2 })], 12],
    ['more before than after', [conv(5, { padding: [[3, 1]] })], 12],
    ['none', [conv(5)], 12],
    ['fields larger than the image', [conv(9, { padding: 4 })], 6],
    ['two strides', [conv(3, { stride: 2, padding: 1 }), conv(3, { stride: 2, padding: 1 })], 21],
    ['phases of one size', [conv(3, { padding: 1 }), up({ scale_factor: 3 })], 8],
    [
      'phases of other sizes',
      [up({ scale_factor: 3, mode: 'linear' }), conv(3, { padding: 1 })],
      8,
    ],
    ['more phases than features', [up({ scale_factor: 7, mode: 'linear' })], 1],
    ['a period that is not whole', [up({ scale_factor: 1.5 })], 1],
    [
      'features that are blind in turn',
      [{ type: 'conv_transpose', kernel_size: 2, stride: 5, padding: 1 }, conv(3, { padding: 2 })],
      6,
    ],
    ['backwards', [conv(5, { padding: 2 }), { type: 'slice', step: -2 }], 12],
    [
      'one place for all, inside',
      [conv(6), { name: 'x', type: 'add', inputs: ['input', 'conv1'] }],
      6,
    ],
    ['a resize to a size', [conv(3, { padding: 1 }), up({ size: 11, mode: 'linear' })], 8],
    [
      'a resize to a size, holes below',
      [{ type: 'conv_transpose', kernel_size: 1, stride: 3 }, up({ size: 9 })],
      5,
    ],
    [
      'an adaptive pool',
      [conv(3, { padding: [[2, 0]] }), { type: 'adaptive_pool', output_size: 5 }],
      12,
    ],
    [
      'branches of other jumps',
      [
        conv(3, { stride: 2, padding: 1 }),
        { name: 'b', ...conv(7, { inputs: ['input'] }) },
        { type: 'add', inputs: ['conv1', 'b'] },
      ],
      12,
    ],
    ['everything is seen', [conv(3, { padding: 1 }), { type: 'attention' }], 6],
    ['everything is seen of what needs no padding', [conv(3), { type: 'norm', scope: 'map' }], 6],
  ])('%s', (_, layers, size) => {
    const network = readNetwork(layers, { inputSize: [size] });
    const row = lattices(network).at(-1)!;
    const regions = Array.from(
      { length: row.n[0] },
      (__, u) => field(network, row.name, u).region[0],
    );
    const free = regions.map((own) => own === null || (own[0] >= 0 && own[1] <= size));
    const spans = paddingFree(network, row, 0)!;
    expect(free).toEqual(free.map((__, u) => spans.some(([from, past]) => from <= u && u < past)));
    for (const [i, [from, past]] of spans.entries()) {
      expect(from).toBeGreaterThan(i === 0 ? -1 : spans[i - 1][1]);
      expect(past).toBeGreaterThanOrEqual(from);
      expect(past).toBeLessThanOrEqual(row.n[0]);
    }
    const seeing = free.filter((is) => !is).length;
    expect(paddingSeenShare(network, row)).toBeCloseTo(seeing / regions.length, 12);
  });

  test('not of more features without a period than can be walked', () => {
    const told = (size: number): unknown => {
      const network = readNetwork([up({ size })], { inputSize: [size / 2] });
      return paddingFree(network, lattices(network)[1], 0);
    };
    expect(told(2 ** 15)).toEqual([[0, 2 ** 15]]);
    expect(told(2 ** 15 + 2)).toBeNull();
  });

  test('not of fields with more holes than are counted', () => {
    const combs = [1009, 100_003, 10_000_019].map((dilation) => conv(100, { dilation }));
    const network = readNetwork([...combs, up({ size: 2 })], { inputSize: [2 ** 31 - 1] });
    expect(paddingFree(network, lattices(network).at(-1)!, 0)).toBeNull();
    expect(paddingSeenShare(network, lattices(network).at(-1)!)).toBeNull();
  });

  test('a pixel over the corner counts once', () => {
    const network = readNetwork([conv(3, { padding: 1 })], { inputSize: [6, 4] });
    expect(paddingSeenShare(network, lattices(network)[1])).toBeCloseTo(1 - (4 * 2) / 24, 12);
  });
});
