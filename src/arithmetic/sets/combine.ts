import type { AxisSet } from './axis-set.js';
import { isInterval, isSame, size } from './axis-set.js';
import { greatestCommonDivisor } from '../exact.js';
import type { Segment } from './segment.js';
import { checkPieces, spend } from './effort.js';
import { append, appendPattern, appendWithin, endOf, single, startOf } from './segment.js';

/** Which positions stay: those in both sets, in the first only, in the second only. */
interface Keep {
  readonly both: boolean;
  readonly first: boolean;
  readonly second: boolean;
}

const UNION: Keep = { both: true, first: true, second: true };
const INTERSECTION: Keep = { both: true, first: false, second: false };
const DIFFERENCE: Keep = { both: false, first: true, second: false };

/** Starts and ends, in order, of the intervals of a segment in `[lo, hi)`. */
function boundaries(segment: Segment, lo: number, hi: number): number[] {
  const parts: Segment[] = [];
  appendWithin(parts, segment, lo, hi);
  const out: number[] = [];
  for (const part of parts) {
    checkPieces(part.count);
    for (let i = 0; i < part.count; i += 1) out.push(startOf(part, i), endOf(part, i));
  }
  return out;
}

/** Starts and ends of what stays of two lists of starts and ends. */
function sweep(first: readonly number[], second: readonly number[], keep: Keep): number[] {
  spend(first.length + second.length);
  const out: number[] = [];
  let [i, k] = [0, 0];
  let inside = false;
  while (i < first.length || k < second.length) {
    const at = Math.min(first[i] ?? Infinity, second[k] ?? Infinity);
    while (first[i] === at) i += 1;
    while (second[k] === at) k += 1;
    const [inFirst, inSecond] = [i % 2 === 1, k % 2 === 1];
    const now = inFirst ? (inSecond ? keep.both : keep.first) : inSecond && keep.second;
    if (now !== inside) out.push(at);
    inside = now;
  }
  return out;
}

/** Appends what stays of two patterns in `[lo, hi)`, where both go on all the way. */
function overlay(
  out: Segment[],
  first: Segment,
  second: Segment,
  [lo, hi]: readonly [number, number],
  keep: Keep,
): void {
  const common = greatestCommonDivisor(first.period, second.period);
  const period = (first.period / common) * second.period;
  const periodic = hi - lo > 3 * period;
  const end = periodic ? lo + 2 * period : hi;
  const stays = sweep(boundaries(first, lo, end), boundaries(second, lo, end), keep);
  if (!periodic) {
    for (let i = 0; i < stays.length; i += 2) append(out, single(stays[i], stays[i + 1]));
    return;
  }
  if (stays.length === 0) return;
  if (stays[0] === lo && stays[1] === end) {
    append(out, single(lo, hi));
    return;
  }
  const from = stays[0] === lo ? 2 : 0;
  if (from === 2) append(out, single(lo, stays[1]));
  const start = stays[from];
  const pattern = stays.slice(from).filter((_, i, all) => all[i - (i % 2)] < start + period);
  appendRounds(
    out,
    start,
    hi,
    period,
    pattern.map((at) => at - start),
  );
}

/** Appends a pattern over and over from `lo` until `hi`, which may cut an interval. */
function appendRounds(
  out: Segment[],
  lo: number,
  hi: number,
  period: number,
  pattern: readonly number[],
): void {
  const rounds = Math.floor((hi - lo) / period);
  const rest = hi - lo - rounds * period;
  let count = rounds * (pattern.length / 2);
  let cut: Segment | null = null;
  for (let i = 0; i < pattern.length && pattern[i] < rest; i += 2) {
    if (pattern[i + 1] <= rest) count += 1;
    else cut = single(hi - rest + pattern[i], hi);
  }
  appendPattern(out, lo, period, pattern, count);
  if (cut) append(out, cut);
}

/** Appends what stays where both segments reach over `[lo, hi)`. */
function appendBoth(
  out: Segment[],
  first: Segment,
  second: Segment,
  span: readonly [number, number],
  keep: Keep,
): void {
  const [lo, hi] = span;
  if (first.count > 1 && second.count > 1) {
    overlay(out, first, second, span, keep);
    return;
  }
  if (first.count === 1 && second.count === 1) {
    if (keep.both) append(out, single(lo, hi));
    return;
  }
  const full = first.count === 1;
  const [holed, alone] = full ? [second, keep.first] : [first, keep.second];
  if (alone && keep.both) append(out, single(lo, hi));
  else if (keep.both) appendWithin(out, holed, lo, hi);
  else if (alone) overlayHoles(out, holed, span);
}

