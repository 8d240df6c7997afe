import type { AxisSet } from './axis-set.js';
import { mirror, shift, size } from './axis-set.js';
import { union, unionAll } from './combine.js';
import type { Segment } from './segment.js';
import { checkPieces } from './effort.js';
import { append, appendPattern, endOf, single, startOf } from './segment.js';

/** Appends every position of the intervals `[lo, hi)` of a pattern, `by` apart. */
function appendPoints(out: Segment[], segment: Segment, by: number): void {
  const { lo, hi, count, period, pattern } = segment;
  if (count === 1) {
    appendPattern(out, lo * by, by, [0, 1], hi - lo);
    return;
  }
  const m = pattern.length / 2;
  let round = 0;
  for (let i = 0; i < m; i += 1) round += pattern[2 * i + 1] - pattern[2 * i];
  if (count <= round) {
    for (let i = 0; i < count; i += 1) {
      const start = startOf(segment, i);
      appendPattern(out, start * by, by, [0, 1], endOf(segment, i) - start);
    }
    return;
  }
  checkPieces(round);
  const points: number[] = [];
  for (let i = 0; i < m; i += 1) {
    for (let x = pattern[2 * i]; x < pattern[2 * i + 1]; x += 1) points.push(x * by, x * by + 1);
  }
  appendPattern(out, lo * by, period * by, points, size([segment]));
}

/** Each position `x` moved to `x * by`. */
export function scale(set: AxisSet, by: number): AxisSet {
  if (by === 1 || set.length === 0) return set;
  if (by === 0) return [single(0, 1)];
  if (by < 0) return scale(mirror(set, 0), -by);
  const out: Segment[] = [];
  for (const segment of set) appendPoints(out, segment, by);
  return out;
}

/** The union of `count` copies, each `step` after the one before, by doubling. */
function doubled(set: AxisSet, step: number, count: number): AxisSet {
  let [out, copies] = [set, 1];
  while (copies < count) {
    const more = Math.min(copies, count - copies);
    out = union(out, shift(out, more * step));
    copies += more;
  }
  return out;
}

const sequence = (
  lo: number,
  period: number,
  pattern: readonly number[],
  count: number,
): AxisSet => {
  const out: Segment[] = [];
  appendPattern(out, lo, period, pattern, count);
  return out;
};

function spreadSegment(segment: Segment, step: number, count: number): AxisSet {
  const { lo, hi, period, pattern } = segment;
  if (segment.count === 1) {
    if (step <= hi - lo) return [single(lo, hi + (count - 1) * step)];
    return sequence(lo, step, [0, hi - lo], count);
  }
  const m = pattern.length / 2;
  const rounds = step / period;
  if (Number.isInteger(rounds) && rounds * m <= segment.count) {
    return sequence(lo, period, pattern, segment.count + (count - 1) * rounds * m);
  }
  const times = segment.count / m;
  if (!Number.isInteger(times) || times >= count) return doubled([segment], step, count);
  const round: Segment[] = [];
  for (let i = 0; i < m; i += 1) append(round, single(startOf(segment, i), endOf(segment, i)));
  return doubled(spread(round, step, count), period, times);
}

/**
 * The union of `count` copies of a set, each `step` after the one before: the Minkowski sum with
 * `0, step, ..., (count - 1) * step`.
 */
export function spread(set: AxisSet, step: number, count: number): AxisSet {
  if (count === 1 || step === 0 || set.length === 0) return set;
  if (step < 0) return spread(shift(set, (count - 1) * step), -step, count);
  if (count <= set.length) return doubled(set, step, count);
  return unionAll(set.map((segment) => spreadSegment(segment, step, count)));
}
