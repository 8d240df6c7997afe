import { readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../scripts/run.mjs';

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

/** So many times the map is halved along a chain. */
const HALVINGS = 5;

/**
 * A chain of 3 x 3 convolutions with five pools spread evenly over it.
 *
 * @param {number} length layers
 * @param {number} size pixels of the input on both axes
 */
export function chain(length, size) {
  const stage = Math.ceil(length / HALVINGS);
  return {
    name: `${length} layers`,
    input_size: size,
    layers: Array.from({ length }, (_, i) =>
      (i + 1) % stage === 0 ? [`pool${i + 1}`, 2, 2, 0] : [`conv${i + 1}`, 3, 1, 1],
    ),
  };
}

/** A preset of the package, by the name of its file. */
export const preset = (name) =>
  JSON.parse(readFileSync(path.join(ROOT, `ipyreceptive/presets/${name}.rf.json`), 'utf8'));
