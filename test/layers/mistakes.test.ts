/** What is said of mistyped parameters of every type, and of types that other libraries have. */
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/layers/index.js';
import { refusal } from './refusal.js';

/** What a layer of every type needs beside what is mistyped. */
const NEEDED: Readonly<Record<string, unknown>> = {
  ...{ kernel_size: 3, output_size: 2, scope: 'pixel', padding: 1, cropping: 1, factor: 2 },
  reason: 'a plugin',
};

function layerOf(type: string): Record<string, unknown> {
  const { parameters } = registry.get(type)!;
  const needed = Object.keys(parameters).filter((key) => !parameters[key].fallback);
  const layer = Object.fromEntries(needed.map((key) => [key, NEEDED[key]]));
  if (type === 'norm') layer.scope = 'pixel';
  if (type === 'upsample') layer.scale_factor = 2;
  return { name: 'a', type, ...layer };
}

const NUMBER = '"twice" is text; write a whole number';
const BORDER = '"twice" is not one of zeros, reflect, replicate, circular.';
const FLAG = '"twice" is neither true nor false';
const PADDING =
  '"twice" is no padding; write a number, one an axis, pairs [before, after], "same" or "valid"';

/** Every parameter of every type, and what is said where it is `"twice"`. */
const SAID: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  conv: {
    ...{ kernel_size: NUMBER, stride: NUMBER, dilation: NUMBER },
    ...{ padding: PADDING, padding_mode: BORDER },
  },
  conv_transpose: {
    ...{ kernel_size: NUMBER, stride: NUMBER, padding: PADDING, output_padding: NUMBER },
    dilation: NUMBER,
  },
  max_pool: {
    ...{ kernel_size: NUMBER, stride: NUMBER, padding: PADDING, dilation: NUMBER },
    ceil_mode: FLAG,
  },
  avg_pool: { kernel_size: NUMBER, stride: NUMBER, padding: PADDING, ceil_mode: FLAG },
  upsample: {
    scale_factor: '"twice" is not a positive number; write one such as 2 or 0.5, or one an axis',
    size: NUMBER,
    mode: '"twice" is not one of nearest, nearest-exact, linear, cubic.',
    align_corners: FLAG,
  },
  adaptive_pool: { output_size: NUMBER },
  global_pool: {},
  linear: {},
  attention: {
    axes: 'holds "twice", which is no axis; write some of 0 to 1, in the order of input_size',
    window: NUMBER,
    shift: NUMBER,
    dilation: NUMBER,
  },
  pointwise: {},
  norm: { scope: '"twice" is not one of pixel, map.' },
  add: {},
  multiply: {},
  concat: {},
  pad: {
    padding: '"twice" is no padding; write a number, one an axis, or pairs [before, after]',
    mode: BORDER,
  },
  crop: {
    cropping: '"twice" is no cropping; write a number, one an axis, or pairs [before, after]',
  },
  slice: { step: NUMBER, start: NUMBER, stop: NUMBER },
  pixel_shuffle: { factor: NUMBER },
  pixel_unshuffle: { factor: NUMBER },
  unknown: {
    output_size: NUMBER,
    bound:
      '"twice" is no bound; write "whole", or the parameters of a conv such as' +
      ' {"kernel_size": 3, "padding": 1}',
  },
};

describe('a mistyped parameter', () => {
  test('of every type is known here', () => {
    for (const [type, { parameters }] of registry) {
      const keys = Object.keys(parameters).filter((key) => key !== 'reason');
      expect([type, Object.keys(SAID[type] ?? {}).sort()]).toEqual([type, keys.sort()]);
    }
  });

  const all = Object.entries(SAID).flatMap(([type, said]) =>
    Object.entries(said).map(([parameter, rest]) => [type, parameter, rest] as const),
  );
  test.each(all)('%s: %s', (type, parameter, rest) => {
    const value = parameter === 'axes' ? ['twice'] : 'twice';
    const error = refusal([{ ...layerOf(type), [parameter]: value }]);
    expect(error).toMatchObject({ layer: 'a', parameter });
    expect(error.message).toBe(`layer 1 "a": ${parameter} ${rest}`);
  });

  test.each(all)('%s: %s with a letter too many', (type, parameter) => {
    const layer = { ...layerOf(type), [`${parameter}s`]: 1 };
    const error = refusal([layer]);
    expect(error).toMatchObject({ layer: 'a', parameter: `${parameter}s` });
    expect(error.message).toContain(`Did you mean ${parameter}?`);
  });

  test.each(all.filter(([, , rest]) => rest === NUMBER))('%s: %s of three axes', (type, key) => {
    const error = refusal([{ ...layerOf(type), [key]: [1, 1, 1] }]);
    expect(error.message).toBe(
      `layer 1 "a": ${key} [1, 1, 1] has 3 entries; write one value, or one for each of the 2 axes`,
    );
  });
});

describe('a type as another library calls it', () => {
  test.each([
    ['conv', 'Conv2d Conv3D Convolution2D SeparableConv2D DepthwiseConv2dNative'],
    ['conv_transpose', 'ConvTranspose2d Conv2DTranspose Conv2DBackpropInput deconv'],
    ['max_pool', 'MaxPool2d MaxPooling2D MaxPool'],
    ['avg_pool', 'AvgPool2d AveragePooling2D AveragePool'],
    ['adaptive_pool', 'AdaptiveAvgPool2d AdaptiveMaxPool1d'],
    ['global_pool', 'GlobalAveragePooling2D GlobalAveragePool GlobalMaxPool GlobalMaxPooling1D'],
    ['linear', 'Linear Dense Gemm MatMul FullyConnected InnerProduct'],
    ['upsample', 'Upsample UpSampling2D UpsamplingBilinear2d Resize ResizeNearestNeighbor'],
    ['attention', 'MultiheadAttention MultiHeadAttention ScaledDotProductAttention'],
    ['norm', 'LayerNorm LayerNormalization GroupNormalization InstanceNorm2d SqueezeExcite'],
    ['pointwise', 'BatchNorm2d BatchNormalization FusedBatchNormV3 LRN ReLU6 LeakyReLU Hardswish'],
    ['pointwise', 'GELU Sigmoid Softmax Activation Dropout SpatialDropout2D Identity BiasAdd'],
    ['add', 'Add AddV2 Sum Subtract Average Maximum'],
    ['multiply', 'Mul Multiply'],
    ['concat', 'Concat ConcatV2 Concatenate cat'],
    ['pad', 'ZeroPad2d ZeroPadding2D ReflectionPad2d ConstantPad2d MirrorPad PadV2'],
    ['crop', 'Cropping2D CenterCrop'],
    ['slice', 'Slice StridedSlice'],
    ['pixel_shuffle', 'PixelShuffle DepthToSpace'],
    ['pixel_unshuffle', 'PixelUnshuffle SpaceToDepth'],
  ])('%s: %s', (type, names) => {
    for (const name of names.split(' ')) {
      const { message } = refusal([{ type: name }]);
      expect(message).toContain(`type "${name}" is not known. Did you mean ${type}?`);
    }
  });

  test.each(['Flatten', 'Lambda', 'x'])('%s is not guessed', (name) => {
    expect(refusal([{ type: name }]).message).not.toContain('Did you mean');
  });
});
