import { checkPieces, spend } from './effort.js';

/**
 * Intervals that repeat: interval `i` is `[lo, hi)` of the pattern at `i mod m`, moved by `period`
 * for each time round, with `m` intervals in the pattern.
 *
 * A single interval has no pattern. Otherwise there are more intervals than the pattern has, and
 * no two of them touch.
 */
export interface Segment {
  /** Start of the first interval. */
  readonly lo: number;
  /** End of the last interval. */
  readonly hi: number;
  /** How many intervals. */
  readonly count: number;
  readonly period: number;
  /** Start and end of each interval of the pattern, from `lo` on: `[0, end, start, end, ...]`. */
  readonly pattern: readonly number[];
}

const NO_PATTERN: readonly number[] = [];

export const single = (lo: number, hi: number): Segment => ({
  lo,
  hi,
  count: 1,
  period: 0,
  pattern: NO_PATTERN,
});

/** Start of interval `i`; also of those that would go on before and after the segment. */
export function startOf(segment: Segment, i: number): number {
  if (segment.count === 1) return segment.lo;
  const m = segment.pattern.length / 2;
  const round = Math.floor(i / m);
  return segment.lo + round * segment.period + segment.pattern[2 * (i - round * m)];
}

/** End of interval `i`. */
export function endOf(segment: Segment, i: number): number {
  if (segment.count === 1) return segment.hi;
  const m = segment.pattern.length / 2;
  const round = Math.floor(i / m);
  return segment.lo + round * segment.period + segment.pattern[2 * (i - round * m) + 1];
}

/** `count` intervals of a pattern that repeats, from `lo` on. */
function repeated(lo: number, period: number, pattern: readonly number[], count: number): Segment {
  const segment = { lo, hi: lo, count, period, pattern };
  return { ...segment, hi: endOf(segment, count - 1) };
}

/** The shortest pattern that says the same. */
function shortest(period: number, pattern: readonly number[]): [number, readonly number[]] {
  spend(pattern.length);
  const m = pattern.length / 2;
  for (let part = 1; part <= m / 2; part += 1) {
    if (m % part !== 0 || (period * part) % m !== 0) continue;
    const step = (period * part) / m;
    let same = true;
    for (let i = 2 * part; same && i < pattern.length; i += 1) {
      same = pattern[i] === pattern[i - 2 * part] + step;
    }
    if (same) return [step, pattern.slice(0, 2 * part)];
  }
  return [period, pattern];
}

/** Whether `next` goes on exactly where `segment` would. */
function goesOn(segment: Segment, next: Segment): boolean {
  const { count } = segment;
  if (startOf(segment, count) !== next.lo) return false;
  if (next.count === 1) return endOf(segment, count) === next.hi;
  if (segment.period !== next.period || segment.pattern.length !== next.pattern.length) {
    return false;
  }
  for (let i = 0; i < next.pattern.length / 2; i += 1) {
    if (startOf(segment, count + i) !== startOf(next, i)) return false;
    if (endOf(segment, count + i) !== endOf(next, i)) return false;
  }
  return true;
}

/** Whether interval `[lo, hi)` is the one that would stand before `next`. */
const comesBefore = (lo: number, hi: number, next: Segment): boolean =>
  startOf(next, -1) === lo && endOf(next, -1) === hi;

/** Appends intervals `first .. first + count - 1` of a segment to a sorted list. */
export function appendPart(out: Segment[], segment: Segment, first: number, count: number): void {
  if (count <= 0) return;
  if (first === 0 && count === segment.count) {
    append(out, segment);
    return;
  }
  const m = segment.pattern.length / 2;
  if (count <= m) {
    for (let i = first; i < first + count; i += 1) {
      append(out, single(startOf(segment, i), endOf(segment, i)));
    }
    return;
  }
  const lo = startOf(segment, first);
  const pattern: number[] = [];
  for (let i = first; i < first + m; i += 1) {
    pattern.push(startOf(segment, i) - lo, endOf(segment, i) - lo);
  }
  append(out, repeated(lo, segment.period, pattern, count));
}

