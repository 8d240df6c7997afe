import { spend } from './effort.js';
import { append, appendPattern, appendWithin, endOf, single, startOf } from './segment.js';
import type { Segment } from './segment.js';

/**
 * Positions on one axis: segments in order, none touching the next.
 *
 * Most fields are one interval; one that jumps over positions is one pattern that repeats. So no
 * operation costs more for a larger map.
 */
export type AxisSet = readonly Segment[];

export const EMPTY: AxisSet = [];

/** `lo, lo + 1, ..., hi - 1`. */
export const interval = (lo: number, hi: number): AxisSet => (hi > lo ? [single(lo, hi)] : EMPTY);

/** Whether the set is one interval without holes; an empty set is none. */
export const isInterval = (set: AxisSet): boolean => set.length === 1 && set[0].count === 1;

/** The smallest interval that holds the set, `null` where it is empty. */
export const hull = (set: AxisSet): [lo: number, hi: number] | null =>
  set.length === 0 ? null : [set[0].lo, set[set.length - 1].hi];

/** The set without its holes. */
export function filled(set: AxisSet): AxisSet {
  const bounds = hull(set);
  return bounds ? interval(...bounds) : set;
}

function segmentSize(segment: Segment): number {
  if (segment.count === 1) return segment.hi - segment.lo;
  const { pattern, count } = segment;
  const m = pattern.length / 2;
  let total = 0;
  for (let i = 0; i < m; i += 1) {
    total += (pattern[2 * i + 1] - pattern[2 * i]) * Math.ceil((count - i) / m);
  }
  return total;
}

/** How many positions. */
export function size(set: AxisSet): number {
  let total = 0;
  for (const segment of set) total += segmentSize(segment);
  return total;
}

/** The set moved by `by`. */
export function shift(set: AxisSet, by: number): AxisSet {
  if (by === 0) return set;
  spend(set.length);
  return set.map((part) => ({ ...part, lo: part.lo + by, hi: part.hi + by }));
}

/** What of the set lies in `[lo, hi)`. */
export function within(set: AxisSet, lo: number, hi: number): AxisSet {
  const bounds = hull(set);
  if (!bounds || (lo <= bounds[0] && bounds[1] <= hi)) return set;
  const out: Segment[] = [];
  for (const segment of set) appendWithin(out, segment, lo, hi);
  return out;
}

/** Each position `x` moved to `about - x`. */
export function mirror(set: AxisSet, about: number): AxisSet {
  const out: Segment[] = [];
  for (let s = set.length - 1; s >= 0; s -= 1) {
    const segment = set[s];
    const { count, period, pattern, lo, hi } = segment;
    if (count === 1) {
      append(out, single(about - hi + 1, about - lo + 1));
      continue;
    }
    const turned: number[] = [];
    for (let i = count - 1; i > count - 1 - pattern.length / 2; i -= 1) {
      turned.push(hi - endOf(segment, i), hi - startOf(segment, i));
    }
    appendPattern(out, about - hi + 1, period, turned, count);
  }
  return out;
}

function sameSegment(a: Segment, b: Segment): boolean {
  if (a.lo !== b.lo || a.hi !== b.hi || a.count !== b.count || a.period !== b.period) return false;
  return a.pattern.length === b.pattern.length && a.pattern.every((x, i) => x === b.pattern[i]);
}

/** Whether two sets are written the same; equal sets made in different ways may not be. */
export const isSame = (a: AxisSet, b: AxisSet): boolean =>
  a === b || (a.length === b.length && a.every((segment, i) => sameSegment(segment, b[i])));
