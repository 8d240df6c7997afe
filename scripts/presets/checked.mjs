/** Where the numbers of several presets were checked; test/layers/presets.test.ts does it again. */

export const MEASURED = "Measured on torchvision's module by gradients with positive weights.";

export const PUBLISHED =
  'The table of Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks" (Distill 2019), at 224 and 321 pixels.';