/** Appends `count` intervals of a pattern; fewer than one round are single intervals. */
export function appendPattern(
  out: Segment[],
  lo: number,
  period: number,
  pattern: readonly number[],
  count: number,
): void {
  if (count <= 0) return;
  const [step, short] = shortest(period, pattern);
  if (count > short.length / 2) {
    append(out, count === 1 ? single(lo, lo + short[1]) : repeated(lo, step, short, count));
    return;
  }
  for (let i = 0; i < count; i += 1) {
    append(out, single(lo + short[2 * i], lo + short[2 * i + 1]));
  }
}

/** Joins the last interval of the list with the first of `next`, which it touches. */
function join(out: Segment[], next: Segment): void {
  const last = out.pop() as Segment;
  const lo = startOf(last, last.count - 1);
  appendPart(out, last, 0, last.count - 1);
  append(out, single(lo, endOf(next, 0)));
  appendPart(out, next, 1, next.count - 1);
}

/**
 * Appends a segment to a sorted list of segments that ends at its start or before, and joins what
 * touches or goes on in the same pattern.
 */
export function append(out: Segment[], next: Segment): void {
  spend(1);
  const last = out.at(-1);
  if (last === undefined) {
    out.push(next);
  } else if (last.hi === next.lo) {
    join(out, next);
  } else if (last.count > 1) {
    if (goesOn(last, next)) {
      out[out.length - 1] = repeated(last.lo, last.period, last.pattern, last.count + next.count);
    } else if (last.count === 2 && next.count > 1 && comesBefore(startOf(last, 1), last.hi, next)) {
      out[out.length - 1] = single(last.lo, endOf(last, 0));
      out.push(before(next));
    } else {
      out.push(next);
    }
  } else if (next.count > 1) {
    if (comesBefore(last.lo, last.hi, next)) out[out.length - 1] = before(next);
    else out.push(next);
  } else if (last.hi - last.lo === next.hi - next.lo) {
    out[out.length - 1] = repeated(last.lo, next.lo - last.lo, [0, last.hi - last.lo], 2);
  } else {
    out.push(next);
  }
  checkPieces(out.length);
}

/** The segment with the interval before its first. */
function before(segment: Segment): Segment {
  const lo = startOf(segment, -1);
  const pattern: number[] = [];
  for (let i = -1; i < segment.pattern.length / 2 - 1; i += 1) {
    pattern.push(startOf(segment, i) - lo, endOf(segment, i) - lo);
  }
  return repeated(lo, segment.period, pattern, segment.count + 1);
}

/** The first interval that ends after `x`; `count` where none does. */
function firstAfter(segment: Segment, x: number): number {
  if (x < segment.lo) return 0;
  if (x >= segment.hi) return segment.count;
  const m = segment.pattern.length / 2;
  const round = Math.floor((x - segment.lo) / segment.period);
  let i = round * m;
  while (endOf(segment, i) <= x) i += 1;
  return i;
}

/** Appends what of a segment lies in `[lo, hi)`. */
export function appendWithin(out: Segment[], segment: Segment, lo: number, hi: number): void {
  if (lo <= segment.lo && segment.hi <= hi) {
    append(out, segment);
    return;
  }
  if (segment.count === 1) {
    const [start, end] = [Math.max(lo, segment.lo), Math.min(hi, segment.hi)];
    if (start < end) append(out, single(start, end));
    return;
  }
  let first = firstAfter(segment, lo);
  if (first < segment.count && startOf(segment, first) < lo) {
    append(out, single(lo, Math.min(hi, endOf(segment, first))));
    first += 1;
  }
  const end = firstAfter(segment, hi);
  appendPart(out, segment, first, end - first);
  if (first <= end && end < segment.count && startOf(segment, end) < hi) {
    append(out, single(startOf(segment, end), hi));
  }
}
