import { MEASURED } from './checked.mjs';
import { conv, maxPool } from './layers.mjs';

const article = {
  name: 'alexnet_article',
  title: 'AlexNet (the article)',
  description:
    'AlexNet at 227 pixels with its fully connected layers as convolutions, as Dang Ha The Hien works it out in "A guide to receptive field arithmetic for convolutional neural networks".',
  keywords: ['classification', 'imagenet', 'krizhevsky', 'hien'],
  checked: "The article's table: n, j, r and start of every layer.",
  input_size: 227,
  layers: [
    conv('conv1', 11, { stride: 4 }),
    maxPool('pool1', 3, { stride: 2 }),
    conv('conv2', 5, { padding: 2 }),
    maxPool('pool2', 3, { stride: 2 }),
    conv('conv3', 3, { padding: 1 }),
    conv('conv4', 3, { padding: 1 }),
    conv('conv5', 3, { padding: 1 }),
    maxPool('pool5', 3, { stride: 2 }),
    conv('fc6-conv', 6),
    conv('fc7-conv', 1),
  ],
};

const torchvision = {
  name: 'alexnet',
  title: 'AlexNet (torchvision)',
  description:
    "torchvision's AlexNet, named by module path, up to the last pool; its first convolution is padded, the article's is not.",
  keywords: ['classification', 'imagenet', 'krizhevsky', 'pytorch'],
  checked: MEASURED,
  input_size: 224,
  layers: [
    conv('features.0', 11, { stride: 4, padding: 2 }),
    maxPool('features.2', 3, { stride: 2 }),
    conv('features.3', 5, { padding: 2 }),
    maxPool('features.5', 3, { stride: 2 }),
    conv('features.6', 3, { padding: 1 }),
    conv('features.8', 3, { padding: 1 }),
    conv('features.10', 3, { padding: 1 }),
    maxPool('features.12', 3, { stride: 2 }),
  ],
};

export const alexnets = [article, torchvision];
