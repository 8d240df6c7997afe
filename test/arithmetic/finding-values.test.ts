/** The numbers that findings give, worked out by hand, and what is left unsaid. */
import { describe, expect, test } from 'vitest';
import { findings } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';

const conv = (name: string, kernel_size: unknown, given: object = {}): object => ({
  ...{ name, type: 'conv', kernel_size },
  ...given,
});
const add = (name: string, ...inputs: string[]): object => ({ name, type: 'add', inputs });
const up = (name: string, given: object): object => ({ name, type: 'upsample', ...given });

/** Twice as coarse, so that its features are 2 pixels apart. */
const half = conv('half', 3, { stride: 2, padding: 1 });

/** What is found of a kind, without the layer's name where that is the layer it stands on. */
function found(code: string, layers: readonly object[], inputSize: unknown): unknown[] {
  return findings(readNetwork(layers, { inputSize }))
    .filter((finding) => finding.code === code)
    .map(({ layer, values }) => {
      expect(values.layer).toBe(layer);
      return { ...values, layer };
    });
}

describe('even kernels', () => {
  const own = { layer: 'a', axis: null, kernel: 4, by: 0.5, more: 0 };
  const padded = (name: string, before: number, after: number): object =>
    conv(name, 4, { padding: [[before, after]] });

  test.each<[string, object[], object | null]>([
    ['shift by half a feature', [padded('a', 1, 2)], own],
    ['to the other side', [padded('a', 2, 1)], { ...own, by: -0.5 }],
    ['of features two pixels apart', [half, padded('a', 1, 2)], { ...own, by: 1 }],
    ['more than one', [padded('a', 1, 2), padded('b', 1, 2), conv('c', 1)], { ...own, more: 1 }],
    [
      'unlike each other',
      [padded('a', 1, 2), conv('b', 2, { padding: 'same' })],
      { ...own, more: 1 },
    ],
    ['that undo each other', [padded('a', 1, 2), padded('b', 2, 1)], null],
    ['that look back only', [padded('a', 3, 0)], null],
    ['over all there is', [conv('a', 64), conv('b', 2, { padding: [[1, 0]] })], null],
  ])('%s', (_, layers, values) => {
    expect(found('even_kernel', layers, [64])).toEqual(values ? [values] : []);
  });

  const between = { layer: 'a', axis: null, kernel: 2, by: 0.5, more: 0 };
  test.each<[string, object[], object | null]>([
    ['stand between', [conv('a', 2)], between],
    ['two pixels apart', [half, conv('a', 2)], { ...between, by: 1 }],
    ['two of them', [conv('a', 2), conv('b', 2)], null],
    ['three', [conv('a', 2), conv('b', 4, { padding: 1 }), conv('c', 2)], { ...between, more: 2 }],
    ['before and after a stride', [conv('a', 2), half, conv('b', 2)], null],
    ['as large as the map', [conv('a', 64)], null],
  ])('of another size: %s', (_, layers, values) => {
    expect(found('half_step', layers, [64])).toEqual(values ? [values] : []);
  });
});

describe('holes', () => {
  const holed = conv('holed', 3, { dilation: 2, padding: 2 });
  const fill = conv('fill', 3, { padding: 1, inputs: ['holed'] });
  const values = { layer: 'holed', axis: null, dilation: 2, r: 5, pixels: 3, more: 0 };

  test.each<[string, object[], object | null]>([
    ['at the end', [holed], values],
    [
      'filled on one way, not on the other',
      [holed, fill, conv('end', 1, { inputs: ['holed'] })],
      values,
    ],
    ['filled on the last way', [holed, conv('mid', 1), conv('end', 3, { padding: 1 })], null],
    [
      'of several',
      [holed, conv('b', 3, { dilation: 4, padding: 4, inputs: ['input'] })],
      { ...values, more: 1 },
    ],
    ['above a bound', [{ name: 'lost', type: 'unknown', reason: 'a sort' }, holed], null],
    [
      'of features that vary',
      [up('up', { scale_factor: 2, mode: 'linear' }), conv('b', 3, { dilation: 4, padding: 4 })],
      // Taps two pixels apart, each of which reads two pixels.
      null,
    ],
  ])('%s', (_, layers, expected) => {
    expect(found('dilation_holes', layers, [32])).toEqual(expected ? [expected] : []);
  });
});

