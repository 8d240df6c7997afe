/** Single changes of a layer: which there are, whether all layers take them, what they lead to. */
import { describe, expect, test } from 'vitest';
import { changeOf, changed } from '../../src/arithmetic/design/changed.js';
import { fits } from '../../src/arithmetic/design/fits.js';
import { movesOf } from '../../src/arithmetic/design/moves.js';
import type { Move } from '../../src/arithmetic/design/moves.js';
import { reachOf } from '../../src/arithmetic/design/reach.js';
import { field } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

const conv = (name: string, kernel_size: unknown, given: object = {}): object => ({
  ...{ name, type: 'conv', kernel_size },
  ...given,
});
const pool = (name: string, given: object = {}): object => ({
  ...{ name, type: 'max_pool', kernel_size: 2, stride: 2 },
  ...given,
});
const read = (layers: readonly object[], ...inputSize: number[]): Network =>
  readNetwork(layers, { inputSize });

const upTo = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

/** What each parameter may become. */
function valuesOf(network: Network, at: number): Record<string, number[]> {
  const values: Record<string, number[]> = {};
  for (const { parameter, to } of movesOf(network, at)) (values[parameter] ??= []).push(to[0]);
  return values;
}

describe('what may be changed', () => {
  const odd = upTo(1, 31, 2);
  const without = (list: readonly number[], own: number): number[] =>
    list.filter((value) => value !== own);

  test('of a convolution: all there is, but for what it has', () => {
    expect(valuesOf(read([conv('a', 3, { padding: 1 })], 40), 1)).toEqual({
      kernel_size: without(odd, 3),
      dilation: upTo(2, 64),
      stride: [2, 3, 4],
      copies: upTo(2, 8),
    });
  });

  test('of a kernel of 1: neither dilation nor copies', () => {
    expect(valuesOf(read([conv('a', 1)], 40), 1)).toEqual({
      kernel_size: without(odd, 1),
      stride: [2, 3, 4],
    });
  });

  test('of a pool, or of a convolution with a stride: no copies', () => {
    expect(valuesOf(read([pool('a')], 40), 1)).toEqual({
      // A kernel of 1 would need less padding than none to keep the size.
      kernel_size: without(odd, 1),
      stride: [1, 3, 4],
    });
    expect(Object.keys(valuesOf(read([conv('a', 3, { stride: 2 })], 40), 1))).toEqual([
      'kernel_size',
      'dilation',
      'stride',
    ]);
  });

  test('kernels of the network too, unless they are too large', () => {
    const layers = [
      conv('a', 4),
      conv('b', 32),
      conv('c', 31),
      { type: 'upsample', scale_factor: 2 },
    ];
    expect(valuesOf(read(layers, 80), 1).kernel_size).toEqual(odd);
    expect(valuesOf(read([conv('a', 3), conv('b', 4)], 80), 1).kernel_size).toEqual([
      ...without(odd, 3),
      4,
    ]);
  });

  test('what one axis has not yet', () => {
    const network = read([conv('a', [3, 5], { stride: [1, 2] })], 40, 40);
    const { kernel_size: kernels, stride, copies } = valuesOf(network, 1);
    expect([kernels, stride, copies]).toEqual([odd, upTo(1, 4), undefined]);
    const [one, wide] = [conv('a', [1, 3]), conv('a', 3, { stride: [1, 1] })];
    expect(valuesOf(read([one], 40, 40), 1).copies).toEqual(upTo(2, 8));
    expect(valuesOf(read([wide], 40, 40), 1).stride).toEqual([2, 3, 4]);
  });
});

