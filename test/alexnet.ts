/** AlexNet as the article has it. */
export const ALEXNET = {
  name: 'AlexNet',
  input_size: 227,
  layers: [
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
  ],
};
