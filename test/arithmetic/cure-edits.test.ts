/** What cures change, the smallest change first, and what can be seen of a finding, by hand. */
import { describe, expect, test } from 'vitest';
import { cures, evidence, findings } from '../../src/arithmetic/index.js';
import type { Finding } from '../../src/arithmetic/index.js';
import type { Edit } from '../../src/arithmetic/cures/edit.js';
import { costOf } from '../../src/arithmetic/cures/kernels.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

const layer = (type: string, name: string, given: object): object => ({ name, type, ...given });
const conv = (name: string, kernel_size: unknown, given: object = {}): object =>
  layer('conv', name, { kernel_size, ...given });
const pool = (name: string, given: object = {}): object =>
  layer('max_pool', name, { kernel_size: 2, stride: 2, ...given });
const transposed = (name: string, kernel_size: number, given: object = {}): object =>
  layer('conv_transpose', name, { kernel_size, stride: 2, ...given });
const add = (name: string, ...inputs: string[]): object => ({ name, type: 'add', inputs });

/** A finding of a kind, the first one. */
function first(code: string, network: Network): Finding {
  const found = findings(network).find((finding) => finding.code === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
}

/** One change of one layer. */
const set = (name: string, values: object): object => ({ layer: name, set: values });
/** One cure: what it changes, or the size of the input that it wants. */
type Told = readonly object[] | number[];

function cured(code: string, layers: readonly object[], inputSize: number[]): Told[] {
  const network = readNetwork(layers, { inputSize });
  return cures(network, first(code, network)).map(({ edits, inputSize: size }): Told => {
    if (size) expect(edits).toEqual([]);
    return size ? [...size] : edits;
  });
}

describe('pixels that a stride jumps over', () => {
  test.each<[string, object[], number[], Told[]]>([
    [
      'as wide a kernel or as short a stride',
      [conv('a', 1, { stride: 3 }), conv('b', 3, { padding: 1 })],
      [9],
      [[set('a', { kernel_size: [3] })], [set('a', { stride: [1] })]],
    ],
    [
      'with padding that keeps the size, even on both sides',
      [conv('a', 2, { stride: 3, padding: 1 }), conv('b', 3, { padding: 1 })],
      [12],
      [[set('a', { kernel_size: [3], padding: [[2, 2]] })], [set('a', { stride: [2] })]],
    ],
    [
      'on the axis where they are',
      [conv('a', [1, 3], { stride: [2, 3] })],
      [12, 12],
      [[set('a', { kernel_size: [2, 3] })], [set('a', { stride: [1, 3] })]],
    ],
    [
      'not by a stride that drops rows',
      [pool('a', { stride: 3 })],
      [11],
      [[set('a', { kernel_size: [3], padding: [[1, 1]] })]],
    ],
    ['not of a crop', [layer('crop', 'a', { cropping: [[0, 2]] })], [11], []],
    [
      'not of a kernel wider than its stride, whose taps lie apart',
      [conv('a', 5, { stride: 4, dilation: 4, padding: 16 })],
      [64],
      [],
    ],
  ])('%s', (_, layers, inputSize, told) => {
    expect(cured('blind_pixels', layers, inputSize)).toEqual(told);
  });
});

describe('even kernels', () => {
  const four = (padding: unknown): object => conv('a', 4, { padding });
  test.each<[string, object[], number[], Told[]]>([
    [
      'one more row rather than one less',
      [four([[1, 2]]), conv('b', 3, { padding: 1 })],
      [32],
      [
        [set('a', { kernel_size: [5], padding: [[2, 2]] })],
        [set('a', { kernel_size: [3], padding: [[1, 1]] })],
      ],
    ],
    [
      'all of them together',
      [four([[1, 2]]), conv('b', 2, { padding: [[0, 1]] })],
      [32],
      [
        [
          set('a', { kernel_size: [5], padding: [[2, 2]] }),
          set('b', { kernel_size: [3], padding: [[1, 1]] }),
        ],
      ],
    ],
    [
      'on their axis',
      [
        conv('a', [4, 3], {
          padding: [
            [1, 2],
            [1, 1],
          ],
        }),
      ],
      [32, 32],
      [5, 3].map((kernel) => [
        set('a', {
          kernel_size: [kernel, 3],
          padding: [
            [(kernel - 1) / 2, (kernel - 1) / 2],
            [1, 1],
          ],
        }),
      ]),
    ],
  ])('%s', (_, layers, inputSize, told) => {
    expect(cured('even_kernel', layers, inputSize)).toEqual(told);
  });
});

describe('rows that are dropped', () => {
  test.each<[string, object[], number[], Told[]]>([
    [
      'of a pool, the larger size first',
      [pool('a'), pool('b')],
      [34],
      [[36], [32], [set('b', { ceil_mode: true })], [set('b', { padding: [[0, 1]] })]],
    ],
    [
      'of a convolution, which rounds no step up',
      [conv('a', 3, { stride: 2 }), conv('b', 3, { padding: 1 })],
      [34],
      [[35], [33], [set('a', { padding: [[0, 1]] })]],
    ],
    [
      'on one axis',
      [pool('a')],
      [33, 32],
      [
        [34, 32],
        [32, 32],
        [set('a', { ceil_mode: true })],
        [
          set('a', {
            padding: [
              [0, 1],
              [0, 0],
            ],
          }),
        ],
      ],
    ],
    [
      'on both',
      [pool('a')],
      [33, 33],
      [
        [34, 34],
        [32, 32],
        [set('a', { ceil_mode: true })],
        [
          set('a', {
            padding: [
              [0, 1],
              [0, 1],
            ],
          }),
        ],
      ],
    ],
    [
      'of two layers',
      [conv('a', 3, { stride: 2, padding: [[1, 0]] }), pool('c')],
      [35],
      [[36], [32], [set('a', { padding: [[1, 1]] }), set('c', { padding: [[0, 1]] })]],
    ],
  ])('%s', (_, layers, inputSize, told) => {
    expect(cured('rows_dropped', layers, inputSize)).toEqual(told);
  });
});

test('rows that two pools drop are taken in by a last step of both', () => {
  const [, , ceiled] = cured('rows_dropped', [pool('a'), pool('c')], [35]);
  expect(ceiled).toEqual(['a', 'c'].map((name) => set(name, { ceil_mode: true })));
});

describe('uneven overlap', () => {
  const resize = (name: string, up: string, kernel: number, stride: number, padding: number[]) => ({
    ...set(name, { type: 'conv', kernel_size: [kernel], padding: [padding] }),
    first: { name: up, type: 'upsample', scale_factor: [stride] },
  });

  test.each<[string, object[], Told[]]>([
    [
      'the next kernels, then a resize, with as many features',
      [transposed('up', 3, { padding: 1 })],
      [
        [set('up', { kernel_size: [2], padding: [[0, 1]] })],
        [set('up', { kernel_size: [4], padding: [[1, 2]] })],
        [resize('up', 'up_up', 3, 2, [0, 1])],
      ],
    ],
    [
      'with "same" padding as it is',
      [transposed('up', 3, { padding: 'same' })],
      [
        [set('up', { kernel_size: [2] })],
        [set('up', { kernel_size: [4] })],
        [resize('up', 'up_up', 3, 2, [1, 1])],
      ],
    ],
    [
      'of several layers, with names that are free, where none has less than no padding',
      [
        transposed('up', 5, { stride: 3 }),
        transposed('up_up', 4),
        transposed('u3', 3, { padding: 1 }),
      ],
      [
        [
          set('up', { kernel_size: [6], padding: [[0, 1]] }),
          set('u3', { kernel_size: [4], padding: [[1, 2]] }),
        ],
        [resize('up', 'up_up_', 5, 3, [3, 3]), resize('u3', 'u3_up', 3, 2, [0, 1])],
      ],
    ],
    [
      'of taps that a dilation keeps apart: a resize alone',
      [transposed('up', 4, { dilation: 2, padding: 2 })],
      [[resize('up', 'up_up', 5, 2, [2, 3])]],
    ],
    [
      'of a kernel less than its stride: a wider one',
      [transposed('up', 1)],
      [[set('up', { kernel_size: [2], padding: [[0, 1]] })]],
    ],
  ])('%s', (_, layers, told) => {
    expect(cured('uneven_overlap', layers, [8])).toEqual(told);
  });
});

describe('holes', () => {
  const dilated = (name: string, dilation: number, given: object = {}): object =>
    conv(name, 3, { dilation, padding: dilation, ...given });
  const to = (name: string, dilation: number): object =>
    set(name, { dilation: [dilation], padding: [[dilation, dilation]] });

  test.each<[string, object[], Told[]]>([
    ['one layer', [dilated('a', 2)], [[to('a', 1)]]],
    ['the first of three', ['a', 'b', 'c'].map((name) => dilated(name, 2)), [[to('a', 1)]]],
    [
      'the largest dilations that step over no more than is seen at once',
      [dilated('a', 4), dilated('b', 8)],
      [
        [to('a', 1), to('b', 3)],
        [to('a', 1), to('b', 2)],
      ],
    ],
    [
      'the same where the image is read from its end on',
      [layer('slice', 'turn', { start: -1, step: -1 }), dilated('a', 4), dilated('b', 8)],
      [
        [to('a', 1), to('b', 3)],
        [to('a', 1), to('b', 2)],
      ],
    ],
    [
      'not of a kernel of one, which has no holes to leave',
      [conv('one', 1, { dilation: 2 }), dilated('a', 2)],
      [[to('a', 1)]],
    ],
    [
      'wide kernels keep their size',
      [conv('a', 5, { dilation: 6, padding: 12 })],
      [[set('a', { dilation: [1], padding: [[2, 2]] })]],
    ],
    [
      'of branches',
      [
        dilated('a', 6, { inputs: ['input'] }),
        dilated('b', 12, { inputs: ['input'] }),
        { name: 'x', type: 'concat', inputs: ['a', 'b'] },
      ],
      [
        [to('a', 1), to('b', 2)],
        [to('a', 1), to('b', 1)],
      ],
    ],
    [
      'of features two apart',
      [conv('half', 3, { stride: 2, padding: 1 }), dilated('a', 2)],
      [[to('a', 1)]],
    ],
  ])('%s', (_, layers, told) => {
    expect(cured('dilation_holes', layers, [64])).toEqual(told);
  });
});

describe('branches that do not line up', () => {
  test.each<[string, object[], number[], Told[]]>([
    [
      'the padding that the finding names',
      [conv('a', 5, { padding: [[3, 1]] }), add('sum', 'a', 'input')],
      [32],
      [[set('a', { padding: [[2, 2]] })]],
    ],
    [
      'the cropping that it names',
      [
        conv('a', 3),
        layer('crop', 'b', { cropping: [[0, 2]], inputs: ['input'] }),
        add('sum', 'a', 'b'),
      ],
      [32],
      [[set('b', { cropping: [[1, 1]] })]],
    ],
    [
      'an odd kernel, the wider one first',
      [conv('a', 4, { padding: 'same' }), add('sum', 'a', 'input')],
      [32],
      [[set('a', { kernel_size: [5] })], [set('a', { kernel_size: [3] })]],
    ],
    [
      'corners that are not tied',
      [
        pool('p'),
        layer('upsample', 'up', { scale_factor: 2, mode: 'linear', align_corners: true }),
        add('sum', 'up', 'input'),
      ],
      [32],
      [[set('up', { align_corners: false })]],
    ],
    [
      'the stride of the other branch',
      [
        conv('a', 3, { stride: 2, padding: 1, inputs: ['input'] }),
        conv('b', 3, { padding: 1, inputs: ['input'] }),
        layer('slice', 'cut', { stop: 16 }),
        add('sum', 'a', 'cut'),
      ],
      [32],
      [[set('b', { stride: [2] })]],
    ],
    [
      'nothing where no change that is tried does',
      [
        conv('a', 3, { stride: 2, padding: 1, inputs: ['input'] }),
        conv('b', 17, { inputs: ['input'] }),
        add('sum', 'a', 'b'),
      ],
      [32],
      [],
    ],
  ])('%s', (_, layers, inputSize, told) => {
    expect(cured('misaligned', layers, inputSize)).toEqual(told);
  });
});

describe('what can be seen', () => {
  const seen = (code: string, layers: readonly object[], inputSize: number[]): unknown => {
    const network = readNetwork(layers, { inputSize });
    return evidence(network, first(code, network));
  };
  const uses = (from: number, ...list: number[]): object => ({
    ...{ kind: 'uses', first: from, uses: list },
  });
  const ones = (count: number): number[] => Array.from({ length: count }, () => 1);

  test('of an even kernel: where it stands and where its input does, on the last axis named', () => {
    const four = (padding: unknown): object[] => [
      conv('half', 3, { stride: 2, padding: 1 }),
      conv('a', [4, 3], { padding }),
    ];
    const own = [
      [1, 2],
      [1, 1],
    ];
    expect(seen('even_kernel', four(own), [32, 32])).toEqual({
      kind: 'places',
      places: [
        { layer: 'half', start: 0.5, j: 2 },
        { layer: 'a', start: 1.5, j: 2 },
      ],
    });
  });

  test('of pixels that nothing reads: twelve around the first', () => {
    const cut = (cropping: unknown): object[] => [layer('crop', 'a', { cropping })];
    expect(seen('blind_pixels', cut([[0, 2]]), [40])).toEqual(uses(28, ...ones(10), 0, 0));
    expect(seen('blind_pixels', cut([[2, 0]]), [40])).toEqual(uses(0, 0, 0, ...ones(10)));
    expect(seen('blind_pixels', cut([[2, 0]]), [5])).toEqual(uses(0, 0, 0, 1, 1, 1));
    const jumps = [conv('near', 1), conv('far', 1, { stride: 20, padding: [[0, 0]] })];
    expect(seen('blind_pixels', jumps, [40])).toEqual(uses(0, 1, ...ones(11).map(() => 0)));
    const onX = seen('blind_pixels', cut([0, [3, 0]]), [4, 9]);
    expect(onX).toEqual(uses(0, 0, 0, 0, ...ones(6)));
  });

  test('of rows that are dropped: the last twelve of the map', () => {
    expect(seen('rows_dropped', [pool('a')], [33])).toEqual(uses(21, ...ones(11), 0));
    expect(seen('rows_dropped', [pool('a')], [5])).toEqual(uses(0, 1, 1, 1, 1, 0));
    const wide = [pool('a'), conv('b', 5, { stride: 3 })];
    expect(seen('rows_dropped', wide, [32])).toEqual(uses(4, ...ones(10), 0, 0));
  });

  test('on the last of the axes that share a fault', () => {
    const some = { kernel_size: 2, stride: [2, 2, 2] };
    const told = seen('rows_dropped', [layer('max_pool', 'a', some)], [9, 15, 16]);
    expect(told).toEqual(uses(0, ...ones(8), 0));
    const both = seen('rows_dropped', [layer('max_pool', 'a', some)], [15, 15, 16]);
    expect(both).toEqual(uses(3, ...ones(11), 0));
    const wide = layer('conv', 'a', { kernel_size: [4, 4, 3], padding: 'same' });
    expect(seen('even_kernel', [wide], [9, 9, 9])).toMatchObject({
      places: [{ start: 0.5 }, { start: 1 }],
    });
  });

  test('of an uneven overlap: how many taps meet on each of the first twelve', () => {
    const up = [transposed('up', 5, { stride: 3 })];
    expect(seen('uneven_overlap', up, [8])).toEqual(uses(0, 2, 2, 1, 2, 2, 1, 2, 2, 1, 2, 2, 1));
    const padded = [transposed('up', 3, { padding: [[1, 0]] })];
    expect(seen('uneven_overlap', padded, [3])).toEqual(uses(0, 1, 2, 1, 2, 1, 2));
    const apart = [transposed('up', 3, { dilation: 2 })];
    expect(seen('uneven_overlap', apart, [2])).toEqual(uses(0, 3, 0, 3, 0, 3, 0, 3));
    const network = readNetwork([conv('up', 3, { padding: 1 })], { inputSize: [4] });
    const finding = first('uneven_overlap', readNetwork(up, { inputSize: [8] }));
    expect(evidence(network, finding)).toEqual(uses(0, 3, 3, 3, 3));
  });

  test('of holes: what the middle feature reads, nothing where it reads padding alone', () => {
    const holed = (padding: unknown): object[] => [conv('a', 2, { dilation: 5, padding })];
    expect(seen('dilation_holes', holed([[2, 3]]), [20])).toEqual(uses(8, 1, 0, 0, 0, 0, 1));
    const wide = [conv('a', 3, { dilation: 9, padding: 9 })];
    expect(seen('dilation_holes', wide, [40])).toEqual(
      uses(11, 1, ...ones(8).map(() => 0), 1, 0, 0),
    );
    expect(seen('dilation_holes', [conv('a', 2, { dilation: 40, padding: 24 })], [8])).toBeNull();
  });

  test('nothing of what another network does not have, or of what is for information', () => {
    const other = readNetwork([conv('other', 3)], { inputSize: [20] });
    const kinds: [string, object[], number][] = [
      ['even_kernel', [conv('a', 4, { padding: 'same' })], 32],
      ['rows_dropped', [conv('x', 1), pool('a')], 33],
      ['uneven_overlap', [transposed('a', 3)], 8],
      ['dilation_holes', [conv('a', 3, { dilation: 2 })], 32],
      ['half_step', [conv('a', 2)], 32],
      ['misaligned', [conv('a', 4, { padding: 'same' }), add('sum', 'a', 'input')], 32],
      ['misaligned', [conv('a', 4, { padding: 'same' }), add('sum', 'input', 'a')], 32],
    ];
    for (const [code, layers, size] of kinds) {
      const finding = first(code, readNetwork(layers, { inputSize: [size] }));
      expect([code, evidence(other, finding)]).toEqual([code, null]);
    }
  });
});

describe('what a change of kernels costs', () => {
  const network = readNetwork({
    input_size: 32,
    layers: [conv('a', 3, { padding: 1 }), conv('b', 3, { stride: 2, padding: 1 })],
  });
  const cost = (...sets: [layer: string, set: Edit['set']][]): number =>
    costOf(
      network,
      sets.map(([name, set]) => ({ layer: name, set })),
    );

  test('a layer, and the weights that it gains', () => {
    expect(cost(['a', { kernel_size: [5, 5] }])).toBe(1 + 16);
    expect(cost(['a', { kernel_size: [3, 5] }])).toBe(1 + 6);
    expect(cost(['a', { dilation: [2, 2] }])).toBe(1);
    expect(cost()).toBe(0);
  });

  test('twice the weights that it loses, and even sides', () => {
    expect(cost(['a', { kernel_size: [1, 1] }])).toBe(1 + 16);
    expect(cost(['a', { kernel_size: [2, 3] }])).toBe(1 + 6 + 2);
    expect(cost(['a', { kernel_size: [4, 4] }])).toBe(1 + 7 + 4);
  });

  test('padding that is uneven, and pixels that a stride jumps over', () => {
    const uneven: Edit['set'][string] = [
      [1, 2],
      [1, 1],
    ];
    expect(cost(['a', { padding: uneven }])).toBe(1 + 8);
    expect(cost(['b', { kernel_size: [2, 2] }])).toBe(1 + 10 + 4);
    expect(cost(['b', { kernel_size: [1, 3] }])).toBe(1 + 12 + 20);
  });

  test('all layers together', () => {
    const set = { kernel_size: [5, 5] };
    expect(cost(['a', set], ['b', set])).toBe(2 * 17);
  });
});
