import { MEASURED } from './checked.mjs';
import { conv, maxPool } from './layers.mjs';

/** Convolutions before each of the five pools. */
const STAGES = {
  11: [1, 1, 2, 2, 2],
  13: [2, 2, 2, 2, 2],
  16: [2, 2, 3, 3, 3],
  19: [2, 2, 4, 4, 4],
};

/** Places in `features`: a convolution takes two (a ReLU follows), a pool one. */
function features(stages) {
  let place = 0;
  return stages.flatMap((count) => {
    const convs = Array.from({ length: count }, (_, i) =>
      conv(`features.${place + 2 * i}`, 3, { padding: 1 }),
    );
    const pool = maxPool(`features.${place + 2 * count}`, 2);
    place += 2 * count + 1;
    return [...convs, pool];
  });
}

export const vggs = Object.entries(STAGES).map(([depth, stages]) => ({
  name: `vgg${depth}`,
  title: `VGG-${depth} (torchvision)`,
  description: `torchvision's VGG-${depth}, named by module path, up to the last pool.`,
  keywords: ['classification', 'imagenet', 'simonyan', 'zisserman', 'pytorch'],
  checked: MEASURED,
  input_size: 224,
  layers: features(stages),
}));
