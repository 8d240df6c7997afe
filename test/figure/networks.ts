/** Networks that the figure's tests draw. */

const ALEXNET = [
  ['conv1', 11, 4, 0],
  ['pool1', 3, 2, 0],
  ['conv2', 5, 1, 2],
  ['pool2', 3, 2, 0],
  ['conv3', 3, 1, 1],
  ['conv4', 3, 1, 1],
  ['conv5', 3, 1, 1],
  ['pool5', 3, 2, 0],
  ['fc6', 6, 1, 0],
  ['fc7', 1, 1, 0],
];

const TWO_LAYERS = [
  [3, 2, 1],
  [3, 2, 1],
];

/** Layer lists by name: the article's, AlexNet, and one for everything a drawing must cope with. */
export const NETWORKS = {
  'article-5x5': { input_size: 5, layers: TWO_LAYERS },
  'article-7x7': { input_size: 7, layers: TWO_LAYERS },
  alexnet: { name: 'AlexNet', input_size: 227, layers: ALEXNET },
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
} as const;
