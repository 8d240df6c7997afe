import type { LayerType } from './layer-type.js';
import { adaptivePool } from './types/adaptive-pool.js';
import { add } from './types/add.js';
import { attention } from './types/attention.js';
import { avgPool } from './types/avg-pool.js';
import { concat } from './types/concat.js';
import { convTranspose } from './types/conv-transpose.js';
import { conv } from './types/conv.js';
import { crop } from './types/crop.js';
import { globalPool } from './types/global-pool.js';
import { linear } from './types/linear.js';
import { maxPool } from './types/max-pool.js';
import { multiply } from './types/multiply.js';
import { norm } from './types/norm.js';
import { pad } from './types/pad.js';
import { pixelShuffle } from './types/pixel-shuffle.js';
import { pixelUnshuffle } from './types/pixel-unshuffle.js';
import { pointwise } from './types/pointwise.js';
import { slice } from './types/slice.js';
import { unknown } from './types/unknown.js';
import { upsample } from './types/upsample.js';

const TYPES: readonly LayerType[] = [
  conv,
  convTranspose,
  maxPool,
  avgPool,
  adaptivePool,
  globalPool,
  linear,
  upsample,
  attention,
  norm,
  pointwise,
  add,
  multiply,
  concat,
  pad,
  crop,
  slice,
  pixelShuffle,
  pixelUnshuffle,
  unknown,
];

/** The types of layers that are read, by name. */
export const registry: ReadonlyMap<string, LayerType> = new Map(
  TYPES.map((type) => [type.name, type]),
);