describe('rows that are dropped', () => {
  const pool = (name: string, given: object = {}): object => ({
    ...{ name, type: 'max_pool', kernel_size: 2, stride: 2 },
    ...given,
  });
  const one = { axis: null, count: 1, more: 0, padding: 1 };

  test.each<[string, object[], number, object | null]>([
    ['none', [pool('a'), pool('b')], 36, null],
    [
      'by the second of two, two pixels each',
      [pool('a'), pool('b')],
      34,
      { ...one, layer: 'b', input: 'a', n: 17, pixels: 2, size: 34, smaller: 32, larger: 36 },
    ],
    [
      'by both',
      [pool('a'), pool('b')],
      35,
      {
        ...one,
        layer: 'a',
        input: 'input',
        n: 35,
        pixels: 3,
        size: 35,
        more: 1,
        padding: null,
        smaller: 32,
        larger: 36,
      },
    ],
    [
      'by two branches, the same ones',
      [pool('a'), pool('b', { inputs: ['input'] }), add('sum', 'a', 'b')],
      9,
      {
        ...one,
        layer: 'a',
        input: 'input',
        n: 9,
        pixels: 1,
        size: 9,
        smaller: 8,
        larger: 10,
        padding: 1,
      },
    ],
    [
      'after padding before',
      [conv('a', 3, { stride: 2, padding: [[2, 0]] })],
      12,
      { ...one, layer: 'a', input: 'input', n: 12, pixels: 1, size: 12, smaller: 11, larger: 13 },
    ],
    [
      'two of a wide step',
      [conv('a', 5, { stride: 3 })],
      13,
      {
        ...one,
        layer: 'a',
        input: 'input',
        count: 2,
        n: 13,
        pixels: 2,
        size: 13,
        smaller: 11,
        larger: 14,
      },
    ],
    [
      'by the second of two, two rows of two pixels each',
      [pool('a'), conv('b', 5, { stride: 3 })],
      32,
      {
        ...one,
        layer: 'b',
        input: 'a',
        count: 2,
        n: 16,
        pixels: 4,
        size: 32,
        smaller: 28,
        larger: 34,
      },
    ],
    [
      'of thirds of a pixel',
      [up('up', { scale_factor: 3 }), pool('a')],
      9,
      {
        ...one,
        layer: 'a',
        input: 'up',
        n: 27,
        pixels: 1 / 3,
        size: 9,
        smaller: null,
        larger: null,
      },
    ],
    ['not by a kernel less than its stride', [conv('a', 2, { stride: 3 })], 3, null],
    ['not between the taps of a dilation', [conv('a', 2, { dilation: 2 })], 3, null],
    ['not by a crop', [{ name: 'cut', type: 'crop', cropping: [[0, 1]] }], 12, null],
    [
      'not of rows that another layer reads',
      [pool('a'), conv('b', 3, { padding: 1, inputs: ['input'] })],
      9,
      null,
    ],
    [
      'not of rows that stand at one place',
      [conv('one', 9), add('x', 'one', 'input'), conv('b', 2, { stride: 2 })],
      9,
      null,
    ],
    [
      'where no size is smaller',
      [conv('a', 3, { padding: 1 }), conv('b', 4, { stride: 4, padding: [[0, 0]] })],
      5,
      {
        ...one,
        layer: 'b',
        input: 'a',
        n: 5,
        pixels: 1,
        size: 5,
        padding: 3,
        smaller: 4,
        larger: 8,
      },
    ],
    [
      'where a layer beside takes no other size',
      [pool('a'), { name: 'fold', type: 'pixel_unshuffle', factor: 9, inputs: ['input'] }],
      9,
      null,
    ],
  ])('%s', (_, layers, size, values) => {
    expect(found('rows_dropped', layers, [size])).toEqual(values ? [values] : []);
  });

  test.each([
    ['an unshuffle of seven', { type: 'pixel_unshuffle', factor: 7 }, null, null],
    ['a kernel of seven', { type: 'conv', kernel_size: 7 }, null, 8],
    ['a pool of three above', pool('', { kernel_size: 3, stride: 3, inputs: ['a'] }), 6, null],
  ])('where %s does not take other sizes, or drops rows of them', (_, other, smaller, larger) => {
    const layers = [conv('stem', 1), pool('a'), { inputs: ['input'], ...other, name: 'other' }];
    expect(found('rows_dropped', layers, [7])).toMatchObject([{ layer: 'a', smaller, larger }]);
  });
});