/** Appends the holes of a pattern in `[lo, hi)`. */
function overlayHoles(out: Segment[], holed: Segment, [lo, hi]: readonly [number, number]): void {
  const parts: Segment[] = [];
  appendWithin(parts, holed, lo, hi);
  let at = lo;
  for (const part of parts) {
    if (part.lo > at) append(out, single(at, part.lo));
    at = part.hi;
    if (part.count === 1) continue;
    const m = part.pattern.length / 2;
    const start = endOf(part, 0);
    const pattern: number[] = [];
    for (let i = 0; i < m; i += 1) {
      pattern.push(endOf(part, i) - start, startOf(part, i + 1) - start);
    }
    appendPattern(out, start, part.period, pattern, part.count - 1);
  }
  if (hi > at) append(out, single(at, hi));
}

/** Stands behind the last segment of a set. */
const NEVER = single(Infinity, Infinity);

/** Walks over both sets at once, from boundary to boundary of their segments. */
function combine(a: AxisSet, b: AxisSet, keep: Keep): AxisSet {
  spend(a.length + b.length);
  const out: Segment[] = [];
  let [i, k] = [0, 0];
  let at = -Infinity;
  while (i < a.length || k < b.length) {
    const first = i < a.length ? a[i] : NEVER;
    const second = k < b.length ? b[k] : NEVER;
    at = Math.max(at, Math.min(first.lo, second.lo));
    const [inFirst, inSecond] = [first.lo <= at, second.lo <= at];
    const end = Math.min(inFirst ? first.hi : first.lo, inSecond ? second.hi : second.lo);
    if (inFirst && inSecond) appendBoth(out, first, second, [at, end], keep);
    else if (inFirst && keep.first) appendWithin(out, first, at, end);
    else if (inSecond && keep.second) appendWithin(out, second, at, end);
    at = end;
    if (first.hi <= at) i += 1;
    if (second.hi <= at) k += 1;
  }
  return out;
}

export function union(a: AxisSet, b: AxisSet): AxisSet {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  if (isInterval(a) && isInterval(b)) {
    const [[first], [second]] = [a, b];
    if (first.lo <= second.lo && second.hi <= first.hi) return a;
    if (second.lo <= first.lo && first.hi <= second.hi) return b;
    if (first.lo <= second.hi && second.lo <= first.hi) {
      return [single(Math.min(first.lo, second.lo), Math.max(first.hi, second.hi))];
    }
  }
  return combine(a, b, UNION);
}

/** The union of sets, put together by halves: sets of many pieces are copied a few times only. */
export function unionAll(sets: readonly AxisSet[]): AxisSet {
  const half = sets.length >> 1;
  if (half === 0) return sets[0] ?? [];
  return union(unionAll(sets.slice(0, half)), unionAll(sets.slice(half)));
}

export const intersection = (a: AxisSet, b: AxisSet): AxisSet => combine(a, b, INTERSECTION);

/** The positions of `a` that are not in `b`. */
export const difference = (a: AxisSet, b: AxisSet): AxisSet => combine(a, b, DIFFERENCE);

/** Whether every position of `b` is in `a`. */
export function contains(a: AxisSet, b: AxisSet): boolean {
  if (a === b || b.length === 0) return true;
  if (a.length === 0) return false;
  if (b[0].lo < a[0].lo || b[b.length - 1].hi > a[a.length - 1].hi) return false;
  return isInterval(a) || difference(b, a).length === 0;
}

export function isEqual(a: AxisSet, b: AxisSet): boolean {
  if (a === b) return true;
  if (a.length === 0 || b.length === 0) return a.length === b.length;
  if (a[0].lo !== b[0].lo || a[a.length - 1].hi !== b[b.length - 1].hi) return false;
  if (isInterval(a) || isInterval(b)) return isInterval(a) && isInterval(b);
  return isSame(a, b) || (size(a) === size(b) && contains(a, b));
}
