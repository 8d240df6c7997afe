/** Networks that the figure's tests draw. */
import { ALEXNET } from '../alexnet.js';

const TWO_LAYERS = [
  [3, 2, 1],
  [3, 2, 1],
];

/** Layer lists by name: the article's, AlexNet, and one for everything a drawing must cope with. */
export const NETWORKS = {
  'article-5x5': { input_size: 5, layers: TWO_LAYERS },
  'article-7x7': { input_size: 7, layers: TWO_LAYERS },
  alexnet: ALEXNET,
  'one-axis': {
    input_size: [113],
    layers: [
      ['conv1', 3, 1, 1, 1],
      ['conv2', 3, 2, 2, 2],
      ['conv3', 3, 2, 4, 4],
    ],
  },
  'two-strides': {
    input_size: [64, 96],
    layers: [
      { name: 'conv1', type: 'conv', kernel_size: [5, 7], stride: [1, 2], padding: [2, 3] },
      { name: 'conv2', type: 'conv', kernel_size: [3, 5], stride: [2, 4], padding: [1, 2] },
    ],
  },
  'three-axes': {
    input_size: [8, 32, 32],
    layers: [
      {
        name: 'conv1',
        type: 'conv',
        kernel_size: [3, 7, 7],
        stride: [1, 2, 2],
        padding: [1, 3, 3],
      },
      { name: 'pool1', type: 'max_pool', kernel_size: [1, 2, 2] },
    ],
  },
  video: {
    name: 'Video',
    input_size: [16, 64, 64],
    layers: [
      {
        name: 'conv1',
        type: 'conv',
        kernel_size: [3, 7, 7],
        stride: [1, 2, 2],
        padding: [1, 3, 3],
      },
      { name: 'conv2', type: 'conv', kernel_size: 3, padding: 1 },
      { name: 'conv3', type: 'conv', kernel_size: 3, stride: 2, padding: 1 },
      { name: 'conv4', type: 'conv', kernel_size: [3, 3, 3], padding: [2, 1, 1] },
    ],
  },
  branches: {
    input_size: 32,
    layers: [
      { name: 'stem', type: 'conv', kernel_size: 3, stride: 2, padding: 1 },
      { name: 'left', type: 'conv', kernel_size: 3, padding: 1 },
      { name: 'right', type: 'conv', kernel_size: 5, padding: 2, inputs: ['stem'] },
      { name: 'join', type: 'concat', inputs: ['left', 'right'] },
      { name: 'all', type: 'global_pool' },
    ],
  },
  doubtful: {
    input_size: 24,
    layers: [
      { name: 'conv1', type: 'conv', kernel_size: 3, stride: 2, padding: 1 },
      { name: 'up1', type: 'conv_transpose', kernel_size: 3, stride: 2, padding: 1 },
      { name: 'attn', type: 'attention', inputs: ['conv1'] },
      {
        name: 'deform',
        type: 'unknown',
        reason: 'offsets are learned',
        bound: { kernel_size: 7, padding: 3 },
        inputs: ['conv1'],
      },
      { name: 'custom', type: 'unknown', reason: 'MyOp', inputs: ['conv1'] },
    ],
  },
  fractional: {
    input_size: [12, 18],
    layers: [
      { name: 'sparse', type: 'conv_transpose', kernel_size: [2, 3], stride: [3, 2] },
      { name: 'linear', type: 'upsample', scale_factor: 3, mode: 'linear', inputs: ['input'] },
      { name: 'shuffled', type: 'pixel_shuffle', factor: 2, inputs: ['input'] },
      { name: 'flipped', type: 'slice', start: -1, step: -1, inputs: ['linear'] },
    ],
  },
} as const;

/** A transposed convolution whose kernel is no multiple of its stride, and one that reads it. */
export const CHECKERBOARD = {
  input_size: 16,
  layers: [
    ['conv1', 3, 2, 1],
    { name: 'up1', type: 'conv_transpose', kernel_size: 3, stride: 2, padding: 1 },
    { name: 'conv2', type: 'conv', kernel_size: 3, stride: 2, padding: 1 },
  ],
} as const;
