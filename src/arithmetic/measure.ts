import { hull, isInterval, size } from './axis-set.js';
import { BeyondExact, divide, isExact, middle, subtract } from './exact.js';
import type { Exact } from './exact.js';
import type { Phase, Reason, Status } from './row.js';
import { fieldHull, fieldOf } from './terms.js';
import type { Term, Terms } from './terms.js';

/** More features than this are not looked at one by one. */
const MOST_FEATURES = 4096;

/** The numbers of one axis of a row. */
export interface Measures {
  readonly j: Exact;
  readonly r: number;
  readonly start: Exact;
  readonly range: readonly [smallest: number, largest: number];
  readonly dense: boolean;
  readonly period: number | null;
  readonly phases: readonly Phase[] | null;
  readonly status: Status;
  readonly reason: Reason | null;
}

function measureTerm({ set, jump }: Term): Measures {
  const [lo, hi] = hull(set) as [number, number];
  const r = hi - lo;
  const start = middle(lo, hi);
  const pixels = isInterval(set) ? r : size(set);
  return {
    j: jump,
    r,
    start,
    range: [r, r],
    dense: pixels === r,
    period: 1,
    phases: [[start, r, pixels]],
    status: 'exact',
    reason: null,
  };
}

/** The smallest value of a convex function of a whole number from 0 to `last`. */
function leastOf(f: (u: number) => number, last: number): number {
  let [lo, hi] = [0, last];
  while (lo < hi) {
    const mid = Math.floor((lo + hi) / 2);
    if (f(mid) <= f(mid + 1)) hi = mid;
    else lo = mid + 1;
  }
  return f(lo);
}

/** Features at which terms without holes begin or cease to touch, and the two ends. */
function turningPoints(terms: Terms, last: number): Set<number> {
  const points = new Set([0, last]);
  for (const a of terms) {
    for (const b of terms) {
      const [above, below] = [hull(a.set), hull(b.set)];
      if (!above || !below || a.jump === b.jump) continue;
      const at = Math.floor((below[1] - above[0]) / (a.jump - b.jump));
      for (let u = at - 1; u <= at + 2; u += 1) if (u >= 0 && u <= last) points.add(u);
    }
  }
  return points;
}

function isDense(terms: Terms, n: number): boolean {
  if (terms.every(({ set }) => isInterval(set))) {
    for (const u of turningPoints(terms, n - 1)) if (!isInterval(fieldOf(terms, u))) return false;
    return true;
  }
  if (n > MOST_FEATURES) return false;
  for (let u = 0; u < n; u += 1) if (!isInterval(fieldOf(terms, u))) return false;
  return true;
}

/**
 * Whether all fields are the first one moved by the same distance from feature to feature.
 *
 * The start of a field is concave in the feature and its end convex, so a first step that is also
 * the mean step is every step.
 */
function isEven(terms: Terms, n: number): boolean {
  if (n === 1) return true;
  const [first, second, last] = [0, 1, n - 1].map((u) => fieldHull(terms, u));
  const step = second[0] - first[0];
  return [0, 1].every(
    (end) => second[end] - first[end] === step && last[end] - first[end] === step * (n - 1),
  );
}

/** Terms of different jump: the field has no period. */
function measureTerms(terms: Terms, n: number, firstJump: Exact): Measures {
  const last = n - 1;
  const extent = (u: number): number => {
    const [lo, hi] = fieldHull(terms, u);
    return hi - lo;
  };
  const ends = [fieldHull(terms, 0), fieldHull(terms, last)];
  if (!ends.flat().every(isExact)) throw new BeyondExact();
  const start = middle(...ends[0]);
  const j = n === 1 ? firstJump : divide(subtract(middle(...ends[1]), start), last);
  const r = Math.max(extent(0), extent(last));
  const range = [leastOf(extent, last), r] as const;
  const dense = isDense(terms, n);
  const numbers = { j, r, start, range, dense, period: null, phases: null, reason: null };
  if (n === 1 || (dense && isEven(terms, n))) {
    const phases: Phase[] = [[start, r, size(fieldOf(terms, 0))]];
    return { ...numbers, period: 1, phases, status: 'exact' };
  }
  if (n <= MOST_FEATURES) return { ...numbers, status: 'varies' };
  const reason = { code: 'bound_features', values: { count: n, limit: MOST_FEATURES } };
  return { ...numbers, status: 'bound', reason };
}

/**
 * The numbers of `n` features whose fields are `terms`.
 *
 * @param firstJump - `j` of the first input, which is that of a single feature whose field has no
 *   period
 */
export const measure = (terms: Terms, n: number, firstJump: Exact): Measures =>
  terms.length === 1 && terms[0].jump > 0
    ? measureTerm(terms[0])
    : measureTerms(terms, n, firstJump);
