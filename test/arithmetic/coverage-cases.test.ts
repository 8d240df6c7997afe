/** How many features look at each pixel, and how many each reads, against every field by itself. */
import { describe, expect, test } from 'vitest';
import { coverage, field, taps } from '../../src/arithmetic/index.js';
import { interval } from '../../src/arithmetic/sets/axis-set.js';
import {
  Ends,
  countAt,
  joined,
  repeating,
  shortest,
} from '../../src/arithmetic/coverage/stretches.js';
import type { Stretch } from '../../src/arithmetic/coverage/stretches.js';
import { spread } from '../../src/arithmetic/sets/spread.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

const conv = (kernel_size: number, given: object = {}): object => ({
  ...{ type: 'conv', kernel_size },
  ...given,
});
const up = (given: object): object => ({ type: 'upsample', ...given });
const transposed = (kernel_size: number, stride: number, given: object = {}): object => ({
  ...{ type: 'conv_transpose', kernel_size, stride },
  ...given,
});
const from = (...inputs: string[]): object => ({ inputs });
const around = (padding_mode: string): object[] => [conv(5, { padding: 2, padding_mode })];

const CASES: Readonly<Record<string, object[]>> = {
  'a kernel': [conv(5, { padding: 2 })],
  'a kernel without padding': [conv(4)],
  'a stride': [conv(5, { stride: 2, padding: 2 })],
  'a stride that drops the end': [conv(3, { stride: 4 })],
  'a stride wider than the kernel': [conv(2, { stride: 5, padding: [[1, 0]] })],
  'a dilation': [conv(3, { dilation: 4, padding: 4 })],
  'padding on one side': [conv(3, { padding: [[6, 0]] }), conv(3, { padding: [[0, 6]] })],
  'a deep stack': Array.from({ length: 5 }, () => conv(3, { padding: 1 })),
  'strides over strides': [conv(3, { stride: 2, padding: 1 }), conv(3, { stride: 3 }), conv(2)],
  'larger maps': [up({ scale_factor: 3 })],
  'larger maps by lines': [up({ scale_factor: 2, mode: 'linear' }), conv(3, { padding: 1 })],
  'two thirds': [up({ scale_factor: 2 / 3, mode: 'linear' }), conv(3)],
  'a step of one and a half': [up({ scale_factor: 2 }), conv(4, { stride: 3, padding: 1 })],
  'a checkerboard': [transposed(3, 2, { padding: 1 })],
  'holes of a transposed kernel': [transposed(1, 3, { padding: 1 }), conv(2)],
  'a dilated transposed kernel': [transposed(3, 4, { dilation: 2 })],
  backwards: [conv(3, { padding: [[2, 0]] }), { type: 'slice', step: -1 }],
  'backwards by threes': [{ type: 'slice', step: -3 }, conv(3, { padding: 1 })],
  everything: [conv(3, { padding: [[2, 0]] }), { type: 'attention' }],
  'everything at once': [{ type: 'global_pool' }],
  'windows of seven': [{ type: 'attention', window: 7, shift: 3 }],
  'grids of features apart': [{ type: 'attention', window: 5, dilation: 4 }, conv(3)],
  'an adaptive pool': [conv(3), { type: 'adaptive_pool', output_size: 13 }],
  'a resize to a size': [up({ size: 41, mode: 'linear' })],
  mirrored: around('reflect'),
  replicated: around('replicate'),
  'around the edge': around('circular'),
  'pixels folded': [{ type: 'pixel_unshuffle', factor: 4 }, conv(3, { padding: 1 })],
  'pixels spread': [{ type: 'pixel_shuffle', factor: 4 }, conv(3, { stride: 2 })],
  'branches at one rate': [
    { name: 'a', ...conv(3, { padding: 1 }) },
    { name: 'b', ...conv(7, { padding: [[0, 6]] }), ...from('input') },
    { type: 'add', ...from('a', 'b') },
  ],
  'branches of other rates': [
    { name: 'a', ...conv(3, { stride: 2, padding: 1 }) },
    { name: 'b', ...conv(31), ...from('input') },
    { type: 'add', ...from('a', 'b') },
  ],
  'one feature for all beside each its own': [
    { name: 'one', ...conv(60) },
    { type: 'add', ...from('one', 'input') },
  ],
  'nothing at all': [transposed(1, 2), { type: 'slice', start: 1, step: 2 }],
  'fields wider than the map': [conv(3, { padding: 1 }), conv(41, { padding: 30 })],
};

