import { cellOf, featureIn } from './comb.js';
import type { Places } from './comb.js';
import { partOf } from './late.js';
import { placesOf } from './maps.js';
import type { DrawnMap, Pair } from './maps.js';
import { apply, invert } from './marks/projection.js';
import type { Affine } from './marks/projection.js';
import type { Point } from './marks/marks.js';

/** Where a map lies on the screen, and how its features lie in it. */
export interface Placement {
  readonly map: DrawnMap;
  /** From the coordinates of the plane to the screen. */
  readonly affine: Affine;
  /** Centre of feature 0 in the plane, and the distance between neighbours. */
  readonly start: Pair;
  readonly jump: Pair;
  /** Which axes of the network stand for y and x, where they are not those of the drawing. */
  readonly axes?: Pair;
}

/** Where the features of a placement stand on an axis of its plane. */
const placesIn = ({ map, start, jump }: Placement, axis: 0 | 1): Places =>
  placesOf({ start, jump, combs: map.combs }, axis);
/** A way by which the selected feature is reached, and where it stands on the screen. */
export interface WayPlace {
  /** Merge -> the one input to go through. */
  readonly via: Readonly<Record<string, string>>;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The way under a point of the screen. */
export const wayAt = (ways: readonly WayPlace[], [x, y]: Point): WayPlace | null =>
  ways.find(({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom) ??
  null;

/** A feature in the drawn axes. */
export interface Hit {
  readonly layer: string;
  readonly feature: Pair;
  /** Which axes of the network they are, where they are not those of the drawing. */
  readonly axes?: Pair;
}

/** The lattice that a feature is drawn in: of a merge that does not line up, the filled one. */
const shownIn = (placement: Placement): Placement => {
  const strand = placement.map.strands?.[0];
  return strand ? { ...placement, ...strand, map: strand } : placement;
};

/** Screen point of the centre of a feature. */
export const locate = (placement: Placement, [v, u]: Pair): Point => {
  const shown = shownIn(placement);
  return apply(
    placement.affine,
    cellOf(placesIn(shown, 1), u).at,
    cellOf(placesIn(shown, 0), v).at,
  );
};

/** The point of a placement's plane that lies under a point of the screen. */
function planePoint({ affine }: Placement, [px, py]: Point): Pair | null {
  const inverse = invert(affine);
  if (!inverse) return null;
  const [x, y] = apply(inverse, px, py);
  return [y, x];
}

/** The cell under a point of the screen, also outside the map. */
function cellUnder(placement: Placement, point: Point): Pair | null {
  const at = planePoint(placement, point);
  const { strands } = placement.map;
  const strand = at && strands && partOf('irregular')?.strandUnder(strands, at);
  if (strand) return [featureIn(placesOf(strand, 0), at[0]), featureIn(placesOf(strand, 1), at[1])];
  return at && [featureIn(placesIn(placement, 0), at[0]), featureIn(placesIn(placement, 1), at[1])];
}

/** The feature of one map that stands nearest to a point of the screen. */
export function nearestFeature(placement: Placement, point: Point): Pair | null {
  const cell = cellUnder(placement, point);
  const { n } = placement.map;
  return (
    cell && [Math.min(n[0] - 1, Math.max(0, cell[0])), Math.min(n[1] - 1, Math.max(0, cell[1]))]
  );
}

/**
 * Where in the image that lies which a map shows under a point of the screen, in pixels.
 *
 * @param map - the map at the size of the image, which the placement may show at another
 */
export function imagePlace(placement: Placement, map: DrawnMap, point: Point): Pair | null {
  const at = planePoint(placement, point);
  if (!at) return null;
  const axis = (i: 0 | 1): number => {
    const feature = featureIn(placesIn(placement, i), at[i]);
    const [shown, own] = [
      cellOf(placesIn(placement, i), feature),
      cellOf(placesOf(map, i), feature),
    ];
    return own.lo + ((at[i] - shown.lo) / (shown.hi - shown.lo)) * (own.hi - own.lo);
  };
  return [axis(0), axis(1)];
}

function featureAt(placement: Placement, point: Point): Pair | null {
  const cell = cellUnder(placement, point);
  const { n } = placement.map;
  return cell && cell[0] >= 0 && cell[0] < n[0] && cell[1] >= 0 && cell[1] < n[1] ? cell : null;
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
    if (!feature) continue;
    const { map, axes } = placement;
    return { layer: map.name, feature, ...(axes ? { axes } : {}) };
  }
  return null;
}

/** A drag that begins so near to the line of a cut moves that line alone. */
const NEAR_LINE = 7;

/**
 * Where a drag moves a feature: in the placement it began in, to the cell nearest to the pointer. One
 * that begins on a line through the feature moves that line alone.
 *
 * @param feature - the one that is moved, in the axes of a placement
 */
export function dragTo(
  placements: readonly Placement[],
  from: Point,
  to: Point,
  feature: (placement: Placement) => Pair,
): Hit | null {
  const placement = placements.find((each) => featureAt(each, from));
  const nearest = placement && nearestFeature(placement, to);
  if (!placement || !nearest) return null;
  const { map, axes } = placement;
  const [v, u] = feature(placement);
  const [cx, cy] = locate(placement, [v, u]);
  const onColumn = Math.abs(from[0] - cx) <= NEAR_LINE;
  const onRow = Math.abs(from[1] - cy) <= NEAR_LINE;
  const moved: Pair = [onColumn && !onRow ? v : nearest[0], onRow && !onColumn ? u : nearest[1]];
  return { layer: map.name, feature: moved, ...(axes ? { axes } : {}) };
}
