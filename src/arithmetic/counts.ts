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

/** The counts of a map from those of the features that read it. */
function passDown({ first: from, counts }: Counts, map: WindowMap, n: number): Counts | null {
  const constant = map.shift === 0 && map.period === 1;
  const features = constant ? [counts.reduce((all, count) => all + count, 0n)] : counts;
  const windows = features.map((_, u) => map.window(from + u));
  const range = readBy(windows, n, map.border);
  if (!range) return null;
  const [lo, hi] = range;
  const out = Array.from({ length: hi - lo }, () => 0n);
  windows.forEach((window, u) => {
    for (const { first, count, step } of window) {
      for (let t = 0; t < count; t += 1) {
        const place = standingAt(first + t * step, n, map.border);
        if (place >= lo && place < hi) out[place - lo] += features[u];
      }
    }
  });
  const start = out.findIndex((count) => count > 0n);
  if (start < 0) return null;
  let end = out.length;
  while (out[end - 1] === 0n) end -= 1;
  return { first: lo + start, counts: out.slice(start, end) };
}

/** Additions from one map to the next, and by how many bits a count may grow. */
function workOf({ first, counts }: Counts, map: WindowMap): readonly [work: number, bits: number] {
  let [reads, most] = [0, 1];
  for (let u = 0; u < counts.length; u += 1) {
    let here = 0;
    for (const { count } of map.window(first + u)) here += count;
    reads += here;
    most = Math.max(most, here);
  }
  return [reads, Math.log2(most) + 1];
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
    const [reads, more] = workOf(counts, map);
    bits += more;
    spent += reads * (64 + bits);
    if (spent > MOST_WORK) throw new TooManyDigits();
    counts = passDown(counts, map, n);
    if (!counts) return null;
  }
  return counts;
}
