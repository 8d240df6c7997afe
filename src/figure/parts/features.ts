import type { Beam, Box } from '../beam.js';
import { CELL, lattice, latticePattern, resolves } from './lattice.js';
import type { Pair } from '../maps.js';
import { closed, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';

const FILL = 0.14;

/** Whether a beam starts from more than one feature. */
export const isRegion = ({ field }: Beam): boolean => field.extent.some((count) => count > 1);

/** A cell without the air around the square in it. */
const square = ([lo, hi]: Pair): Pair => {
  const air = ((1 - CELL) / 2) * (hi - lo);
  return [lo + air, hi - air];
};

/** Screen corners of the square of a feature. */
export const featureCorners = ({ y, x }: Pick<Box, 'y' | 'x'>, affine: Affine) =>
  corners(affine, square(y), square(x));

/** A region of features: each of them, and a frame around all. */
export function regionMarks(scene: Scene, { boxes }: Beam, affine: Affine, colour: string): Mark[] {
  const own = boxes.at(-1);
  if (!own) return [];
  const { map, y, x } = own;
  const id = `${scene.prefix}r`;
  const isFine = !scene.gesture && map.depth > 0 && resolves(map, affine);
  const frame = { stroke: colour, 'stroke-width': 1.6, fill: colour, 'fill-opacity': FILL };
  return [
    path(closed(corners(affine, y, x)), frame),
    ...(isFine
      ? [latticePattern(id, map, colour), lattice(affine, [y, x], id, { colour, opacity: 0.95 })]
      : []),
  ];
}