test.each<[string, object[]]>([
  ['rows_dropped', [conv('a', 2, { stride: 2 }), conv('b', 2, { stride: 2 })]],
  ['shared_fields', [up('up', { scale_factor: 2 })]],
])('an image read from its end on has the same %s', (code, layers) => {
  const read = (given: object): object => ({ name: 'read', type: 'slice', ...given });
  const turned = found(code, [read({ start: -1, step: -1 }), ...layers], [11]);
  expect(turned).toEqual(found(code, [read({ step: 1 }), ...layers], [11]));
  expect(turned).toHaveLength(1);
});

describe('branches that do not line up', () => {
  const slice = (name: string, input: string, given: object): object => ({
    ...{ name, type: 'slice', inputs: [input] },
    ...given,
  });
  const transposed = (name: string, kernel_size: number, stride: number, given = {}): object => ({
    ...{ name, type: 'conv_transpose', kernel_size, stride, inputs: ['input'] },
    ...given,
  });
  const crop = (name: string, input: string, after: number): object => ({
    ...{ name, type: 'crop', cropping: [[0, after]], inputs: [input] },
  });
  const from = (input: string, layer: object): object => ({ ...layer, inputs: [input] });
  const none = { change: null, parameter: null, pair: null };
  const moved = (change: string, parameter: string, pair: number[]): object => ({
    ...{ change, parameter, pair },
  });

  test.each<[string, object[], object]>([
    [
      'the mean over a period counts',
      [
        // Its features stand at 0 and 1/2 in turn, in steps of half a pixel: 0 in the mean.
        transposed('a', 3, 2),
        crop('cut', 'a', 1),
        up('b', { scale_factor: 2, inputs: ['input'] }),
        add('sum', 'cut', 'b'),
      ],
      { first: 'cut', second: 'b', offset: 1 / 4, ...none },
    ],
    [
      'features that see nothing do not count',
      [
        transposed('a', 1, 2),
        up('b', { scale_factor: 2, inputs: ['input'] }),
        crop('cut', 'b', 1),
        add('sum', 'a', 'cut'),
      ],
      { first: 'a', second: 'cut', offset: -1 / 4, ...none },
    ],
    [
      'a branch that sees everything does not count',
      [
        { name: 'gate', type: 'attention', inputs: ['input'] },
        conv('a', 5, { padding: [[3, 1]], inputs: ['input'] }),
        conv('b', 1, { inputs: ['input'] }),
        add('sum', 'gate', 'a', 'b'),
      ],
      { first: 'a', second: 'b', offset: 1, ...moved('a', 'padding', [2, 2]) },
    ],
    [
      'what both come from moves both',
      [
        conv('stem', 5, { padding: 2 }),
        slice('a', 'stem', { start: 1 }),
        slice('b', 'stem', { stop: -1 }),
        add('sum', 'a', 'b'),
      ],
      { first: 'a', second: 'b', offset: -1, ...none },
    ],
    [
      'one input of a merge below moves it only in part',
      [
        conv('p', 5, { padding: 2 }),
        conv('q', 5, { padding: 2, inputs: ['input'] }),
        add('both', 'p', 'q'),
        slice('a', 'both', { start: 1 }),
        slice('b', 'input', { stop: -1 }),
        add('sum', 'a', 'b'),
      ],
      { first: 'a', second: 'b', offset: -1, ...none },
    ],
    [
      'a pad is moved',
      [{ name: 'pad', type: 'pad', padding: [[3, 1]] }, conv('a', 5), add('sum', 'a', 'input')],
      { first: 'a', second: 'input', offset: 1, ...moved('pad', 'padding', [2, 2]) },
    ],
    [
      'the padding of a transposed convolution is not',
      [transposed('a', 3, 1, { padding: [[2, 0]] }), add('sum', 'a', 'input')],
      { first: 'a', second: 'input', offset: -1, ...none },
    ],
    [
      'all padding on one side',
      [
        conv('a', 3, { padding: [[2, 0]], inputs: ['input'] }),
        conv('b', 3, { padding: [[0, 2]], inputs: ['input'] }),
        add('sum', 'a', 'b'),
      ],
      { first: 'a', second: 'b', offset: 2, ...moved('a', 'padding', [0, 2]) },
    ],
    [
      'what becomes even on both sides rather than what does not',
      [conv('a', 5, { padding: [[3, 1]] }), conv('b', 3, { padding: 1 }), add('sum', 'b', 'input')],
      { first: 'b', second: 'input', offset: 1, ...moved('a', 'padding', [2, 2]) },
    ],
    [
      'two pixels from feature to feature',
      [half, conv('a', 5, { padding: [[3, 1]] }), add('sum', 'half', 'a')],
      { first: 'half', second: 'a', offset: -2, ...moved('a', 'padding', [2, 2]) },
    ],
    [
      'nothing where the jumps differ',
      [
        conv('a', 3, { stride: 2, padding: 1, inputs: ['input'] }),
        conv('b', 33, { padding: [[14, 2]], inputs: ['input'] }),
        add('sum', 'a', 'b'),
      ],
      { first: 'a', second: 'b', offset: null, jumps: [2, 1], ...none },
    ],
    [
      'an odd kernel where padding cannot',
      [conv('a', 4, { padding: 'same' }), add('sum', 'a', 'input')],
      { first: 'a', second: 'input', offset: -0.5, ...none, change: 'a', parameter: 'kernel_size' },
    ],
  ])('%s', (_, layers, values) => {
    const shared = { layer: 'sum', axis: null, causal: false, jumps: null };
    expect(found('misaligned', layers, [32])).toEqual([{ ...shared, ...values }]);
  });

  test('a branch that sees nothing stands nowhere', () => {
    const layers = [
      transposed('a', 1, 2),
      slice('blind', 'a', { start: 1, step: 2 }),
      slice('b', 'input', { stop: -1 }),
      add('sum', 'blind', 'b'),
    ];
    expect(found('misaligned', layers, [32])).toEqual([]);
    expect(found('misaligned', [from('input', half), add('sum', 'half')], [32])).toEqual([]);
  });
});

