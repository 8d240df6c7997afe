import type { Border, Progression, WindowMap } from '../layers/index.js';
import type { AxisSet } from './sets/axis-set.js';
import { EMPTY, hull, interval, isInterval, mirror, shift, size, within } from './sets/axis-set.js';
import { union, unionAll } from './sets/combine.js';
import { BeyondExact, isExact } from './exact.js';
import { checkPieces } from './sets/effort.js';
import { endOf, startOf } from './sets/segment.js';
import { sift } from './sets/sift.js';
import { scale, spread } from './sets/spread.js';

function checkExact(lo: number, hi: number): void {
  if (!isExact(lo) || !isExact(hi)) throw new BeyondExact();
}

/** The set itself, where all of it is exact. */
export function exactSet(set: AxisSet): AxisSet {
  if (set.length > 0) checkExact(set[0].lo, set[set.length - 1].hi);
  return set;
}

/** More features than this are not walked one by one. */
const MOST_STEPS = 4096;

/** Whether the window is one progression that moves on from feature to feature. */
export const isSliding = ({ period, window }: WindowMap): boolean =>
  period === 1 && window(0).length === 1;

/** Whether every feature needs the one at its own place alone. */
export function isIdentity({ period, shift: by, window }: WindowMap): boolean {
  if (period !== 1 || by !== 1) return false;
  const windows = window(0);
  return windows.length === 1 && windows[0].first === 0 && windows[0].count === 1;
}

/** What a sliding window needs, where that is quickly said. */
function slidingNeeds(set: AxisSet, map: WindowMap): AxisSet | null {
  const [{ first, count, step }] = map.window(0);
  if (count === 1 && map.shift === 1) return first === 0 ? set : exactSet(shift(set, first));
  if (!isInterval(set)) return null;
  const { lo, hi } = set[0];
  if (step !== 1 || (hi - lo > 1 && count < Math.abs(map.shift))) return null;
  const [from, to] = map.shift < 0 ? [hi - 1, lo] : [lo, hi - 1];
  const [start, end] = [from * map.shift + first, to * map.shift + first + count];
  checkExact(start, end);
  return interval(start, end);
}

/** What each feature of `set` needs, put together one by one. */
function needsOfEach(set: AxisSet, map: WindowMap): AxisSet {
  const parts: AxisSet[] = [];
  for (const segment of set) {
    for (let i = 0; i < segment.count; i += 1) {
      for (let u = startOf(segment, i); u < endOf(segment, i); u += 1) {
        for (const { first, count, step } of map.window(u)) {
          parts.push(spread(interval(first, first + 1), step, count));
        }
      }
    }
  }
  return unionAll(parts);
}

/** What the features need, put together phase by phase. */
function needsOfPhases(set: AxisSet, map: WindowMap): AxisSet {
  const parts: AxisSet[] = [];
  for (let phase = 0; phase < map.period; phase += 1) {
    const rounds = sift(set, map.period, phase);
    if (rounds.length === 0) continue;
    const scaled = scale(rounds, map.shift);
    for (const { first, count, step } of map.window(phase)) {
      parts.push(shift(spread(scaled, step, count), first));
    }
  }
  return unionAll(parts);
}

/** The first and the last position of progressions; without any there is none of either. */
export const endsOf = (windows: readonly Progression[]): [first: number, last: number] => [
  Math.min(...windows.map(({ first }) => first)),
  Math.max(...windows.map(({ first, count, step }) => first + step * (count - 1))),
];

/** A bound of what an interval needs of a window that moves one way. */
function needsOfEnds(set: AxisSet, map: WindowMap): AxisSet {
  const bounds = hull(set) as [number, number];
  const [first, last] = endsOf([bounds[0], bounds[1] - 1].flatMap(map.window));
  return interval(first, last + 1);
}

/**
 * The input indices that the features of `set` need, as if the input went on for ever.
 *
 * @param coarse - take a bound where there are too many phases
 */
export function needs(set: AxisSet, map: WindowMap, coarse = false): AxisSet {
  if (set.length === 0) return EMPTY;
  const quick = isSliding(map) ? slidingNeeds(set, map) : null;
  if (quick) return quick;
  const few = Math.min(MOST_STEPS, map.period);
  if (map.period > 1 && size(set) <= few) return exactSet(needsOfEach(set, map));
  if (map.period > MOST_STEPS && coarse) return exactSet(needsOfEnds(set, map));
  checkPieces(map.period);
  return exactSet(needsOfPhases(set, map));
}

/** The real positions of a map of `n` features that a set reads; outside stands the border. */
export function real(set: AxisSet, n: number, border: Border): AxisSet {
  const inside = within(set, 0, n);
  if (inside === set || border === 'zeros') return inside;
  const before = within(set, -Infinity, 0);
  const after = within(set, n, Infinity);
  switch (border) {
    case 'reflect':
      return union(union(inside, mirror(before, 0)), mirror(after, 2 * (n - 1)));
    case 'circular':
      return union(union(inside, shift(before, n)), shift(after, -n));
    case 'replicate': {
      const first = before.length > 0 ? interval(0, 1) : EMPTY;
      const last = after.length > 0 ? interval(n - 1, n) : EMPTY;
      // One by one: two intervals far apart would pass for a pattern.
      return union(union(inside, first), last);
    }
  }
}
