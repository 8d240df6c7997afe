import { extentOf, teethOf } from '../comb.js';
import type { Tooth } from '../comb.js';
import { placesOf } from '../maps.js';
import type { DrawnMap, Pair } from '../maps.js';
import { closed, coordinate, mark, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { corners, matrix } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';

/** A feature is drawn at this part of the cell it covers. */
export const CELL = 0.6;

/** How dark a tint is that stands for squares too small to see. */
export const TINT = { rest: 0.15, field: 0.24, gesture: 0.12 } as const;

/** Padding cells lower than this on the screen become a plain line, then one frame for all. */
const PLAIN = 6;
const FRAME = 3.5;

/** A box in the coordinates of a plane: first and last edge of y and of x. */
export type Region = readonly [y: Pair, x: Pair];

type Paint = Readonly<Record<string, string | number | undefined>>;

/** The two ends of a range, the smaller first. */
export const inOrder = ([a, b]: Pair): Pair => (a <= b ? [a, b] : [b, a]);

/** Edges of all the cells of a map, with `around` cells more on each side. */
export function hull(
  map: DrawnMap,
  around: DrawnMap['padding'] = [
    [0, 0],
    [0, 0],
  ],
): Region {
  const axis = (i: 0 | 1): Pair =>
    extentOf(placesOf(map, i), [-around[i][0], map.n[i] + around[i][1]]);
  return [axis(0), axis(1)];
}

/** Longer side of a feature's square on the screen, and its area by that. */
function sizeOnScreen(
  map: DrawnMap,
  [a, b, c, d]: Affine,
): readonly [side: number, height: number] {
  const jump = map.jump.map(Math.abs);
  const side = CELL * Math.max(jump[1] * Math.hypot(a, b), jump[0] * Math.hypot(c, d));
  return [side, (CELL * CELL * jump[0] * jump[1] * Math.abs(a * d - b * c)) / side];
}

/** Whether single features can be told apart on the screen. */
export function resolves(map: DrawnMap, affine: Affine): boolean {
  const [side, height] = sizeOnScreen(map, affine);
  return side >= 2 && height >= 1.1;
}

const rectangle = ([y, x]: Region): string =>
  closed([
    [x[0], y[0]],
    [x[1], y[0]],
    [x[1], y[1]],
    [x[0], y[1]],
  ]);

/** The box of the plane in which the features of a period stand, which the pattern repeats. */
function tileOf(map: DrawnMap): Readonly<Record<'x' | 'y' | 'width' | 'height', number>> {
  const [down, across] = ([0, 1] as const).map((axis) => teethOf(placesOf(map, axis)));
  const [[top], [left]] = hull(map);
  return { x: left, y: top, width: Math.abs(across.span), height: Math.abs(down.span) };
}

/** One feature of a tile, with `y` and `x` from the tile's corner. */
interface Cell {
  readonly y: Pair;
  readonly x: Pair;
  readonly blind: boolean;
  /** How much it sees among its likes: 0 for the most, 1 for the least. */
  readonly rank: number;
}

/** The features of one period. */
function cellsOf(map: DrawnMap): readonly Cell[] {
  const tile = tileOf(map);
  const [down, across] = ([0, 1] as const).map((axis) => teethOf(placesOf(map, axis)).teeth);
  const ranked = map.combs.filter(Boolean).length;
  const part = ({ at, side }: Tooth, from: number, length: number): Pair => {
    const middle = at - from - length * Math.floor((at - from) / length);
    return [middle - (CELL / 2) * side, middle + (CELL / 2) * side];
  };
  return down.flatMap((v) =>
    across.map((u) => ({
      y: part(v, tile.y, tile.height),
      x: part(u, tile.x, tile.width),
      blind: v.blind || u.blind,
      rank: (v.rank + u.rank) / Math.max(1, ranked),
    })),
  );
}

const squareOf = ({ y, x }: Cell): string => rectangle([y, x]);

/** The rim of a square, as wide as this part of it. */
const RIM = 0.14;

const rimOf = ({ y, x }: Cell): string => {
  const inset = ([lo, hi]: Pair): Pair => [lo + RIM * (hi - lo), hi - RIM * (hi - lo)];
  return rectangle([y, x]) + rectangle([inset(y), inset(x)]);
};

/** Phases are told apart by so many tones, and how much paler each is than the one before. */
const TONES = { steps: 3, paler: 0.2 } as const;

/** The features of one period: each phase in its tone, hollow those that see nothing. */
function phaseMarks(map: DrawnMap, fill: string): Mark[] {
  const tones = new Map<number, Cell[]>();
  const cells = cellsOf(map);
  for (const cell of cells.filter(({ blind }) => !blind)) {
    const tone = Math.round(cell.rank * TONES.steps);
    tones.set(tone, [...(tones.get(tone) ?? []), cell]);
  }
  const hollow = cells.filter(({ blind }) => blind);
  return [
    ...Array.from(tones, ([tone, own]) =>
      path(own.map(squareOf).join(''), {
        fill,
        'fill-opacity': tone === 0 ? undefined : 1 - TONES.paler * tone,
      }),
    ),
    ...(hollow.length > 0
      ? [path(hollow.map(rimOf).join(''), { fill, 'fill-rule': 'evenodd' })]
      : []),
  ];
}

const isEven = ({ combs }: DrawnMap): boolean => combs.every((comb) => comb === null);

/** The feature of a tile that has only one. */
function square(map: DrawnMap, paint: Paint): Mark {
  const { width, height } = tileOf(map);
  return mark('rect', {
    x: ((1 - CELL) / 2) * width,
    y: ((1 - CELL) / 2) * height,
    width: CELL * width,
    height: CELL * height,
    ...paint,
  });
}

const pattern = (id: string, map: DrawnMap, marks: readonly Mark[]): Mark =>
  mark('pattern', { id, patternUnits: 'userSpaceOnUse', ...tileOf(map) }, marks);

/** The pattern that fills a map with its features; one period of them, whatever the map's size. */
export const latticePattern = (id: string, map: DrawnMap, fill: string): Mark =>
  pattern(id, map, isEven(map) ? [square(map, { fill })] : phaseMarks(map, fill));

/**
 * The features of a map inside a region, or a tint where they are too small to see.
 *
 * @param pattern - id of the map's pattern; `null` for a tint
 */
export const lattice = (
  affine: Affine,
  region: Region,
  pattern: string | null,
  paint: { colour: string; opacity: number },
): Mark =>
  path(rectangle(region), {
    transform: matrix(affine),
    fill: pattern === null ? paint.colour : `url(#${pattern})`,
    'fill-opacity': paint.opacity,
  });

/** The pattern of hollow features, in the coordinates of the map's plane. */
export const hollowPattern = (id: string, map: DrawnMap, stroke: Paint): Mark =>
  pattern(id, map, [
    isEven(map)
      ? square(map, { fill: 'none', ...stroke })
      : path(cellsOf(map).map(squareOf).join(''), stroke),
  ]);

/** The cells that the next layers put around a map: hollow, dashed, never filled. */
export function paddingCells(id: string, map: DrawnMap, affine: Affine, colour: string): Mark[] {
  if (map.padding.flat().every((p) => p === 0)) return [];
  const outer = hull(map, map.padding);
  const [side, height] = sizeOnScreen(map, affine);
  const dashed = { stroke: colour, 'stroke-width': 0.8, 'stroke-dasharray': '3 2' };
  if (Math.min(side, height) < FRAME) return [path(closed(corners(affine, ...outer)), dashed)];
  const scale = Math.sqrt(Math.abs(affine[0] * affine[3] - affine[1] * affine[2]));
  const ring = rectangle(outer) + rectangle(hull(map));
  return [
    hollowPattern(id, map, {
      stroke: colour,
      'stroke-width': 0.8 / scale,
      'stroke-dasharray':
        height < PLAIN ? undefined : `${coordinate(3 / scale)} ${coordinate(2 / scale)}`,
    }),
    path(ring, { transform: matrix(affine), fill: `url(#${id})`, 'fill-rule': 'evenodd' }),
  ];
}
