import { hull, inOrder } from './lattice.js';
import type { Region } from './lattice.js';
import type { Drawing, DrawnMap, Pair } from '../maps.js';

/** How far something reaches past the frame, before its first and after its last pixel. */
type Past = readonly [y: Pair, x: Pair];

const past = ([lo, hi]: Pair, size: number): Pair => [Math.max(0, -lo), Math.max(0, hi - size)];

const outside = ({ frame }: DrawnMap, [y, x]: Region): Past => [
  past(y, frame[0]),
  past(x, frame[1]),
];

/** How far the cells of a map, and the padding around it, reach past its frame. */
export const hullOutside = (map: DrawnMap): Past => outside(map, hull(map, map.padding));

/** Cells themselves may reach so far past the frame, in parts of it, before others lie on them. */
const MOST_CELLS = 3;

/** How far the fields of a map's features reach past its frame. */
function fieldsOutside({ row, start, jump, n, frame }: DrawnMap, axes: Pair): Past {
  const axis = (i: 0 | 1): Pair => {
    if (axes[i] < 0) return [0, 0];
    const half = row.r[axes[i]] / 2;
    const [first, last] = inOrder([start[i], start[i] + (n[i] - 1) * jump[i]]);
    return past([first - half, last + half], frame[i]);
  };
  return [axis(0), axis(1)];
}

/**
 * The frame of the image with the room around it that flat maps need.
 *
 * @param hulls - maps whose cells and padding count
 * @param fields - map whose fields count
 * @param limit - of padding and fields no more than this part of the frame is added on a side
 */
export function worldOf(
  { frame, axes }: Drawing,
  hulls: readonly DrawnMap[],
  fields: DrawnMap,
  limit: number,
): Region {
  const cells = hulls.map((map) => outside(map, hull(map)));
  const all = [...hulls.map(hullOutside), fieldsOutside(fields, axes)];
  const axis = (i: 0 | 1): Pair => {
    const most = (of: readonly Past[], end: 0 | 1, part: number): number =>
      Math.min(part * frame[i], Math.max(0, ...of.map((reach) => reach[i][end])));
    const side = (end: 0 | 1): number =>
      Math.max(most(cells, end, MOST_CELLS), most(all, end, limit));
    return [-side(0), frame[i] + side(1)];
  };
  return [axis(0), axis(1)];
}
