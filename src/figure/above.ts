import type { Run, SeenBy } from '../arithmetic/index.js';
import { extentOf } from './comb.js';
import { CELL, hollowPattern, hull, resolves } from './lattice.js';
import type { Region } from './lattice.js';
import { placesOf } from './maps.js';
import type { DrawnMap, Pair } from './maps.js';
import { closed, mark, path } from './marks.js';
import type { Mark } from './marks.js';
import { veiled } from './palette.js';
import { corners, matrix } from './projection.js';
import type { Affine } from './projection.js';
import type { Scene } from './scene.js';

type Paint = Readonly<Record<string, string | number>>;

/** So many separate groups of features are drawn; of more, the box that holds them. */
const MOST_GROUPS = 16;
const VEIL = 0.55;
const FILL = 0.12;

/** Features of one axis of a map that are spread evenly: the first, how many, how far apart. */
type Spread = readonly [first: number, count: number, step: number];

/** Which features of an axis look; the box where they are in too many parts. */
function spreads(runs: readonly Run[], lo: number, hi: number): readonly Spread[] {
  const found = runs.map(([start, stop, step]): Spread => [
    start,
    Math.ceil((stop - start) / step),
    step,
  ]);
  return found.length * found.length > MOST_GROUPS ? [[lo, hi - lo, 1]] : found;
}

/** The features of a map that look at something, in parts that are spread evenly. */
function parts({ drawing: { axes } }: Scene, seen: SeenBy): (readonly [y: Spread, x: Spread])[] {
  const along = (axis: number): readonly Spread[] => {
    if (axis < 0) return [[0, 1, 1]];
    const [lo, hi] = [seen.lo[axis], seen.hi[axis]];
    return lo === null || hi === null ? [] : spreads(seen.runs[axis], lo, hi);
  };
  const [ys, xs] = axes.map(along);
  return ys.flatMap((y) => xs.map((x) => [y, x] as const));
}

/** The box of features of a map, and in every step one of them. */
function regionOf(map: DrawnMap, parts: readonly [Spread, Spread]): Region {
  const axis = (i: 0 | 1): Pair => {
    const [first, count, step] = parts[i];
    return extentOf(placesOf(map, i), [first, first + (count - 1) * step + 1]);
  };
  return [axis(0), axis(1)];
}

/** How what looks at something is drawn. */
export interface AbovePaint {
  readonly colour: string;
  readonly dashed: boolean;
  /** Tells the patterns of two such paintings apart. */
  readonly id: string;
}

/** Hollow features of which not every one looks; each is as large as in the map itself. */
function apart(id: string, map: DrawnMap, parts: readonly [Spread, Spread], stroke: Paint): Mark {
  const [[top], [left]] = regionOf(map, parts);
  const [h, w] = map.jump.map(Math.abs);
  return mark(
    'pattern',
    {
      id,
      patternUnits: 'userSpaceOnUse',
      x: left,
      y: top,
      width: w * parts[1][2],
      height: h * parts[0][2],
    },
    [
      mark('rect', {
        x: ((1 - CELL) / 2) * w,
        y: ((1 - CELL) / 2) * h,
        width: CELL * w,
        height: CELL * h,
        ...stroke,
      }),
    ],
  );
}

/**
 * The features of a map that look at the selection: hollow, where they can be told apart; a frame
 * around the map's lattice where all of them do.
 */
export function aboveMarks(
  scene: Scene,
  map: DrawnMap,
  seen: SeenBy,
  affine: Affine,
  { colour, dashed, id }: AbovePaint,
): Mark[] {
  const dash = dashed ? { 'stroke-dasharray': '4 3' } : {};
  const frame = { stroke: colour, 'stroke-width': 1.2, ...dash };
  const isAll = scene.drawing.axes.every(
    (axis) => axis < 0 || seen.count[axis] === map.row.n[axis],
  );
  const outline = (region: Region): string => closed(corners(affine, ...region));
  const single = map.n[0] * map.n[1] === 1;
  if (isAll && !single) return [path(outline(hull(map)), { ...frame, 'data-above': map.name })];
  const scale = Math.sqrt(Math.abs(affine[0] * affine[3] - affine[1] * affine[2]));
  const filled = veiled(scene.palette.ground, VEIL, colour, FILL);
  const isFine = !scene.gesture && resolves(map, affine);
  return parts(scene, seen).flatMap((each, i): Mark[] => {
    const region = regionOf(map, each);
    const isSpread = each.some(([, , step]) => step > 1);
    if (!isFine || (isSpread && map.combs.some(Boolean))) {
      return [path(outline(region), { ...frame, ...filled, 'data-above': map.name })];
    }
    const pattern = `${scene.prefix}${id}${map.depth}-${i}`;
    const stroke = { ...filled, stroke: colour, 'stroke-width': 1.1 / scale };
    const [[top, bottom], [left, right]] = region;
    return [
      isSpread ? apart(pattern, map, each, stroke) : hollowPattern(pattern, map, stroke),
      mark('rect', {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
        transform: matrix(affine),
        fill: `url(#${pattern})`,
        'data-above': map.name,
      }),
    ];
  });
}

/** What looks at the selection on the map above it, and at the pixel under the pointer. */
export function lookersOn(scene: Scene, map: DrawnMap, affine: Affine): Mark[] {
  const { palette, selected, hovered, above, lookers } = scene;
  const own = selected?.field.layer !== map.name ? above.get(map.name) : undefined;
  const asked = hovered?.field.layer === 'input' ? lookers(hovered.field.index) : undefined;
  const under = map.depth > 0 ? asked?.get(map.name) : undefined;
  return [
    ...(own
      ? aboveMarks(scene, map, own, affine, { colour: palette.accent, dashed: false, id: 'a' })
      : []),
    ...(under
      ? aboveMarks(scene, map, under, affine, { colour: palette.ink[0], dashed: true, id: 'b' })
      : []),
  ];
}
