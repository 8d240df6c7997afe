import { cellOf, featureIn } from './comb.js';
import type { Places } from './comb.js';
import { placesOf } from './maps.js';
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

/** Where the features of a placement stand on an axis of its plane. */
const placesIn = ({ map, start, jump }: Placement, axis: 0 | 1): Places =>
  placesOf({ start, jump, combs: map.combs }, axis);

/** A feature in the drawn axes. */
export interface Hit {
  readonly layer: string;
  readonly feature: Pair;
}

/** Screen point of the centre of a feature. */
export const locate = (placement: Placement, [v, u]: Pair): Point =>
  apply(
    placement.affine,
    cellOf(placesIn(placement, 1), u).at,
    cellOf(placesIn(placement, 0), v).at,
  );

function featureAt(placement: Placement, [px, py]: Point): Pair | null {
  const { map, affine } = placement;
  const inverse = invert(affine);
  if (!inverse) return null;
  const [x, y] = apply(inverse, px, py);
  const [v, u] = [featureIn(placesIn(placement, 0), y), featureIn(placesIn(placement, 1), x)];
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
