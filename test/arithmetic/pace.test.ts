import { describe, expect, test } from 'vitest';
import { NoPace, paces } from '../../src/arithmetic/pace.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

const read = (layers: readonly object[], size = 48): Network =>
  readNetwork(layers, { inputSize: [size] });

/** Pixels and features of the last layer, all layers feeding it. */
function paceOf(network: Network, unclipped = false): readonly [number, number] {
  const feeds = [...network.layers.keys()].map((at) => at + 1);
  const { pixels, features } = paces(network, [0, ...feeds], 0, { unclipped }).get(feeds.length)!;
  return [pixels, features];
}

const conv = (given: object = {}): object => ({ type: 'conv', kernel_size: 3, ...given });
const up = (given: object = {}): object => ({ type: 'upsample', scale_factor: 2, ...given });
const add = (...inputs: string[]): object => ({ type: 'add', inputs });

describe('a movement of the input that moves the features as one', () => {
  test.each<[string, object[], readonly [number, number]]>([
    ['a stride', [conv({ stride: 4 })], [4, 1]],
    ['two strides', [conv({ stride: 2 }), conv({ stride: 3 })], [6, 1]],
    ['larger maps', [up()], [1, 2]],
    ['a stride that undoes a resize', [up(), conv({ stride: 2 })], [1, 1]],
    ['one and a half pixels from feature to feature', [up(), conv({ stride: 3 })], [3, 2]],
    ['a resize by two thirds', [up({ scale_factor: 2 / 3 })], [3, 2]],
    ['a stride before a resize', [conv({ stride: 3 }), up({ scale_factor: 4 })], [3, 4]],
    [
      'branches of which one is coarser',
      [
        { name: 'a', ...conv({ stride: 2, padding: 1 }) },
        { name: 'b', ...up() },
        add('b', 'input'),
      ],
      [2, 2],
    ],
    [
      'branches of which the second is finer',
      [
        { name: 'a', ...conv({ stride: 2, padding: 1 }) },
        { name: 'b', ...up() },
        add('input', 'b'),
      ],
      [2, 2],
    ],
  ])('%s', (_, layers, pace) => {
    expect(paceOf(read(layers))).toEqual(pace);
  });

  test('what is read around the edge, and slices from the end, move only where all goes on', () => {
    const around = conv({ padding: 1, padding_mode: 'circular' });
    const fromEnd = { type: 'slice', start: -8 };
    for (const [layer, pace] of [
      [around, [1, 1]],
      [conv({ padding: [[1, 0]], padding_mode: 'circular' }), [1, 1]],
      [conv({ padding: [[0, 1]], padding_mode: 'circular' }), [1, 1]],
      [fromEnd, [1, 1]],
    ] as const) {
      expect(paceOf(read([layer]), true)).toEqual(pace);
      expect(() => paceOf(read([layer]))).toThrow(NoPace);
    }
    expect(paceOf(read([conv({ padding_mode: 'circular' })]))).toEqual([1, 1]);
  });

  test.each<[string, object, boolean]>([
    ['from a place on', { start: 3 }, false],
    ['every second one', { step: 2 }, false],
    ['up to a place from the end', { start: 1, stop: -1 }, false],
    ['up to a place', { stop: 40 }, true],
    ['the first ones', { start: 0, stop: 1 }, true],
    ['from the end', { start: -4 }, true],
    ['backwards', { step: -1 }, true],
    ['backwards from a place on', { start: 30, step: -2 }, true],
  ])('a slice %s', (_, given, isRefused) => {
    const ask = (): unknown => paceOf(read([{ type: 'slice', ...given }]));
    if (isRefused) expect(ask).toThrow(NoPace);
    else expect(ask()).toEqual([(given as { step?: number }).step ?? 1, 1]);
  });

  test.each<[string, string, object[]]>([
    ['pace_whole', 'at', [{ name: 'at', type: 'global_pool' }]],
    ['pace_unknown', 'at', [{ name: 'at', type: 'unknown', reason: 'a sort' }]],
    [
      'pace_unknown',
      'at',
      [{ name: 'at', type: 'unknown', reason: 'a sort', bound: { kernel_size: 3 } }],
    ],
    ['pace_size', 'at', [{ name: 'at', type: 'adaptive_pool', output_size: 7 }]],
    ['pace_size', 'at', [{ name: 'at', type: 'slice', stop: 5 }, conv()]],
    [
      'pace_size',
      'at',
      [
        { name: 'one', ...conv({ kernel_size: 48 }) },
        { name: 'at', ...add('input', 'one') },
      ],
    ],
    ['pace_circular', 'at', [{ name: 'at', ...conv({ padding: 1, padding_mode: 'circular' }) }]],
    [
      'pace_branches',
      'at',
      [
        { name: 'a', ...conv({ stride: 2, padding: 1 }) },
        { name: 'b', ...conv({ kernel_size: 25, inputs: ['input'] }) },
        { name: 'at', ...add('a', 'b') },
      ],
    ],
  ])('there is none: %s', (code, layer, layers) => {
    expect(() => paceOf(read(layers))).toThrow(
      expect.objectContaining({ message: code, reason: { code, values: { layer } } }),
    );
  });

  test('numbers past 2^53 are refused, with the layer', () => {
    const far = Array.from({ length: 3 }, () => ({
      type: 'conv',
      ...{ kernel_size: 1, stride: 2 ** 20, padding: 2 ** 20 },
    }));
    expect(() => paceOf(read(far))).toThrow(
      expect.objectContaining({ code: 'beyond_exact', layer: 'conv3' }),
    );
  });
});
