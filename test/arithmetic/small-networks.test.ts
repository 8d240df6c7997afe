/** Small networks of every make against brute force: what random ones meet only now and then. */
import { describe, expect, test } from 'vitest';
import { readNetwork, registry, toDocument } from '../../src/layers/index.js';
import { EXPECTATIONS } from './expectations.js';
import type { PlainNetwork } from './plain-network.js';
import { plain } from './plain-network.js';

const conv = (kernel_size: unknown, given: object = {}): object => ({
  ...{ type: 'conv', kernel_size },
  ...given,
});
const up = (given: object): object => ({ type: 'upsample', ...given });
const transposed = (kernel_size: unknown, stride: unknown, given: object = {}): object => ({
  ...{ type: 'conv_transpose', kernel_size, stride },
  ...given,
});
const slice = (given: object): object => ({ type: 'slice', ...given });
const named = (name: string, layer: object, ...inputs: string[]): object => ({
  ...{ name, ...layer },
  ...(inputs.length > 0 ? { inputs } : {}),
});
const merge = (...inputs: string[]): object => ({ type: 'add', inputs });

const CASES: Readonly<Record<string, [layers: object[], ...inputSize: number[]]>> = {
  'kernels, strides and padding': [
    [conv(3, { stride: 2, padding: [[2, 0]] }), conv(4), conv(2, { padding: 1 })],
    14,
  ],
  'dilations over dilations': [
    [conv(3, { dilation: 3, padding: 3 }), conv(2, { dilation: 4, padding: 2 })],
    13,
  ],
  'holes under a stride': [[conv(3, { dilation: 2, stride: 3, padding: 2 }), conv(2)], 15],
  'pools that round up': [
    [
      { type: 'max_pool', kernel_size: 3, stride: 2, padding: 1, ceil_mode: true },
      { type: 'avg_pool', kernel_size: 2, ceil_mode: true },
    ],
    12,
  ],
  '"same" padding': [
    [conv(4, { stride: 3, padding: 'same' }), transposed(3, 2, { padding: 'same' })],
    11,
  ],
  'a transposed kernel': [[transposed(4, 3, { padding: 1, output_padding: 2 }), conv(3)], 6],
  'a transposed kernel with holes': [
    [transposed(2, 3, { dilation: 2 }), conv(3, { padding: 1 })],
    5,
  ],
  'blind features in turn': [[transposed(1, 2), conv(2, { dilation: 2, padding: 1 })], 7],
  'nothing at all': [[transposed(1, 2), slice({ start: 1, step: 2 }), conv(3, { padding: 1 })], 6],
  'nearest, twice': [
    [up({ scale_factor: 2 }), up({ scale_factor: 1.5, mode: 'nearest-exact' })],
    6,
  ],
  'linear and back': [[up({ scale_factor: 2.5, mode: 'linear' }), conv(3, { stride: 2 })], 6],
  cubic: [[up({ scale_factor: 2, mode: 'cubic' }), conv(1, { padding: 2 })], 6],
  'corners tied': [[up({ size: 9, mode: 'linear', align_corners: true }), conv(2)], 5],
  'smaller by lines': [[up({ scale_factor: 0.5, mode: 'linear' }), conv(3, { padding: 1 })], 13],
  'an adaptive pool': [[conv(3), { type: 'adaptive_pool', output_size: 4 }, conv(2)], 11],
  'reflected over reflected': [
    [
      conv(3, { padding: 1, padding_mode: 'reflect' }),
      conv(5, { padding: 2, padding_mode: 'reflect' }),
    ],
    8,
  ],
  'replicated, dilated': [
    [conv(3, { dilation: 3, padding: 3, padding_mode: 'replicate' }), conv(3, { padding: 1 })],
    7,
  ],
  'around the edge': [
    [
      conv(3, { padding: [[2, 0]], padding_mode: 'circular' }),
      conv(4, { padding: [[3, 3]], padding_mode: 'circular' }),
    ],
    7,
  ],
  'pads and crops': [
    [
      { type: 'pad', padding: [[3, 1]], mode: 'reflect' },
      { type: 'crop', cropping: [[1, 2]] },
      conv(3, { padding: 1 }),
    ],
    8,
  ],
  'slices backwards': [
    [
      conv(3, { padding: [[2, 0]] }),
      slice({ start: -2, stop: 1, step: -3 }),
      conv(2, { padding: 1 }),
    ],
    14,
  ],
  'pixels folded and spread': [
    [
      { type: 'pixel_unshuffle', factor: 3 },
      conv(2, { padding: 1 }),
      { type: 'pixel_shuffle', factor: 2 },
    ],
    12,
  ],
  'windows moved': [[{ type: 'attention', window: 4, shift: 2 }, conv(3, { padding: 1 })], 11],
  'everything, then a kernel': [
    [conv(3, { padding: [[0, 2]] }), { type: 'attention' }, conv(3, { padding: 2 })],
    8,
  ],
  'everything in one': [[conv(3, { stride: 2, padding: 1 }), { type: 'global_pool' }], 9],
  'a bound above a kernel': [
    [
      conv(3, { padding: 1 }),
      { type: 'unknown', reason: 'a sort', bound: { kernel_size: 3, stride: 2, padding: 1 } },
    ],
    9,
  ],
  'an unknown layer': [[conv(3, { padding: 1 }), { type: 'unknown', reason: 'a sort' }], 6],
  'branches with holes between': [
    [
      named('a', conv(2, { dilation: 6, padding: 3 })),
      named('b', conv(1), 'input'),
      merge('a', 'b'),
      conv(2),
    ],
    13,
  ],
  'branches of other jumps': [
    [
      named('a', conv(3, { stride: 2, padding: 1 })),
      named('b', conv(7), 'input'),
      merge('a', 'b'),
      conv(2),
    ],
    12,
  ],
  'branches of other phases': [
    [
      named('a', up({ scale_factor: 3 })),
      named('b', transposed(2, 3, { output_padding: 1 }), 'input'),
      merge('a', 'b'),
    ],
    5,
  ],
  'branches beside the input': [
    [
      named('a', conv(3, { padding: [[2, 0]] })),
      merge('a', 'input'),
      named('c', conv(5, { padding: 2 })),
      merge('c', 'input', 'a'),
    ],
    10,
  ],
  'one feature for all': [
    [named('one', conv(9)), merge('one', 'input'), conv(3, { padding: 1 })],
    9,
  ],
  'the same input twice': [[named('a', conv(3, { padding: 1 })), merge('a', 'a')], 8],
  'a gate': [
    [
      named('a', conv(3, { padding: 1 })),
      named('g', { type: 'global_pool' }),
      { type: 'multiply', inputs: ['a', 'g'] },
    ],
    7,
  ],
  'two axes': [
    [
      conv([3, 2], { stride: [2, 1], padding: [1, [1, 0]] }),
      conv([1, 3], { dilation: [1, 2], padding: [0, 2] }),
    ],
    6,
    7,
  ],
  'crossed branches': [
    [
      named('tall', conv([3, 1], { padding: [1, 0] })),
      named('wide', conv([1, 3], { padding: [0, 1] }), 'input'),
      merge('tall', 'wide'),
      conv(3, { padding: 1 }),
    ],
    5,
    6,
  ],
  'crossed dilations': [
    [
      named('tall', conv([2, 1], { dilation: 2, padding: [1, 0] })),
      named('wide', conv([1, 2], { dilation: 2, padding: [0, 1] }), 'input'),
      merge('tall', 'wide'),
    ],
    6,
    6,
  ],
  'one axis mixed': [
    [conv(3, { padding: 1 }), { type: 'attention', axes: [1] }, conv([3, 1])],
    5,
    4,
  ],
  'three axes': [
    [conv([1, 2, 3], { padding: [0, 1, 1] }), up({ scale_factor: [1, 2, 1] })],
    3,
    4,
    5,
  ],
};

/** Full layers with all their parameters, as brute force reads them. */
const written = ([layers, ...inputSize]: (typeof CASES)[string]): PlainNetwork => {
  const { layers: full } = toDocument(readNetwork(layers, { inputSize }));
  const given = full.map((layer) =>
    Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== null)),
  );
  return plain({ input_size: inputSize, layers: given });
};

test('every type of layer is among them', () => {
  const types = new Set(
    Object.values(CASES).flatMap((each) => written(each).layers.map(({ type }) => type)),
  );
  const alike = ['concat', 'linear', 'norm', 'pointwise'];
  expect([...types, ...alike].sort()).toEqual([...registry.keys()].sort());
});

describe.each(Object.entries(CASES))('%s', (_, each) => {
  test.each(Object.entries(EXPECTATIONS))('%s', (__, expectation) => {
    expectation(written(each), 7);
  });
});
