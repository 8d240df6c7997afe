import type { DrawnMap, Pair } from './maps.js';
import { apply, invert } from './projection.js';
import type { Affine } from './projection.js';
import type { Point } from './marks.js';

/** Where a map lies on the screen, and how its features lie in it. */
export interface Placement {
  readonly map: DrawnMap;
  /** From the coordinates of the plane to the screen. */
  readonly affine: Affine;
  /** Centre of feature 0 in the plane, and the distance between neighbours. */
  readonly start: Pair;
  readonly jump: Pair;
}

/** A feature in the drawn axes. */
export interface Hit {
  readonly layer: string;
  readonly feature: Pair;
}

/** Screen point of the centre of a feature. */
export const locate = ({ affine, start, jump }: Placement, [v, u]: Pair): Point =>
  apply(affine, start[1] + u * jump[1], start[0] + v * jump[0]);

function featureAt({ map, affine, start, jump }: Placement, [px, py]: Point): Pair | null {
  const inverse = invert(affine);
  if (!inverse) return null;
  const [x, y] = apply(inverse, px, py);
  const axis = (at: number, i: 0 | 1): number => Math.floor((at - start[i]) / jump[i] + 0.5);
  const [v, u] = [axis(y, 0), axis(x, 1)];
  return v >= 0 && v < map.n[0] && u >= 0 && u < map.n[1] ? [v, u] : null;
}

/**
 * The feature under a point of the screen: that of the uppermost map which has a cell there.
 *
 * @param placements - from the lowest map to the uppermost
 */
export function hitTest(placements: readonly Placement[], point: Point): Hit | null {
  for (let i = placements.length - 1; i >= 0; i--) {
    const placement = placements[i];
    const feature = featureAt(placement, point);
    if (feature) return { layer: placement.map.name, feature };
  }
  return null;
}
