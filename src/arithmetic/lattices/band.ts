import type { WindowMap } from '../../layers/index.js';
import { hull } from '../sets/axis-set.js';
import type { Exact } from '../exact.js';
import type { Measures } from './measure.js';
import { endsOf } from '../needs.js';
import type { Terms } from './terms.js';

/**
 * A bound of fields that are too many to tell apart: feature `u` sees nothing outside
 * `[lo + u * rate, hi + u * rate]`.
 */
export interface Band {
  readonly rate: number;
  readonly lo: number;
  readonly hi: number;
}

/** More phases of a window than this are not looked at one by one. */
const MOST_PHASES = 4096;
/** A window of many phases rounds what is linear in the feature: no further off than this. */
const ROUNDED = 3;

export const bandsOf = (terms: Terms): readonly Band[] =>
  terms.flatMap(({ sets, jump }) => {
    const rate = jump / sets.length;
    let [lo, hi] = [Infinity, -Infinity];
    sets.forEach((set, u) => {
      const bounds = hull(set);
      if (!bounds) return;
      lo = Math.min(lo, bounds[0] - u * rate);
      hi = Math.max(hi, bounds[1] - u * rate);
    });
    return lo < hi ? [{ rate, lo, hi }] : [];
  });

/** How far the indices of a window lie from `u * shift / period`. */
function reach(map: WindowMap): readonly [least: number, most: number] {
  const rate = map.shift / map.period;
  let [least, most] = [Infinity, -Infinity];
  for (let u = 0; u < Math.min(map.period, MOST_PHASES); u += 1) {
    const [first, last] = endsOf(map.window(u));
    least = Math.min(least, first - u * rate);
    most = Math.max(most, last - u * rate);
  }
  const slack = map.period > MOST_PHASES ? ROUNDED : 0;
  return [least - slack, most + slack];
}

export function throughBand({ rate, lo, hi }: Band, map: WindowMap): Band {
  const ends = reach(map).map((end) => end * rate);
  return {
    rate: (rate * map.shift) / map.period,
    lo: lo + Math.min(...ends),
    hi: hi + Math.max(...ends),
  };
}

/** All that `n` features see. */
export const bandEverything = (bands: readonly Band[], n: number): Band => ({
  rate: 0,
  lo: Math.min(...bands.flatMap(({ lo, rate }) => [lo, lo + (n - 1) * rate])),
  hi: Math.max(...bands.flatMap(({ hi, rate }) => [hi, hi + (n - 1) * rate])),
});

/** The numbers of `n` features of which no more is known than their bands; none at all: they see nothing. */
export function measureBands(bands: readonly Band[], n: number, firstJump: Exact): Measures {
  const reason = { code: 'bound_phases', values: { limit: MOST_PHASES } };
  const unsure = { dense: false, period: null, phases: null, status: 'bound', reason } as const;
  if (bands.length === 0) return { j: firstJump, r: 0, start: null, range: [0, 0], ...unsure };
  const lo = (u: number): number => Math.min(...bands.map((band) => band.lo + u * band.rate));
  const hi = (u: number): number => Math.max(...bands.map((band) => band.hi + u * band.rate));
  const middleAt = (u: number): number => Math.round(lo(u) + hi(u)) / 2;
  const last = n - 1;
  const r = Math.ceil(Math.max(hi(0) - lo(0), hi(last) - lo(last)));
  return {
    j: n === 1 ? firstJump : Math.round(((middleAt(last) - middleAt(0)) / last) * 64) / 64,
    r,
    start: middleAt(0),
    range: [0, r],
    ...unsure,
  };
}
