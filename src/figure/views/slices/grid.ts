import { flatPlane } from '../../parts/flat.js';
import type { Area } from '../../parts/flat.js';
import type { Region } from '../../parts/lattice.js';
import type { Pair } from '../../maps.js';
import type { Affine } from '../../marks/projection.js';

/** Room for the words above a cut, and between two. */
const [WORDS, GAP] = [26, 28] as const;
/** From the numbers beside a cut to it. */
const AIR = 6;
/** Room for the numbers below the cuts. */
const FOOT = 30;
/** From the numbers below a cut to what comes next. */
const BELOW = 32;
/** The first axis has its own scale: it is so long against the others. */
const OWN_SCALE = { least: 0.36, most: 0.8 } as const;
/** No cut is higher than this, and the first is not wider. */
const TALLEST = 460;
/** The block is at most so wide against its height. */
const BROAD = 1.6;

/** Size of a volume, and how much room there is around it on each axis. */
export interface Volume {
  readonly size: readonly [z: number, y: number, x: number];
  readonly room: readonly [z: Pair, y: Pair, x: Pair];
  /** Width of the numbers to the left of the cuts. */
  readonly numbers: number;
}

/** Where the three cuts lie on the screen, and the corner that they leave free. */
export interface Grid {
  /** y down, x across. */
  readonly front: Affine;
  /** y down, z across, beside it. */
  readonly side: Affine;
  /** z down, x across, below it. */
  readonly floor: Affine;
  readonly corner: Area;
  /** Right end of the numbers to the left of the cuts. */
  readonly numbers: number;
  readonly foot: number;
}

const length = ([lo, hi]: Pair): number => hi - lo;

/** A plane with a scale of its own on each axis. */
const plane = ([down, across]: Pair, [x, y]: Pair): Affine => {
  const flat = flatPlane(1, [x, y]);
  return [across, 0, 0, down, flat[4], flat[5]];
};

/** Places the cuts so that they share their edges: y with the one beside, x with the one below. */
export function gridOf(
  { size: [depth, , width], room: [z, y, x], numbers }: Volume,
  area: Area,
): Grid {
  const start = area.left + numbers + AIR;
  const share = Math.min(OWN_SCALE.most, Math.max(OWN_SCALE.least, depth / width));
  // Screen pixels of the first axis for one of the others.
  const own = (share * width) / depth;
  const across = length(x) + own * length(z);
  const scale = Math.min(
    (area.left + area.width - start - GAP) / across,
    TALLEST / length(y),
    TALLEST / length(x),
  );
  const left = start - x[0] * scale;
  const top = area.top + WORDS - y[0] * scale;
  const right = start + length(x) * scale + GAP;
  const floor = area.top + WORDS + length(y) * scale;
  const below = floor + GAP + WORDS;
  const deep = own * scale;
  const high = below + length(z) * deep - floor - BELOW;
  const wide = Math.min(area.left + area.width - right, BROAD * high);
  return {
    front: plane([scale, scale], [left, top]),
    side: plane([scale, deep], [right - z[0] * deep, top]),
    floor: plane([deep, scale], [left, below - z[0] * deep]),
    corner: { left: right, top: floor + BELOW, width: wide, height: high },
    numbers: start - AIR,
    foot: below + length(z) * deep + FOOT,
  };
}

/** The part of a plane in which a cut is drawn, on the screen. */
export const frameOf = (affine: Affine, [[top, bottom], [left, right]]: Region): Area => ({
  left: affine[4] + left * affine[0],
  top: affine[5] + top * affine[3],
  width: (right - left) * affine[0],
  height: (bottom - top) * affine[3],
});
