/** The size from which on a whole field is within the image, and the smallest one, by trying. */
import { describe, expect, test } from 'vitest';
import { field, sweep } from '../../src/arithmetic/index.js';
import { smallest } from '../../src/arithmetic/sweep/smallest.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

/** Sizes that are tried. */
const MOST = 40;

const conv = (name: string, kernel_size: number, given: object = {}): object => ({
  ...{ name, type: 'conv', kernel_size },
  ...given,
});
const up = (name: string, scale_factor: number, given: object = {}): object => ({
  ...{ name, type: 'upsample', scale_factor },
  ...given,
});
const add = (name: string, ...inputs: string[]): object => ({ name, type: 'add', inputs });

function at(layers: readonly object[], n: number): Network | null {
  try {
    return readNetwork(layers, { inputSize: [n] });
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}

const lastOf = ({ layers }: Network) => layers[layers.length - 1];

/** The pixels of a feature of the last layer, as if every map went on for ever. */
const regionOf = (network: Network, u: number): readonly [number, number] | null =>
  field(network, lastOf(network).name, u).region[0];

function sees(network: Network): boolean {
  const [size] = network.inputSize;
  return Array.from({ length: lastOf(network).size[0] }, (_, u) => regionOf(network, u)).some(
    (region) => region !== null && region[0] >= 0 && region[1] <= size,
  );
}

/** The merges that pass a single feature on to all of a larger map. */
function broadcasts({ layers, inputSize }: Network): string {
  const sizes = new Map([['input', inputSize], ...layers.map((l) => [l.name, l.size] as const)]);
  return layers
    .map(({ inputs, size }) => inputs.filter((name) => sizes.get(name)![0] !== size[0]).length > 0)
    .map((is, i) => is && layers[i].inputs.length > 1)
    .join();
}

/** The first accepted size after the last one at which no feature sees its whole field. */
function firstSeeing(layers: readonly object[], own: number): number | undefined {
  const usual = broadcasts(at(layers, own)!);
  const looked = Array.from({ length: MOST }, (_, i) => i + 1).flatMap((n) => {
    const network = at(layers, n);
    return network && broadcasts(network) === usual ? [{ n, seen: sees(network) }] : [];
  });
  const last = Math.max(0, ...looked.filter(({ seen }) => !seen).map(({ n }) => n));
  return looked.find(({ n }) => n > last)?.n;
}

const CASES: Readonly<Record<string, [layers: object[], own: number]>> = {
  'padded kernels with a stride': [
    [conv('a', 3, { stride: 2, padding: 1 }), conv('b', 5, { padding: 2 })],
    11,
  ],
  'kernels without padding': [[conv('a', 5), conv('b', 3, { stride: 3 })], 12],
  'padding on one side': [
    [conv('a', 3, { padding: [[2, 0]] }), conv('b', 3, { padding: [[0, 2]] })],
    9,
  ],
  'steps rounded up': [
    [{ name: 'p', type: 'max_pool', kernel_size: 3, stride: 2, ceil_mode: true }, conv('b', 3)],
    12,
  ],
  '"same" with a stride': [
    [conv('a', 3, { stride: 2, padding: 'same' }), conv('b', 3, { padding: 1 })],
    10,
  ],
  '"same" with a stride of 3, twice': [
    [conv('a', 4, { stride: 3, padding: 'same' }), conv('b', 2, { stride: 2, padding: 'same' })],
    13,
  ],
  '"same" without a stride': [
    [conv('a', 5, { padding: 'same' }), conv('b', 2, { padding: 'same' })],
    9,
  ],
  'a stride below and "same" above': [
    [conv('a', 1, { stride: 2 }), conv('b', 3, { padding: 'same' })],
    9,
  ],
  'larger maps': [[conv('a', 3, { padding: 1 }), up('u', 2), conv('b', 5, { padding: 2 })], 8],
  'thirds of a pixel': [[up('u', 3, { mode: 'linear' }), conv('b', 5, { stride: 2 })], 8],
  'two thirds': [[up('u', 2 / 3), conv('b', 3, { padding: 1 })], 12],
  'features that are blind in turn': [
    [{ name: 'ct', type: 'conv_transpose', kernel_size: 1, stride: 3, padding: 1 }, conv('b', 2)],
    9,
  ],
  'branches at one rate': [
    [
      conv('a', 3, { stride: 2, padding: 1 }),
      up('u', 2),
      conv('wide', 7, { padding: 3, inputs: ['input'] }),
      add('x', 'u', 'wide'),
    ],
    8,
  ],
  'a merge that passes one feature on at some sizes': [
    [
      conv('a', 3, { stride: 2, inputs: ['input'] }),
      { name: 's', type: 'slice', start: 1, step: 2, inputs: ['input'] },
      add('x', 'a', 's'),
      conv('b', 1),
    ],
    9,
  ],
  'a layer beside that takes every third size': [
    [
      { name: 'fold', type: 'pixel_unshuffle', factor: 3 },
      conv('b', 5, { padding: 2, inputs: ['input'] }),
    ],
    9,
  ],
  'a large own size': [[conv('a', 3, { stride: 2 })], 39],
};

test.each(Object.entries(CASES))(
  '%s: from which size on a field is seen whole',
  (_, [layers, own]) => {
    const network = at(layers, own)!;
    const { name } = lastOf(network);
    const [{ size, reason }] = sweep(network, name, [own]).sees_all;
    expect(size).toBe(firstSeeing(layers, own));
    expect(reason).toEqual({
      code: 'sweep_sees_all',
      values: {
        layer: name,
        index: expect.any(Number),
        first: expect.any(Number),
        last: expect.any(Number),
      },
    });
    const { index, first, last } = reason.values as { index: number; first: number; last: number };
    expect(regionOf(at(layers, size as number)!, index)).toEqual([first, last + 1]);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(last).toBeLessThan(size as number);
  },
);

describe('where none is told', () => {
  const blind = [
    { name: 'ct', type: 'conv_transpose', kernel_size: 1, stride: 2 },
    { name: 'at', type: 'slice', start: 1, step: 2 },
  ];
  test.each<[string, object[], number]>([
    ['sweep_never', blind, 20],
    ['sweep_classes', [conv('at', 1, { stride: 257 })], 600],
    ['sweep_classes', [up('at', 65)], 5],
    [
      'pace_branches',
      [
        conv('a', 6, { inputs: ['input'] }),
        conv('b', 3, { stride: 2, inputs: ['input'] }),
        conv('c', 2),
        add('at', 'a', 'c'),
      ],
      6,
    ],
    ['sweep_follows', [conv('one', 9), add('at', 'input', 'one')], 9],
    ['sweep_follows', [{ name: 'at', type: 'slice', stop: 5 }, conv('b', 3)], 9],
    ['sweep_follows', [{ name: 'at', type: 'adaptive_pool', output_size: 4 }], 8],
  ])('%s', (code, layers, size) => {
    const network = at(layers, size)!;
    const found = sweep(network, lastOf(network).name, [size]).sees_all;
    expect(found).toEqual([{ size: null, reason: { code, values: { layer: 'at' } } }]);
  });

  test('256 pixels from feature to feature are not too many', () => {
    const network = at([conv('at', 3, { stride: 256, padding: 1 })], 600)!;
    expect(sweep(network, 'at', [600]).sees_all).toMatchObject([{ size: 258 }]);
  });

  test.each<[string, object]>([
    ['whole_from', { type: 'attention' }],
    ['unsupported_layer', { type: 'unknown', reason: 'a sort' }],
    ['bound_layer', { type: 'unknown', reason: 'a sort', bound: 'whole' }],
  ])('%s, as the row says', (code, layer) => {
    const network = at([{ ...layer, name: 'at' }], 9)!;
    expect(sweep(network, 'at', [9]).sees_all).toMatchObject([{ size: null, reason: { code } }]);
  });
});

describe('the smallest size', () => {
  test.each(Object.entries(CASES))('of %s is the first that is accepted', (_, [layers, own]) => {
    const [{ size, reason }] = smallest(at(layers, own)!);
    const sizes = Array.from({ length: MOST }, (__, i) => i + 1);
    expect(size).toBe(sizes.find((n) => at(layers, n)));
    if (size === 1) expect(reason).toEqual({ code: 'sweep_any', values: {} });
    else expect(reason.values.layer).toBeDefined();
  });

  test('is not looked for without end', () => {
    const folds = [101, 103, 107].map((factor, i) => ({
      ...{ name: `f${i}`, type: 'pixel_unshuffle', factor, inputs: ['input'] },
    }));
    const rest = Array.from({ length: 9997 }, () => ({ type: 'pointwise' }));
    const network = at([...folds, ...rest], 101 * 103 * 107)!;
    expect(smallest(network)).toEqual([
      { size: null, reason: { code: 'sweep_smallest', values: { least: 107 } } },
    ]);
  });
});