describe('pixels that nothing reads', () => {
  const blind = { layer: 'a', axis: null, kernel: null, stride: null };
  const cut = (cropping: unknown): object => ({ name: 'a', type: 'crop', cropping });

  test.each<[string, object[], number[], object[]]>([
    [
      'jumped over',
      [conv('a', 2, { stride: 3 })],
      [11],
      [{ ...blind, count: 3, size: 11, first: 2, share: 3 / 11, kernel: 2, stride: 3 }],
    ],
    [
      'between the taps of a dilation as wide as its stride',
      [conv('a', 2, { stride: 2, dilation: 2 })],
      [11],
      [{ ...blind, count: 5, size: 11, first: 1, share: 5 / 11 }],
    ],
    [
      'cut away on both sides',
      [cut([[2, 3]])],
      [12],
      [{ ...blind, count: 5, size: 12, first: 0, share: 1 - 7 / 12 }],
    ],
    [
      'all, where the rest is padding',
      [
        { name: 'pad', type: 'pad', padding: [[9, 0]] },
        { name: 'a', type: 'slice', stop: 9 },
      ],
      [5],
      [{ ...blind, count: 5, size: 5, first: 0, share: 1 }],
    ],
    [
      'of one axis, and not of the other',
      [cut([[0, 1], 0])],
      [4, 4],
      [{ ...blind, axis: 'y', count: 1, size: 4, first: 3, share: 1 / 4 }],
    ],
    ['that another layer reads', [cut([[2, 3]]), conv('b', 3, { inputs: ['input'] })], [12], []],
    [
      'in the first of two layers that leave some out',
      [conv('a', 1, { stride: 2 }), conv('b', 1, { stride: 2 })],
      [9],
      [{ ...blind, count: 6, size: 9, first: 1, share: 6 / 9, kernel: 1, stride: 2 }],
    ],
    [
      'that an unknown layer may read',
      [{ name: 'lost', type: 'unknown', reason: 'a sort', output_size: 2 }],
      [9],
      [],
    ],
  ])('%s', (_, layers, inputSize, values) => {
    const told = found('blind_pixels', layers, inputSize) as { share: number }[];
    expect(told).toEqual(values.map((each) => ({ ...each, share: expect.any(Number) })));
    told.forEach(({ share }, i) => {
      expect(share).toBeCloseTo((values[i] as { share: number }).share, 12);
    });
  });
});

