import { MEASURED } from './checked.mjs';
import { concat, conv, globalPool, maxPool } from './layers.mjs';

/** A module of four branches over `input`. */
function inception(name, input) {
  const inputs = [input];
  return [
    conv(`${name}.branch1.conv`, 1, { inputs }),
    conv(`${name}.branch2.0.conv`, 1, { inputs }),
    conv(`${name}.branch2.1.conv`, 3, { padding: 1 }),
    conv(`${name}.branch3.0.conv`, 1, { inputs }),
    conv(`${name}.branch3.1.conv`, 3, { padding: 1 }),
    maxPool(`${name}.branch4.0`, 3, { inputs, stride: 1, padding: 1, ceil_mode: true }),
    conv(`${name}.branch4.1.conv`, 1),
    concat(
      name,
      `${name}.branch1.conv`,
      `${name}.branch2.1.conv`,
      `${name}.branch3.1.conv`,
      `${name}.branch4.1.conv`,
    ),
  ];
}

/** Modules one after the other. */
function stage(first, ...names) {
  return names.flatMap((name, i) => inception(name, i === 0 ? first : names[i - 1]));
}

export const googlenet = {
  name: 'googlenet',
  title: 'GoogLeNet (torchvision)',
  description:
    "torchvision's GoogLeNet (Inception v1), named by module path, without its auxiliary heads; as there, the third branch has a kernel of 3 where the paper has 5.",
  keywords: ['classification', 'imagenet', 'inception v1', 'szegedy', 'branches', 'pytorch'],
  checked: MEASURED,
  input_size: 224,
  layers: [
    conv('conv1.conv', 7, { stride: 2, padding: 3 }),
    maxPool('maxpool1', 3, { stride: 2, ceil_mode: true }),
    conv('conv2.conv', 1),
    conv('conv3.conv', 3, { padding: 1 }),
    maxPool('maxpool2', 3, { stride: 2, ceil_mode: true }),
    ...stage('maxpool2', 'inception3a', 'inception3b'),
    maxPool('maxpool3', 3, { stride: 2, ceil_mode: true }),
    ...stage('maxpool3', 'inception4a', 'inception4b', 'inception4c', 'inception4d', 'inception4e'),
    maxPool('maxpool4', 2, { stride: 2, ceil_mode: true }),
    ...stage('maxpool4', 'inception5a', 'inception5b'),
    globalPool('avgpool'),
  ],
};
