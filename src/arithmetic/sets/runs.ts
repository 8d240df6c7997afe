import type { AxisSet } from './axis-set.js';
import type { Segment } from './segment.js';
import { endOf, startOf } from './segment.js';

/** `first, first + step, ...` below `stop`. */
export type Run = readonly [first: number, stop: number, step: number];

function segmentRuns(segment: Segment): Run[] {
  const { lo, hi, count, period, pattern } = segment;
  if (count === 1) return [[lo, hi, 1]];
  const m = pattern.length / 2;
  let width = 0;
  for (let i = 0; i < m; i += 1) width += pattern[2 * i + 1] - pattern[2 * i];
  if (count <= width) {
    return Array.from({ length: count }, (_, i) => [startOf(segment, i), endOf(segment, i), 1]);
  }
  const runs: Run[] = [];
  for (let i = 0; i < m; i += 1) {
    const rounds = Math.floor((count - 1 - i) / m);
    for (let x = pattern[2 * i]; x < pattern[2 * i + 1]; x += 1) {
      runs.push([lo + x, lo + x + rounds * period + 1, period]);
    }
  }
  return runs;
}

/** The positions of a set as few arithmetic progressions that do not overlap. */
export const runsOf = (set: AxisSet): readonly Run[] => set.flatMap(segmentRuns);