describe('uneven overlap', () => {
  const transposed = (kernel_size: number, stride: number, dilation = 1): object => ({
    ...{ name: 'a', type: 'conv_transpose', kernel_size, stride, dilation },
  });
  const own = { layer: 'a', axis: null, more: 0, dilation: null };

  test.each<[string, object[], object | null]>([
    [
      '3 over 2',
      [transposed(3, 2)],
      { ...own, kernel: 3, stride: 2, least: 1, most: 2, cures: [2, 4] },
    ],
    [
      '3 over 4',
      [transposed(3, 4)],
      { ...own, kernel: 3, stride: 4, least: 0, most: 1, cures: [4] },
    ],
    [
      '7 over 3',
      [transposed(7, 3)],
      { ...own, kernel: 7, stride: 3, least: 2, most: 3, cures: [6, 9] },
    ],
    ['6 over 3', [transposed(6, 3)], null],
    ['4 over 2, with a dilation of 3', [transposed(4, 2, 3)], null],
    [
      '4 over 2, with a dilation of 2',
      [transposed(4, 2, 2)],
      { ...own, kernel: 4, stride: 2, least: 0, most: 4, dilation: 2, cures: null },
    ],
    [
      '3 over 4, with a dilation of 2',
      [transposed(3, 4, 2)],
      { ...own, kernel: 3, stride: 4, least: 0, most: 2, dilation: 2, cures: null },
    ],
    [
      'of two layers',
      [transposed(3, 2), { ...transposed(5, 2), name: 'b' }],
      { ...own, kernel: 3, stride: 2, least: 1, most: 2, cures: [2, 4], more: 1 },
    ],
    ['of a single feature', [conv('one', 8), { ...transposed(3, 2), padding: 1 }], null],
  ])('%s', (_, layers, values) => {
    expect(found('uneven_overlap', layers, [8])).toEqual(values ? [values] : []);
  });
});

describe('neighbours that see the same', () => {
  const nearest = (name: string, scale_factor: number): object => up(name, { scale_factor });
  const transposed = { name: 'up', type: 'conv_transpose', kernel_size: 2, stride: 4 };

  test.each<[string, object[], number, object | null]>([
    ['three and three', [nearest('up', 3)], 8, { layer: 'up', count: 3, n: 24 }],
    [
      'no more than there are',
      [nearest('up', 9), { name: 'a', type: 'crop', cropping: [[0, 6]] }],
      1,
      { layer: 'a', count: 3, n: 3 },
    ],
    ['two of four, the others blind', [transposed], 8, { layer: 'up', count: 2, n: 30 }],
    [
      'one spread over all',
      [conv('one', 9), add('x', 'one', 'input')],
      9,
      { layer: 'x', count: 9, n: 9 },
    ],
    [
      'fields of other sizes around one place',
      [
        nearest('up', 2),
        conv('wide', 3, { padding: 1, inputs: ['input'] }),
        { name: 'wide_up', type: 'conv_transpose', kernel_size: 1, stride: 2, output_padding: 1 },
        add('x', 'up', 'wide_up'),
      ],
      8,
      null,
    ],
    ['fields of other sizes', [nearest('up', 2), conv('a', 2)], 8, null],
    ['fields of one size elsewhere', [nearest('up', 2), conv('a', 3, { padding: 1 })], 8, null],
    ['each its own', [conv('a', 3)], 8, null],
    [
      'above a bound',
      [{ name: 'lost', type: 'unknown', reason: 'a sort' }, nearest('up', 2)],
      8,
      null,
    ],
  ])('%s', (_, layers, size, values) => {
    const told = values && { axis: null, ...values };
    expect(found('shared_fields', layers, [size])).toEqual(told ? [told] : []);
  });
});