describe('what a change brings', () => {
  const moveOf = (layer: object, parameter: string, to: number, size = 40): Move =>
    movesOf(read([layer], size), 1).find(
      (move) => move.parameter === parameter && move.to[0] === to,
    )!;

  test.each<[string, object, string, number, object | undefined]>([
    [
      'a wider kernel',
      conv('a', 3, { padding: 1 }),
      'kernel_size',
      7,
      { pads: true, padding: [[3, 3]], growth: 4 },
    ],
    [
      'a narrower kernel',
      conv('a', 5, { padding: 2 }),
      'kernel_size',
      3,
      { pads: true, padding: [[1, 1]], growth: -2 },
    ],
    [
      'an odd row more',
      conv('a', 4, { padding: [[1, 2]] }),
      'kernel_size',
      5,
      { pads: true, padding: [[1, 3]], growth: 1 },
    ],
    [
      'padding on one side, which would be less than none',
      conv('a', 5, { padding: [[0, 4]] }),
      'kernel_size',
      1,
      undefined,
    ],
    ['padding on the other side', conv('a', 5, { padding: [[4, 0]] }), 'kernel_size', 1, undefined],
    [
      'no padding left',
      conv('a', 5, { padding: 2 }),
      'kernel_size',
      1,
      { pads: true, padding: [[0, 0]], growth: -4 },
    ],
    [
      'a kernel without padding',
      conv('a', 3),
      'kernel_size',
      5,
      { pads: false, padding: [[0, 0]], growth: 2 },
    ],
    [
      '"same" padding',
      conv('a', 3, { padding: 'same' }),
      'kernel_size',
      5,
      { pads: false, padding: 'same', growth: 2 },
    ],
    [
      'a dilation',
      conv('a', 3, { padding: 1 }),
      'dilation',
      4,
      { pads: true, padding: [[4, 4]], growth: 0 },
    ],
    [
      'a stride',
      conv('a', 3, { padding: 1 }),
      'stride',
      2,
      { pads: false, padding: [[1, 1]], growth: 0 },
    ],
    [
      'a kernel with a stride, rounded up',
      conv('a', 3, { stride: 2, padding: 1 }),
      'kernel_size',
      5,
      { pads: true, padding: [[2, 2]], growth: 2 },
    ],
    [
      'copies',
      conv('a', 3, { padding: 1 }),
      'copies',
      4,
      { pads: false, padding: [[1, 1]], growth: 9 },
    ],
    [
      'a pool, which has no weights',
      pool('a'),
      'kernel_size',
      3,
      { pads: true, padding: [[0, 1]], growth: 0 },
    ],
  ])('%s', (_, layer, parameter, to, expected) => {
    const move = moveOf(layer, parameter, to) as Move | undefined;
    const told = move && { pads: move.pads, padding: move.parameters.padding, growth: move.growth };
    expect(told).toEqual(expected);
  });

  test('weights of all axes', () => {
    const network = read([conv('a', [3, 5])], 40, 40);
    const [growth] = movesOf(network, 1).flatMap((move) => (move.to[0] === 7 ? [move.growth] : []));
    expect(growth).toBe(49 - 15);
  });

  test('as it is told', () => {
    const network = read([conv('a', 3, { padding: 1 }), conv('b', 3)], 40);
    const told = (at: number, parameter: string, to: number): unknown =>
      changeOf(
        network,
        movesOf(network, at).find((move) => move.parameter === parameter && move.to[0] === to)!,
      );
    expect(told(1, 'kernel_size', 5)).toEqual({
      ...{ layer: 'a', parameter: 'kernel_size', from: [3], to: [5], padding: [[2, 2]] },
    });
    expect(told(2, 'kernel_size', 5)).toEqual({
      ...{ layer: 'b', parameter: 'kernel_size', from: [3], to: [5] },
    });
    expect(told(2, 'copies', 3)).toEqual({ layer: 'b', parameter: 'copies', from: 1, to: 3 });
  });
});

