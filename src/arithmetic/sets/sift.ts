import type { AxisSet } from './axis-set.js';
import { EMPTY, interval } from './axis-set.js';
import { union } from './combine.js';
import { greatestCommonDivisor } from '../exact.js';
import type { Segment } from './segment.js';
import { checkPieces, endOf, startOf } from './segment.js';
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
  let out = EMPTY;
  for (let i = 0; i < pieces; i += 1) {
    const first = quotients(startOf(segment, i), endOf(segment, i), by);
    const times = Math.floor((count - 1 - i) / round) + 1;
    out = union(out, spread(first, period / common, times));
  }
  return out;
}

/** The whole `q` with `q * by + rest` in the set; `by` is at least 1. */
export function sift(set: AxisSet, by: number, rest: number): AxisSet {
  let out = EMPTY;
  for (const segment of set) {
    const moved = { ...segment, lo: segment.lo - rest, hi: segment.hi - rest };
    out = union(out, by === 1 ? [moved] : siftSegment(moved, by));
  }
  return out;
}