describe('a lean', () => {
  const causal = (by: number): object[] => [conv('a', 2 * by + 1, { padding: [[2 * by, 0]] })];
  const leaning = (by: number, size: number): unknown[] => [{ layer: 'a', axis: null, by, size }];

  test('of a pixel and of a fiftieth of the image is one', () => {
    expect(found('leans', causal(1), [40])).toEqual(leaning(-1, 40));
    expect(found('leans', causal(1), [50])).toEqual(leaning(-1, 50));
    expect(found('leans', causal(1), [51])).toEqual([]);
    expect(found('leans', causal(3), [99])).toEqual(leaning(-3, 99));
    expect(found('leans', [half], [16])).toEqual([]);
  });
});

describe('what is told where nothing is known', () => {
  test.each<[string, object[], number[]]>([
    ['everything is seen', [{ name: 'a', type: 'attention' }], [9]],
    ['nothing is known', [{ name: 'a', type: 'unknown', reason: 'a sort' }], [9]],
    ['one feature is spread over a map', [{ name: 'a', type: 'norm', scope: 'map' }], [9, 9]],
  ])('where %s: nothing', (_, layers, inputSize) => {
    expect(findings(readNetwork(layers, { inputSize }))).toEqual([]);
  });

  test('padding is told of the map that sees most on every axis, if it is one', () => {
    const heads = (...kernels: number[][]): object[] =>
      kernels.map((kernel, i) => conv('ab'[i], kernel, { padding: 'same', inputs: ['input'] }));
    const share = (layers: object[]): unknown =>
      found('padding_seen', layers, [6, 6]).map((values) => (values as { share: unknown }).share);
    expect(share(heads([3, 5], [1, 3]))).toEqual([expect.closeTo(28 / 36, 12)]);
    expect(share(heads([3, 5], [5, 3]))).toEqual([]);
    expect(share(heads([5, 3], [3, 5]))).toEqual([]);
    expect(
      share([
        { name: 'x', type: 'attention', axes: [1] },
        ...heads([5, 5]).map((layer) => ({ ...layer, inputs: ['x'] })),
      ]),
    ).toEqual([]);
    expect(found('padding_seen', [conv('a', 3, { padding: 1 })], [4])).toEqual([]);
    expect(found('padding_seen', [conv('a', 3, { padding: 1 })], [3])).toEqual([
      { layer: 'a', share: expect.closeTo(2 / 3, 12) },
    ]);
  });
});

describe('useful sizes', () => {
  const wide = (name: string, kernel_size = 9): object =>
    conv(name, kernel_size, { padding: (kernel_size - 1) / 2 });

  /** The smallest size that is accepted, by trying. */
  function smallest(layers: readonly object[]): number {
    for (let n = 1; ; n += 1) {
      try {
        readNetwork(layers, { inputSize: [n] });
        return n;
      } catch (error) {
        if (!(error instanceof LayerError)) throw error;
      }
    }
  }

  test.each<[string, object[], number, number]>([
    ['a padded kernel', [wide('a')], 6, 9],
    ['a kernel without padding below it', [conv('a', 5), wide('b')], 8, 13],
    ['strides and kernels', [half, conv('b', 5, { stride: 2 }), wide('c', 3)], 11, 22],
    [
      'a crop and a pad',
      [
        { name: 'cut', type: 'crop', cropping: [[2, 1]] },
        { name: 'pad', type: 'pad', padding: [[1, 1]] },
        conv('a', 4),
        wide('b'),
      ],
      9,
      12,
    ],
    ['"same" padding', [conv('a', 3, { padding: 'same' }), conv('b', 4), wide('c')], 8, 14],
    [
      'branches of which one needs more',
      [conv('a', 3), conv('b', 3, { inputs: ['input'] }), add('sum', 'a', 'b'), wide('c')],
      7,
      11,
    ],
    [
      'a gate',
      [
        wide('a'),
        { name: 'g', type: 'global_pool' },
        { name: 'x', type: 'multiply', inputs: ['a', 'g'] },
        conv('b', 3, { inputs: ['a'] }),
      ],
      7,
      11,
    ],
    [
      'two heads',
      [
        wide('stem'),
        conv('a', 3),
        { name: 'fc', type: 'linear' },
        conv('b', 5, { inputs: ['stem'] }),
      ],
      9,
      13,
    ],
  ])('of %s', (_, layers, size, whole) => {
    const told = found('useful_sizes', layers, [size]) as { smallest: unknown; whole: unknown }[];
    const least = smallest(layers);
    expect(told).toMatchObject([{ size, whole, smallest: least > 1 ? least : null }]);
  });

  test('the smallest is left out where steps are rounded up', () => {
    const pool = { name: 'p', type: 'max_pool', kernel_size: 3, stride: 2, ceil_mode: true };
    expect(found('useful_sizes', [conv('a', 3), pool, wide('b')], [12])).toMatchObject([
      { smallest: null },
    ]);
  });

  test.each<[string, object[], number]>([
    ['places hang on the size', [conv('a', 3, { stride: 2, padding: 'same' }), wide('b')], 12],
    [
      'places hang on the size below',
      [{ name: 'p', type: 'adaptive_pool', output_size: 4 }, wide('b')],
      13,
    ],
    ['fields repeat after two', [wide('a'), up('up', { scale_factor: 2 })], 6],
    ['features run backwards', [wide('a'), { name: 'at', type: 'slice', step: -1 }], 6],
    ['one feature is spread over all', [wide('one', 9), conv('b', 6), add('x', 'b', 'one')], 6],
    ['some feature sees its field already', [wide('a')], 9],
  ])('are not told where %s', (_, layers, size) => {
    expect(found('useful_sizes', layers, [size])).toEqual([]);
  });
});

