import type { WindowMap } from '../layers/index.js';
import { readBy, standingAt } from './weights.js';

/** Exact numbers of paths to the positions of one axis, from `first` on. */
export interface Counts {
  readonly first: number;
  readonly counts: readonly bigint[];
}

/** Digits, in bits, times additions: more than this is not counted exactly. */
const MOST_WORK = 2 ** 32;

/** Counts that would take too long; their weights are still known. */
export class TooManyDigits extends Error {}

/** The features that counts are of, where all see the same as one. */
const collapsed = (counts: readonly bigint[], { shift, period }: WindowMap): readonly bigint[] =>
  shift === 0 && period === 1 ? [counts.reduce((all, count) => all + count, 0n)] : counts;

/** The counts of a map from those of the features that read it. */
function passDown(
  { first: from, counts: features }: Counts,
  map: WindowMap,
  n: number,
  [lo, hi]: readonly [number, number],
): Counts | null {
  const out = Array.from({ length: hi - lo }, () => 0n);
  features.forEach((feature, u) => {
    for (const { first, count, step } of map.window(from + u)) {
      for (let t = 0; t < count; t += 1) {
        const place = standingAt(first + t * step, n, map.border);
        if (place >= lo && place < hi) out[place - lo] += feature;
      }
    }
  });
  const start = out.findIndex((count) => count > 0n);
  if (start < 0) return null;
  let end = out.length;
  while (out[end - 1] === 0n) end -= 1;
  return { first: lo + start, counts: out.slice(start, end) };
}

/**
 * Numbers of paths along one axis of a chain.
 *
 * @param index - the feature that is walked from
 * @param steps - the window maps on the way down, each with the features of the map behind
 * @returns `null` where no path arrives
 * @throws TooManyDigits
 */
export function countPaths(
  index: number,
  steps: readonly { readonly map: WindowMap; readonly n: number }[],
): Counts | null {
  let counts: Counts | null = { first: index, counts: [1n] };
  let [bits, spent] = [1, 0];
  for (const { map, n } of steps) {
    const { first }: Counts = counts;
    const features = collapsed(counts.counts, map);
    const { reads, range } = readBy(map, first, features.length, n);
    spent += reads * (64 + bits);
    if (spent > MOST_WORK) throw new TooManyDigits();
    counts = range && passDown({ first, counts: features }, map, n, range);
    if (!counts) return null;
    bits += Math.log2(reads / features.length + 1);
  }
  return counts;
}
