import type { DrawnMap, Pair } from './maps.js';
import { closed, coordinate, mark, path } from './marks.js';
import type { Mark } from './marks.js';
import { corners, matrix } from './projection.js';
import type { Affine } from './projection.js';

/** A feature is drawn at this part of the cell it covers. */
export const CELL = 0.6;

/** How dark a tint is that stands for squares too small to see. */
export const TINT = { rest: 0.15, field: 0.24, gesture: 0.12 } as const;

/** Padding cells lower than this on the screen become a plain line, then one frame for all. */
const PLAIN = 6;
const FRAME = 3.5;

/** A box in the coordinates of a plane: first and last edge of y and of x. */
export type Region = readonly [y: Pair, x: Pair];

/** The two ends of a range, the smaller first. */
export const inOrder = ([a, b]: Pair): Pair => (a <= b ? [a, b] : [b, a]);

/** Edges of all the cells of a map, with `around` cells more on each side. */
export function hull(
  { n, start, jump }: DrawnMap,
  around: DrawnMap['padding'] = [
    [0, 0],
    [0, 0],
  ],
): Region {
  const axis = (i: 0 | 1): Pair =>
    inOrder([
      start[i] - (0.5 + around[i][0]) * jump[i],
      start[i] + (n[i] - 0.5 + around[i][1]) * jump[i],
    ]);
  return [axis(0), axis(1)];
}

/** Longer side of a feature's square on the screen, and its area by that. */
function square(map: DrawnMap, [a, b, c, d]: Affine): readonly [side: number, height: number] {
  const jump = map.jump.map(Math.abs);
  const side = CELL * Math.max(jump[1] * Math.hypot(a, b), jump[0] * Math.hypot(c, d));
  return [side, (CELL * CELL * jump[0] * jump[1] * Math.abs(a * d - b * c)) / side];
}

/** Whether single features can be told apart on the screen. */
export function resolves(map: DrawnMap, affine: Affine): boolean {
  const [side, height] = square(map, affine);
  return side >= 2 && height >= 1.1;
}

const rectangle = ([y, x]: Region): string =>
  closed([
    [x[0], y[0]],
    [x[1], y[0]],
    [x[1], y[1]],
    [x[0], y[1]],
  ]);

/** The pattern that fills a map with its features; one square, whatever the map's size. */
export function latticePattern(id: string, map: DrawnMap, colour: string): Mark {
  const [[top], [left]] = hull(map);
  const [height, width] = map.jump.map(Math.abs);
  return mark('pattern', { id, patternUnits: 'userSpaceOnUse', x: left, y: top, width, height }, [
    mark('rect', {
      x: ((1 - CELL) / 2) * width,
      y: ((1 - CELL) / 2) * height,
      width: CELL * width,
      height: CELL * height,
      fill: colour,
    }),
  ]);
}

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
export function hollowPattern(
  id: string,
  map: DrawnMap,
  stroke: Readonly<Record<string, string | number | undefined>>,
): Mark {
  const [[top], [left]] = hull(map);
  const [height, width] = map.jump.map(Math.abs);
  return mark('pattern', { id, patternUnits: 'userSpaceOnUse', x: left, y: top, width, height }, [
    mark('rect', {
      x: ((1 - CELL) / 2) * width,
      y: ((1 - CELL) / 2) * height,
      width: CELL * width,
      height: CELL * height,
      fill: 'none',
      ...stroke,
    }),
  ]);
}

/** The cells that the next layers put around a map: hollow, dashed, never filled. */
export function paddingCells(id: string, map: DrawnMap, affine: Affine, colour: string): Mark[] {
  if (map.padding.flat().every((p) => p === 0)) return [];
  const outer = hull(map, map.padding);
  const [side, height] = square(map, affine);
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