const SIZE = 60;

const lastOf = ({ layers }: Network) => layers[layers.length - 1];

const inRuns = (runs: readonly (readonly number[])[]): number[] =>
  runs.flatMap(([first, stop, step]) =>
    Array.from({ length: Math.ceil((stop - first) / step) }, (_, i) => first + i * step),
  );

/** Whether stretches cover `[0, size)` in order, and none counts the same as the one before. */
function expectTidy(stretches: readonly Stretch[], size: number): void {
  expect([stretches[0].lo, stretches.at(-1)!.hi]).toEqual([0, size]);
  stretches.forEach(({ lo, hi, counts }, i) => {
    expect(hi).toBeGreaterThan(lo);
    if (i === 0) return;
    const before = stretches[i - 1];
    expect(before.hi).toBe(lo);
    if (counts.length === 1) expect(before.counts).not.toEqual(counts);
  });
}

describe.each(Object.entries(CASES))('of %s', (_, layers) => {
  const network = readNetwork(layers, { inputSize: [SIZE] });
  const { name, inputs, size } = lastOf(network);
  const features = Array.from({ length: size[0] }, (__, u) => u);

  test('the features that look at each pixel are those whose field holds it', () => {
    const counts = new Array<number>(SIZE).fill(0);
    for (const at of features.flatMap((u) => inRuns(field(network, name, u).runs[0]))) {
      counts[at] += 1;
    }
    const { axes, range, exact, layer } = coverage(network, name)!;
    expect(counts.map((__, i) => countAt(axes[0], i))).toEqual(counts);
    expect(range).toEqual([Math.min(...counts), Math.max(...counts)]);
    expect([exact, layer]).toEqual([true, name]);
    expectTidy(axes[0], SIZE);
  });

  test('the features that each one reads are counted', () => {
    if (inputs.length > 1) return;
    const [found] = taps(network, name)!;
    const read = features.map((u) => field(network, name, u, { to: inputs[0] }).pixels);
    expect(features.map((u) => countAt(found, u))).toEqual(read);
    expectTidy(found, size[0]);
  });
});

