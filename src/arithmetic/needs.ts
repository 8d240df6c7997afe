import type { Border, WindowMap } from '../layers/index.js';
import type { AxisSet } from './axis-set.js';
import { EMPTY, interval, isInterval, mirror, shift, within } from './axis-set.js';
import { union } from './combine.js';
import { BeyondExact, isExact } from './exact.js';
import { scale, spread } from './spread.js';

function checkExact(lo: number, hi: number): void {
  if (!isExact(lo) || !isExact(hi)) throw new BeyondExact();
}

/** The set itself, where all of it is exact. */
export function exactSet(set: AxisSet): AxisSet {
  if (set.length > 0) checkExact(set[0].lo, set[set.length - 1].hi);
  return set;
}

/** The input indices that the features of `set` need, as if the input went on for ever. */
export function needs(set: AxisSet, map: WindowMap): AxisSet {
  if (set.length === 0) return EMPTY;
  const windows = map.window(0);
  if (windows.length === 1) {
    const { first, count, step } = windows[0];
    if (count === 1 && map.shift === 1) return first === 0 ? set : exactSet(shift(set, first));
    if (isInterval(set)) {
      const { lo, hi } = set[0];
      if (step === 1 && (hi - lo === 1 || count >= map.shift)) {
        const from = lo * map.shift + first;
        const end = (hi - 1) * map.shift + first + count;
        checkExact(from, end);
        return interval(from, end);
      }
    }
  }
  const scaled = scale(set, map.shift);
  let out = EMPTY;
  for (const { first, count, step } of windows) {
    out = union(out, shift(spread(scaled, step, count), first));
  }
  return exactSet(out);
}

/** The real positions of a map of `n` features that a set reads; outside stands the border. */
export function real(set: AxisSet, n: number, border: Border): AxisSet {
  const inside = within(set, 0, n);
  if (inside === set || border === 'zeros') return inside;
  const before = within(set, -Infinity, 0);
  const after = within(set, n, Infinity);
  switch (border) {
    case 'reflect':
      return union(inside, union(mirror(before, 0), mirror(after, 2 * (n - 1))));
    case 'circular':
      return union(inside, union(shift(before, n), shift(after, -n)));
    case 'replicate': {
      const first = before.length > 0 ? interval(0, 1) : EMPTY;
      const last = after.length > 0 ? interval(n - 1, n) : EMPTY;
      return union(inside, union(first, last));
    }
  }
}
