import type { AxisSet } from '../sets/axis-set.js';
import { endOf, startOf } from '../sets/segment.js';

/** More ends of intervals than this are not counted. */
const MOST_ENDS = 2 ** 18;

/** Pixels of one axis whose counts repeat. */
export interface Stretch {
  readonly lo: number;
  readonly hi: number;
  /** Pixel `i` counts `counts[(i - lo) % counts.length]`. */
  readonly counts: readonly number[];
}

/** So many ends that they are not counted. */
export class TooManyEnds extends Error {}

/** Where counts change, and by how much. */
export class Ends {
  private readonly changes = new Map<number, number>();
  private left = MOST_ENDS;

  /** Adds `times` on the positions of a set moved by `by`, of those in `[lo, hi)`. */
  add(set: AxisSet, by: number, [lo, hi]: readonly [number, number], times = 1): void {
    for (const segment of set) {
      for (let i = 0; i < segment.count; i += 1) {
        if ((this.left -= 1) < 0) throw new TooManyEnds();
        const from = Math.max(lo, startOf(segment, i) + by);
        const to = Math.min(hi, endOf(segment, i) + by);
        if (from >= to) continue;
        this.changes.set(from, (this.changes.get(from) ?? 0) + times);
        this.changes.set(to, (this.changes.get(to) ?? 0) - times);
      }
    }
  }

  /** The counts of `[lo, hi)`, a stretch for each. */
  stretches([lo, hi]: readonly [number, number]): Stretch[] {
    const out: Stretch[] = [];
    let [from, count] = [lo, 0];
    const close = (to: number): void => {
      if (to <= from) return;
      out.push({ lo: from, hi: to, counts: [count] });
      from = to;
    };
    for (const at of [...this.changes.keys()].sort((a, b) => a - b)) {
      if (at >= hi) break;
      close(at);
      count += this.changes.get(at) ?? 0;
    }
    close(hi);
    return out;
  }
}

/** The shortest part that a list repeats. */
export function shortest(counts: readonly number[]): readonly number[] {
  for (let size = 1; size <= counts.length / 2; size += 1) {
    if (counts.length % size > 0) continue;
    if (counts.every((count, i) => count === counts[i % size])) return counts.slice(0, size);
  }
  return counts;
}

/** Counts that repeat every `period` from `lo` on, of sets that each stand once in every period. */
export function repeating(
  sets: readonly AxisSet[],
  period: number,
  [lo, hi]: readonly [number, number],
): Stretch {
  const changes = new Array<number>(period + 1).fill(0);
  let everywhere = 0;
  let left = MOST_ENDS;
  for (const segment of sets.flat()) {
    for (let i = 0; i < segment.count; i += 1) {
      if ((left -= 1) < 0) throw new TooManyEnds();
      const size = endOf(segment, i) - startOf(segment, i);
      everywhere += Math.floor(size / period);
      const from = (((startOf(segment, i) - lo) % period) + period) % period;
      const to = from + (size % period);
      changes[from] += 1;
      changes[Math.min(to, period)] -= 1;
      if (to > period) {
        changes[0] += 1;
        changes[to - period] -= 1;
      }
    }
  }
  let count = everywhere;
  const counts = changes.slice(0, period).map((change) => (count += change));
  return { lo, hi, counts: shortest(counts) };
}

/** Stretches in order, those that count the same as the one before joined with it. */
export const joined = (stretches: readonly Stretch[]): readonly Stretch[] =>
  stretches.reduce<Stretch[]>((out, next) => {
    const last = out.at(-1);
    if (
      last?.counts.length === 1 &&
      next.counts.length === 1 &&
      last.counts[0] === next.counts[0]
    ) {
      out[out.length - 1] = { ...last, hi: next.hi };
    } else if (next.hi > next.lo) {
      out.push(next);
    }
    return out;
  }, []);

/** The count of one pixel. */
export function countAt(stretches: readonly Stretch[], pixel: number): number {
  const found = stretches.find(({ lo, hi }) => lo <= pixel && pixel < hi);
  return found ? found.counts[(pixel - found.lo) % found.counts.length] : 0;
}