describe('on large maps', () => {
  const counted = (layers: object[], size: number): readonly Stretch[] => {
    const network = readNetwork(layers, { inputSize: [size] });
    return coverage(network, lastOf(network).name)!.axes[0];
  };

  test.each<[string, object[], number[]]>([
    ['a stride of 2 under 3', [conv(3, { stride: 2, padding: 1 })], [1, 2]],
    ['a stride of 4 under 6', [conv(6, { stride: 4 })], [1, 1, 2, 2]],
    ['holes', [conv(1, { stride: 3 })], [0, 0, 1]],
    ['two and two alike', [conv(8, { stride: 4 })], [2]],
    ['thirds', [up({ scale_factor: 3 })], [3]],
    ['backwards', [{ type: 'slice', step: -2 }], [0, 1]],
  ])('%s: the counts repeat as soon as they can', (_, layers, counts) => {
    const stretches = counted(layers, 2 ** 24 + 3);
    const longest = [...stretches].sort((a, b) => b.hi - b.lo - (a.hi - a.lo))[0];
    expect(longest.hi - longest.lo).toBeGreaterThan(2 ** 24 - 20);
    expect([...longest.counts].sort()).toEqual([...counts].sort());
    expect(stretches.length).toBeLessThan(8);
  });

  test('everything is counted as often as there are features', () => {
    const layers = [conv(3), { type: 'attention' }];
    expect(counted(layers, 2 ** 20)).toEqual([{ lo: 0, hi: 2 ** 20, counts: [2 ** 20 - 2] }]);
  });

  test('each axis by itself', () => {
    const layers = [conv(3, { stride: 2, padding: 1 })];
    const { axes } = coverage(readNetwork(layers, { inputSize: [9, 21] }), 'conv1')!;
    expect([axes[0].at(-1)?.hi, axes[1].at(-1)?.hi]).toEqual([9, 21]);
    const uneven = [{ type: 'conv', kernel_size: [3, 5], padding: [1, 2] }];
    const other = coverage(readNetwork(uneven, { inputSize: 12 }), 'conv1')!;
    expect(other.axes.map((stretches) => countAt(stretches, 6))).toEqual([3, 5]);
    expect(other.range).toEqual([2 * 3, 3 * 5]);
  });

  test('of the input: itself', () => {
    const network = readNetwork([conv(3)], { inputSize: [9] });
    expect(coverage(network, 'input')).toEqual({
      ...{ layer: 'input', exact: true, range: [1, 1] },
      axes: [[{ lo: 0, hi: 9, counts: [1] }]],
    });
    expect(taps(network, 'input')).toBeNull();
  });

  test('of what is not known: at most', () => {
    const lost = { type: 'unknown', reason: 'a sort', bound: { kernel_size: 3, padding: 1 } };
    const network = readNetwork([lost, conv(1)], { inputSize: [9] });
    expect([coverage(network, 'unknown1')?.exact, coverage(network, 'conv1')?.exact]).toEqual([
      false,
      false,
    ]);
    expect(coverage(network, 'input')?.exact).toBe(true);
  });

  test('of what moves, at any size; of what runs backwards, while it can be walked', () => {
    const told = (layer: object, size: number): unknown =>
      taps(readNetwork([layer], { inputSize: [size] }), 'at');
    const all = (hi: number): unknown => [[{ lo: 0, hi, counts: [1] }]];
    const size = 2 ** 20;
    expect(told({ name: 'at', type: 'slice', start: 5, step: 2 }, size)).toEqual(all(size / 2 - 2));
    expect(told({ name: 'at', type: 'slice', step: -1 }, 4096)).toEqual(all(4096));
    expect(told({ name: 'at', type: 'slice', step: -1 }, 4097)).toBeNull();
    expect(told({ name: 'at', type: 'global_pool' }, size)).toEqual([
      [{ lo: 0, hi: 1, counts: [size] }],
    ]);
  });

  test('not of fields with more holes than are counted, nor of too many steps', () => {
    const combs = [1009, 100_003, 10_000_019].map((dilation) => conv(100, { dilation }));
    const size = 2 ** 31 - 1;
    expect(coverage(readNetwork(combs, { inputSize: [size] }), 'conv3')).toBeNull();
    const phases = readNetwork([up({ scale_factor: 5000, mode: 'linear' })], { inputSize: [9] });
    expect(taps(phases, 'upsample1')).toBeNull();
    const wide = readNetwork([conv(3, { padding: 2 ** 20 })], { inputSize: [9] });
    expect(taps(wide, 'conv1')).toBeNull();
    const one = readNetwork([{ type: 'conv', kernel_size: [1, 3], padding: [0, 2 ** 20] }], {
      inputSize: 9,
    });
    expect(taps(one, 'conv1')).toBeNull();
  });
});

