import type { Border, WindowMap } from '../layers/index.js';
import type { AxisSet } from './sets/axis-set.js';
import { EMPTY, filled, hull, interval, mirror, shift, within } from './sets/axis-set.js';
import { intersection, union, unionAll } from './sets/combine.js';
import { endsOf } from './needs.js';
import { TooManyPieces } from './sets/effort.js';
import { sift } from './sets/sift.js';
import { scale, spread } from './sets/spread.js';

/** More phases of a window than this are not looked at one by one. */
const MOST_PHASES = 4096;
/** A window of many phases rounds what is linear in the feature: no further off than this. */
const ROUNDED = 4;

/** Indices that windows may reach, a little more at both ends. */
function reached(map: WindowMap, n: number): readonly [lo: number, hi: number] {
  const [first, last] = endsOf([0, map.size - 1].flatMap(map.window));
  return [Math.min(0, first) - ROUNDED, Math.max(n, last + 1) + ROUNDED];
}

/** The set and every position outside the map that copies one of it. */
function copied(set: AxisSet, n: number, border: Border, map: WindowMap): AxisSet {
  switch (border) {
    case 'zeros':
      return set;
    case 'reflect': {
      const before = mirror(within(set, 1, n), 0);
      return union(set, union(before, mirror(within(set, 0, n - 1), 2 * (n - 1))));
    }
    case 'circular':
      return union(set, union(shift(set, -n), shift(set, n)));
    case 'replicate': {
      const [lo, hi] = reached(map, n);
      const before = within(set, 0, 1).length > 0 ? interval(lo, 0) : EMPTY;
      const after = within(set, n - 1, n).length > 0 ? interval(n, hi) : EMPTY;
      return union(set, union(before, after));
    }
  }
}

/** The rounds of one phase, of `rounds`, in which its window meets the set. */
function meeting(
  set: AxisSet,
  map: WindowMap,
  phase: number,
  rounds: number,
  coarse: boolean,
): AxisSet {
  const parts: AxisSet[] = [];
  for (const { first, count, step } of map.window(phase)) {
    const each = spread(shift(set, -first), -step, count);
    const starts = coarse ? filled(each) : each;
    if (map.shift === 0) {
      if (within(starts, 0, 1).length > 0) return interval(0, rounds);
      continue;
    }
    const turned = map.shift < 0 ? mirror(starts, 0) : starts;
    parts.push(within(sift(turned, Math.abs(map.shift), 0), 0, rounds));
  }
  return unionAll(parts);
}

const meets = (set: AxisSet, map: WindowMap, u: number): boolean =>
  map.window(u).some(({ first, count, step }) => {
    const window = spread(interval(first, first + 1), step, count);
    return intersection(set, window).length > 0;
  });

/**
 * Features of a window of very many phases that meet the set, looked at one by one.
 *
 * @param coarse - take a bound where they are too many
 */
function meetingEach(set: AxisSet, map: WindowMap, coarse: boolean): AxisSet {
  const [lo, hi] = hull(set) as [number, number];
  const rate = map.shift / map.period;
  const windows = map.window(0);
  const least = Math.min(0, ...windows.map(({ first }) => first));
  const most = Math.max(0, ...windows.map(({ first, count, step }) => first + step * count));
  const ends = [(lo - most - ROUNDED) / rate, (hi - least + ROUNDED) / rate];
  const from = Math.max(0, Math.floor(Math.min(...ends)));
  const to = Math.min(map.size, Math.ceil(Math.max(...ends)) + 1);
  if (to - from > MOST_PHASES) {
    if (coarse) return interval(from, to);
    throw new TooManyPieces();
  }
  const met: AxisSet[] = [];
  for (let u = from; u < to; u += 1) if (meets(set, map, u)) met.push(interval(u, u + 1));
  return unionAll(met);
}

/**
 * The features whose window holds a position of the set, or of its copies in the border: the
 * inverse of what a feature needs.
 *
 * @param set - positions of a map of `n` features
 * @param coarse - take a bound, where there are too many phases or pieces
 */
export function lookers(set: AxisSet, map: WindowMap, n: number, coarse = false): AxisSet {
  if (set.length === 0) return EMPTY;
  const all = copied(set, n, map.border, map);
  const { size, period } = map;
  if (period > MOST_PHASES) return meetingEach(all, map, coarse);
  const parts: AxisSet[] = [];
  for (let phase = 0; phase < Math.min(period, size); phase += 1) {
    const rounds = meeting(all, map, phase, Math.ceil((size - phase) / period), coarse);
    parts.push(shift(scale(rounds, period), phase));
  }
  return unionAll(parts);
}
