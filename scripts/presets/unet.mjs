import { concat, conv, convTranspose, crop, lastOf, maxPool } from './layers.mjs';

const DEPTH = 4;

/** Two convolutions; each of them takes a pixel from every side where they are not padded. */
function double(name, padding) {
  const rest = padding > 0 ? { padding } : {};
  return [conv(`${name}/conv1`, 3, rest), conv(`${name}/conv2`, 3, rest)];
}

/** What two convolutions without padding take from both ends of a map. */
const TAKEN = 4;

/**
 * The map of each level going down, and what is cut from it on each side to fit on the way up.
 *
 * @param {number} size pixels of the input
 */
function crops(size) {
  const down = [];
  let n = size;
  for (let level = 0; level < DEPTH; level += 1) {
    down.push(n - TAKEN);
    n = (n - TAKEN) / 2;
  }
  let up = n - TAKEN;
  return down
    .reverse()
    .map((skip) => {
      const cut = (skip - 2 * up) / 2;
      up = 2 * up - TAKEN;
      return cut;
    })
    .reverse();
}

function layers(size, padding) {
  const made = [];
  for (let level = 1; level <= DEPTH; level += 1) {
    made.push(...double(`down${level}`, padding), maxPool(`down${level}/pool`, 2));
  }
  made.push(...double('bottom', padding));
  const cuts = crops(size);
  for (let level = DEPTH; level >= 1; level -= 1) {
    const up = `up${level}`;
    const skip = `down${level}/conv2`;
    made.push(convTranspose(`${up}/upconv`, 2, { stride: 2 }));
    if (padding === 0) made.push(crop(`${up}/crop`, cuts[level - 1], skip));
    made.push(concat(`${up}/concat`, padding === 0 ? lastOf(made) : skip, `${up}/upconv`));
    made.push(...double(up, padding));
  }
  return [...made, conv('output', 1)];
}

const KEYWORDS = ['segmentation', 'medical', 'ronneberger', 'skip', 'encoder decoder'];

const paper = {
  name: 'unet',
  title: 'U-Net (the paper)',
  description:
    'U-Net of Ronneberger, Fischer and Brox 2015: 572 pixels in, 388 out, no padding, the skips cut to fit.',
  keywords: [...KEYWORDS, 'valid', 'crop'],
  checked: "The sizes of the paper's figure 1, and measured on a module built from it.",
  input_size: 572,
  layers: layers(572, 0),
};

const padded = {
  name: 'unet_padded',
  title: 'U-Net (padded)',
  description: 'U-Net with padded convolutions, as it is mostly used today: the size stays.',
  keywords: [...KEYWORDS, 'same'],
  checked: 'Measured on a module built from it by gradients with positive weights.',
  input_size: 512,
  layers: layers(512, 1),
};

export const unets = [paper, padded];
