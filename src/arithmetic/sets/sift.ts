import type { AxisSet } from './axis-set.js';
import { interval, shift } from './axis-set.js';
import { unionAll } from './combine.js';
import { greatestCommonDivisor } from '../exact.js';
import type { Segment } from './segment.js';
import { checkPieces } from './effort.js';
import { endOf, startOf } from './segment.js';
import { spread } from './spread.js';

/** The whole `q` with `q * by` in `[lo, hi)`. */
const quotients = (lo: number, hi: number, by: number): AxisSet =>
  interval(Math.ceil(lo / by) + 0, Math.floor((hi - 1) / by) + 1);

function siftSegment(segment: Segment, by: number): AxisSet {
  const { lo, hi, count, period, pattern } = segment;
  if (count === 1) return quotients(lo, hi, by);
  // The pattern and the multiples of `by` meet in the same way after this many intervals.
  const common = greatestCommonDivisor(period, by);
  const round = (pattern.length / 2) * (by / common);
  const pieces = Math.min(count, round);
  checkPieces(pieces);
  const parts: AxisSet[] = [];
  for (let i = 0; i < pieces; i += 1) {
    const first = quotients(startOf(segment, i), endOf(segment, i), by);
    const times = Math.floor((count - 1 - i) / round) + 1;
    parts.push(spread(first, period / common, times));
  }
  return unionAll(parts);
}

/** The whole `q` with `q * by + rest` in the set; `by` is at least 1. */
export function sift(set: AxisSet, by: number, rest: number): AxisSet {
  const moved = shift(set, -rest);
  return by === 1 ? moved : unionAll(moved.map((segment) => siftSegment(segment, by)));
}
