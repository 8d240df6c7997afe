import type { LayerType } from './layer-type.js';
import { add } from './types/add.js';
import { avgPool } from './types/avg-pool.js';
import { concat } from './types/concat.js';
import { conv } from './types/conv.js';
import { crop } from './types/crop.js';
import { globalPool } from './types/global-pool.js';
import { linear } from './types/linear.js';
import { maxPool } from './types/max-pool.js';
import { multiply } from './types/multiply.js';
import { pad } from './types/pad.js';
import { pixelUnshuffle } from './types/pixel-unshuffle.js';
import { pointwise } from './types/pointwise.js';

const TYPES: readonly LayerType[] = [
  conv,
  maxPool,
  avgPool,
  pointwise,
  pad,
  crop,
  pixelUnshuffle,
  linear,
  globalPool,
  add,
  multiply,
  concat,
];

/** The types of layers that are read, by name. */
export const registry: ReadonlyMap<string, LayerType> = new Map(
  TYPES.map((type) => [type.name, type]),
);

/** Types with a meaning, not read so far. */
export const NOT_YET: readonly string[] = [
  'conv_transpose',
  'upsample',
  'adaptive_pool',
  'attention',
  'norm',
  'slice',
  'pixel_shuffle',
  'unknown',
];
