import type { ReadParts, Run } from '../arithmetic/index.js';
import { extentOf } from './comb.js';
import { CELL, lattice, resolves } from './parts/lattice.js';
import type { Region } from './parts/lattice.js';
import { placesOf } from './maps.js';
import type { DrawnMap, Pair } from './maps.js';
import { mark } from './marks/marks.js';
import type { Mark } from './marks/marks.js';
import { matrix } from './marks/projection.js';
import type { Affine } from './marks/projection.js';

/** Features of one axis of a map that are spread evenly: the first, how many, how far apart. */
export type Spread = readonly [first: number, count: number, step: number];

/** A spread of y and one of x: the features of both. */
export type Part = readonly [y: Spread, x: Spread];

/** So many parts are drawn apart; of more the box alone. */
const MOST_PARTS = 24;

export const spreadOf = ([start, stop, step]: Run): Spread => {
  const count = Math.ceil((stop - start) / step);
  return [start, count, count > 1 ? step : 1];
};

/** What is really read of a map, in parts; `null` where they are too many to be drawn. */
export function partsOf(read: ReadParts, axes: Pair, { combs }: DrawnMap): readonly Part[] | null {
  const parts = read.flatMap((product) => {
    const [ys, xs] = axes.map((axis) =>
      axis < 0 ? [[0, 1, 1] as Spread] : product[axis].map(spreadOf),
    );
    return ys.flatMap((y) => xs.map((x): Part => [y, x]));
  });
  const isUneven = combs.some(Boolean) && parts.some((part) => part.some(([, , step]) => step > 1));
  return parts.length > MOST_PARTS || isUneven ? null : parts;
}

/** The box of the features of a part, and in every step one of them. */
export function regionOf(map: DrawnMap, part: Part): Region {
  const axis = (i: 0 | 1): Pair => {
    const [first, count, step] = part[i];
    return extentOf(placesOf(map, i), [first, first + (count - 1) * step + 1]);
  };
  return [axis(0), axis(1)];
}

type Paint = Readonly<Record<string, string | number | undefined>>;

/**
 * The pattern of features of which not every one is meant; each is as large as in the map itself.
 *
 * @param cell - part of its cell that a feature is drawn at
 */
export function spreadPattern(
  id: string,
  map: DrawnMap,
  part: Part,
  paint: Paint,
  cell: number = CELL,
): Mark {
  const [[top], [left]] = regionOf(map, part);
  const [h, w] = map.jump.map(Math.abs);
  const tile = { x: left, y: top, width: w * part[1][2], height: h * part[0][2] };
  const air = (1 - cell) / 2;
  return mark('pattern', { id, patternUnits: 'userSpaceOnUse', ...tile }, [
    mark('rect', { x: air * w, y: air * h, width: cell * w, height: cell * h, ...paint }),
  ]);
}

/** How what is read of a map is painted. */
export interface ReadPaint {
  /** Tells the patterns of two such paintings apart. */
  readonly id: string;
  readonly colour: string;
  readonly opacity: number;
  /** The pattern of the map's own features; `null` for a tint. */
  readonly pattern: string | null;
  readonly cell?: number;
}

/** The features that are really read, and not those that are jumped over. */
export function spreadMarks(
  map: DrawnMap,
  parts: readonly Part[],
  affine: Affine,
  { id, colour, opacity, pattern, cell }: ReadPaint,
): Mark[] {
  const isFine = resolves(map, affine);
  return parts.flatMap((part, i): Mark[] => {
    const region = regionOf(map, part);
    const steps = part[0][2] * part[1][2];
    // As dark as what it stands for: of so many features one is read.
    if (!isFine) return [lattice(affine, region, null, { colour, opacity: opacity / steps })];
    if (steps === 1) return [lattice(affine, region, pattern, { colour, opacity })];
    const [[top, bottom], [left, right]] = region;
    const own = `${id}-${i}`;
    return [
      spreadPattern(own, map, part, { fill: colour }, cell),
      mark('rect', {
        ...{ x: left, y: top, width: right - left, height: bottom - top },
        transform: matrix(affine),
        fill: `url(#${own})`,
        'fill-opacity': opacity,
      }),
    ];
  });
}