describe('what matters more comes first', () => {
  const holed = conv('holed', 3, { dilation: 2, padding: 2, inputs: ['input'] });
  const pool = { name: 'pool', type: 'max_pool', kernel_size: 2, stride: 2, inputs: ['stem'] };
  const uneven = { name: 'uneven', type: 'conv_transpose', kernel_size: 3, stride: 2 };
  const even = conv('even', 2, { padding: 'same', inputs: ['half'] });
  const jumps = conv('jumps', 1, { stride: 4, inputs: ['input'] });
  const twice = up('twice', { scale_factor: 2, inputs: ['input'] });
  const causal = conv('causal', 3, { padding: [[2, 0]], inputs: ['input'] });

  test.each<[string, object[], number | number[], string[]]>([
    [
      'holes, 2/5 of a field, before rows, 1/33 of the image',
      [conv('stem', 1), pool, holed],
      33,
      ['dilation_holes', 'rows_dropped'],
    ],
    [
      'branches half a step apart before an overlap that is uneven by a quarter',
      [half, even, add('sum', 'even', 'half'), { ...uneven, inputs: ['sum'] }],
      [64, 64],
      ['misaligned', 'uneven_overlap'],
    ],
    [
      'an overlap that is uneven by a quarter before a shift by a pixel of 64',
      [half, even, { ...uneven, inputs: ['half'] }],
      64,
      ['uneven_overlap', 'even_kernel'],
    ],
    [
      'three quarters of the pixels before half a step',
      [jumps, conv('shifted', 2, { padding: [[0, 1]] }), add('sum', 'shifted', 'jumps')],
      [64],
      ['blind_pixels', 'misaligned'],
    ],
    [
      'a pair that sees the same before half a step',
      [conv('between', 2), twice],
      64,
      ['shared_fields', 'half_step'],
    ],
    ['a pair that sees the same before a lean', [causal, twice], 40, ['shared_fields', 'leans']],
    [
      'a field larger than the image, the size that would do, then padding',
      [conv('a', 9, { padding: 4 })],
      8,
      ['field_larger', 'useful_sizes', 'padding_seen'],
    ],
    [
      'a field larger than the image before a pair that sees the same',
      [conv('a', 9, { padding: 4 }), { ...twice, inputs: ['a'] }],
      [8],
      ['field_larger', 'padding_seen', 'shared_fields'],
    ],
  ])('%s', (_, layers, size, codes) => {
    const inputSize = typeof size === 'number' ? [size] : size;
    const told = findings(readNetwork(layers, { inputSize })).map(({ code }) => code);
    expect(told.filter((code) => codes.includes(code))).toEqual(codes);
  });
});