/** Chains and graphs with layers of many types. */
const SOME: Readonly<Record<string, Network>> = {
  padded: read([conv('a', 3, { padding: 1 }), pool('b'), conv('c', 5, { padding: 2 })], 24),
  bare: read([conv('a', 5, { stride: 2 }), conv('b', 3, { dilation: 2 })], 21),
  same: read([conv('a', 4, { stride: 2, padding: 'same' }), conv('b', 3, { padding: 'same' })], 20),
  larger: read(
    [
      conv('a', 3, { padding: 1 }),
      { name: 'up', type: 'upsample', scale_factor: 1.5, mode: 'linear' },
      conv('b', 3, { stride: 2, padding: [[0, 2]] }),
      { name: 'ct', type: 'conv_transpose', kernel_size: 3, stride: 2 },
      { name: 'mean', type: 'avg_pool', kernel_size: 3, stride: 1 },
    ],
    20,
  ),
  branches: read(
    [
      conv('a', 3, { padding: 1 }),
      conv('b', 5, { padding: [[3, 1]], inputs: ['a'] }),
      conv('c', 1, { inputs: ['a'] }),
      { name: 'sum', type: 'add', inputs: ['b', 'c'] },
      conv('d', 3),
    ],
    20,
  ),
  folded: read(
    [conv('a', 3, { padding: 1 }), { name: 'f', type: 'pixel_unshuffle', factor: 4 }],
    16,
  ),
  gated: read(
    [
      conv('a', 3, { padding: 1 }),
      { name: 'g', type: 'global_pool' },
      { name: 'x', type: 'multiply', inputs: ['a', 'g'] },
      conv('b', 3, { inputs: ['a'] }),
    ],
    12,
  ),
};

/** Some moves of every layer: the first ones of each parameter, and larger ones. */
function someMoves(network: Network): Move[] {
  return network.layers.flatMap((layer, index) => {
    if (!['conv', 'max_pool', 'avg_pool'].includes(layer.type)) return [];
    return movesOf(network, index + 1).filter(({ to }) => [1, 2, 3, 4, 5, 7, 15].includes(to[0]));
  });
}

describe.each(Object.entries(SOME))('of the network that is %s', (_, network) => {
  test('every layer takes a change where the changed network is accepted', () => {
    const wrong = someMoves(network).filter(
      (move) => fits(network, move) !== (changed(network, [move]) !== null),
    );
    expect(wrong.map(({ at, parameter, to }) => [at, parameter, to])).toEqual([]);
  });

  test('a change leads to the field that is found when it was made', () => {
    const top = network.layers.length;
    const { name } = network.layers[top - 1];
    const moves = someMoves(network);
    const pairs = moves.flatMap((first, i) => {
      const second = moves[(7 * i + 3) % moves.length];
      return first.at < second.at ? [[first, second]] : [];
    });
    const wrong = [...moves.map((move) => [move]), ...pairs, []].flatMap((all) => {
      const made = changed(network, all);
      if (!made) return [];
      const [size] = field(made, name, 0).size;
      const told = reachOf(network, top, 0, all);
      return told === size
        ? []
        : [[all.map(({ at, parameter, to }) => [at, parameter, to]), told, size]];
    });
    expect(wrong).toEqual([]);
  });
});

test('copies have names that are free', () => {
  const network = read([conv('a_2', 3), conv('a', 3), conv('a_3', 1)], 40);
  const copies = movesOf(network, 2).find(
    ({ parameter, to }) => parameter === 'copies' && to[0] === 3,
  )!;
  const made = changed(network, [copies])!;
  expect(made.layers.map(({ name, inputs }) => [name, ...inputs])).toEqual([
    ['a_2', 'input'],
    ['a_4', 'a_2'],
    ['a_5', 'a_4'],
    ['a', 'a_5'],
    ['a_3', 'a'],
  ]);
});

test('what is blind reaches nothing', () => {
  const layers = [
    { name: 'ct', type: 'conv_transpose', kernel_size: 1, stride: 2 },
    { name: 'blind', type: 'slice', start: 1, step: 2 },
    conv('a', 1),
  ];
  expect(reachOf(read(layers, 8), 3, 0, [])).toBe(0);
});
