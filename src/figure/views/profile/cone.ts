import type { Pair } from '../../maps.js';
import { closed, open } from '../../marks/marks.js';
import type { Point } from '../../marks/marks.js';

/** What is seen of one map, on the screen: how high it lies, and from where to where it reaches. */
export interface Slice {
  readonly y: number;
  readonly x: Pair;
  /** Place of its row; slices of one row are joined by steps. */
  readonly row: number;
}

/** A cone as path data. */
export interface Outline {
  readonly area: string;
  /** Its sides inside the image, and outside it. */
  readonly inside: string;
  readonly outside: string;
}

const clamp = (x: number, [lo, hi]: Pair): number => Math.min(hi, Math.max(lo, x));

/** How far all that is joined reaches at the height of every slice. */
function reaches(
  slices: readonly Slice[],
  links: readonly (readonly [upper: number, lower: number])[],
): readonly Pair[] {
  const found = slices.map(({ x }): [number, number] => [x[0], x[1]]);
  for (const [upper, lower] of links) {
    const [top, foot] = [slices[upper], slices[lower]];
    for (let i = lower + 1; i < upper; i++) {
      const t = (slices[i].y - foot.y) / (top.y - foot.y);
      const at = (end: 0 | 1): number => foot.x[end] + t * (top.x[end] - foot.x[end]);
      found[i] = [Math.min(found[i][0], at(0)), Math.max(found[i][1], at(1))];
    }
  }
  return found;
}

/** One side from the foot up: straight from row to row, in steps inside one. */
function side(slices: readonly Slice[], found: readonly Pair[], end: 0 | 1): Point[] {
  return slices.flatMap(({ y, row }, i): Point[] => {
    const stepped = i > 0 && slices[i - 1].row === row;
    return [...(stepped ? [[found[i - 1][end], y] as const] : []), [found[i][end], y]];
  });
}

/** A line with a point of its own wherever it crosses one of the bounds. */
function withCrossings(line: readonly Point[], bounds: Pair): Point[] {
  return line.flatMap((to, i): Point[] => {
    if (i === 0) return [to];
    const from = line[i - 1];
    const ts = bounds
      .map((x) => (x - from[0]) / (to[0] - from[0]))
      .filter((t) => t > 0 && t < 1)
      .sort((a, b) => a - b);
    return [
      ...ts.map((t): Point => [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]),
      to,
    ];
  });
}

/** The parts of a line inside the bounds, and those outside. */
function split(line: readonly Point[], bounds: Pair): { inside: Point[][]; outside: Point[][] } {
  const points = withCrossings(line, bounds);
  const parts = { inside: [] as Point[][], outside: [] as Point[][] };
  let last: Point[][] | null = null;
  for (let i = 1; i < points.length; i++) {
    const middle = (points[i - 1][0] + points[i][0]) / 2;
    const part = middle >= bounds[0] && middle <= bounds[1] ? parts.inside : parts.outside;
    if (part === last) part[part.length - 1].push(points[i]);
    else part.push([points[i - 1], points[i]]);
    last = part;
  }
  return parts;
}

/**
 * The outline of a cone, or of a fan.
 *
 * @param slices - from the foot up
 * @param links - which slice is joined to which below it
 * @param image - the ends of the image on the screen
 * @param room - how far to draw
 */
export function outlineOf(
  slices: readonly Slice[],
  links: readonly (readonly [upper: number, lower: number])[],
  image: Pair,
  room: Pair,
): Outline {
  const found = reaches(slices, links);
  const sides = [side(slices, found, 0), side(slices, found, 1)];
  const [left, right] = sides.map((line) =>
    withCrossings(line, room).map(([x, y]): Point => [clamp(x, room), y]),
  );
  const seen = sides.flatMap((line) => split(line, room).inside);
  const parts = seen.map((line) => split(line, image));
  return {
    area: closed([...left, ...right.reverse()]),
    inside: open(...parts.flatMap(({ inside }) => inside)),
    outside: open(...parts.flatMap(({ outside }) => outside)),
  };
}