describe('counts', () => {
  test('are added where sets lie, moved, and cut', () => {
    const ends = new Ends();
    ends.add(interval(2, 6), 0, [0, 12]);
    ends.add(spread(interval(0, 1), 3, 3), 2, [0, 12], 2);
    ends.add(interval(0, 4), 10, [0, 12]);
    ends.add(interval(0, 3), -9, [0, 12]);
    const told = (lo: number, hi: number): number[][] =>
      ends.stretches([lo, hi]).map((each) => [each.lo, each.hi, ...each.counts]);
    expect(told(0, 12)).toEqual([
      [0, 2, 0],
      [2, 3, 3],
      [3, 5, 1],
      [5, 6, 3],
      [6, 8, 0],
      [8, 9, 2],
      [9, 10, 0],
      [10, 12, 1],
    ]);
    expect(told(0, 5)).toEqual([
      [0, 2, 0],
      [2, 3, 3],
      [3, 5, 1],
    ]);
    expect(new Ends().stretches([3, 9])).toEqual([{ lo: 3, hi: 9, counts: [0] }]);
  });

  test.each<[number[], number[]]>([
    [[1, 1, 1, 1], [1]],
    [
      [1, 2, 1, 2],
      [1, 2],
    ],
    [
      [1, 2, 3, 1, 2, 3],
      [1, 2, 3],
    ],
    [
      [1, 2, 1, 2, 1],
      [1, 2, 1, 2, 1],
    ],
    [
      [1, 2, 2, 1],
      [1, 2, 2, 1],
    ],
    [[5], [5]],
  ])('%j repeat %j', (counts, part) => {
    expect(shortest(counts)).toEqual(part);
  });

  test('of sets that stand in every period', () => {
    const told = (sets: readonly (readonly [number, number])[], period: number): unknown =>
      repeating(
        sets.map(([lo, hi]) => interval(lo, hi)),
        period,
        [10, 50],
      ).counts;
    // From pixel 10 on: 12 is the third, 8 the fourth from the end of the period before.
    expect(told([[12, 14]], 5)).toEqual([0, 0, 1, 1, 0]);
    expect(told([[8, 9]], 5)).toEqual([0, 0, 0, 1, 0]);
    expect(told([[13, 16]], 5)).toEqual([1, 0, 0, 1, 1]);
    expect(told([[10, 22]], 5)).toEqual([3, 3, 2, 2, 2]);
    expect(told([[10, 15]], 5)).toEqual([1]);
    expect(
      told(
        [
          [10, 11],
          [12, 13],
        ],
        4,
      ),
    ).toEqual([1, 0]);
  });

  test('of stretches that count the same are joined', () => {
    const stretch = (lo: number, hi: number, ...counts: number[]): Stretch => ({ lo, hi, counts });
    const list = [
      stretch(0, 2, 1),
      stretch(2, 3, 1),
      stretch(3, 3, 4),
      stretch(3, 9, 1, 2),
      stretch(9, 11, 1),
      stretch(11, 15, 2),
      stretch(15, 15, 2),
    ];
    expect(joined(list)).toEqual([
      stretch(0, 3, 1),
      stretch(3, 9, 1, 2),
      stretch(9, 11, 1),
      stretch(11, 15, 2),
    ]);
    expect([4, 5, 8, 10, 14, 15, -1].map((at) => countAt(list, at))).toEqual([2, 1, 2, 1, 2, 0, 0]);
  });
});

test('counts of more pixels than fit the arguments of a call', () => {
  const pool = { name: 'pool', type: 'max_pool', kernel_size: 8, stride: 3, ceil_mode: true };
  const far = { name: 'far', ...conv(8192, { stride: 2148, padding: 'same' }) };
  const network = readNetwork([pool, far], { inputSize: [1_190_871_883] });
  expect(coverage(network, 'far')?.range).toEqual([2, 4]);
});

test('of wide windows over places that differ one by one is not told, at once', () => {
  const layers = [
    up({ size: 1689, mode: 'linear' }),
    up({ size: 2873, mode: 'cubic' }),
    { name: 'wide', ...conv(1400, { stride: 3 }) },
  ];
  expect(coverage(readNetwork(layers, { inputSize: [12] }), 'wide')).toBeNull();
});
