import type { AxisSet } from '../sets/axis-set.js';
import { EMPTY, hull, isInterval, shift, size } from '../sets/axis-set.js';
import { isEqual } from '../sets/combine.js';
import { spend } from '../sets/effort.js';
import { BeyondExact, add, divide, isExact, middle, multiply, subtract } from '../exact.js';
import type { Exact } from '../exact.js';
import type { Phase, Reason, Status } from './row.js';
import { fieldHull, fieldOf, isBlind } from './terms.js';
import type { Term } from './term.js';
import type { Terms } from './terms.js';

/** More features than this are not looked at one by one. */
export const MOST_FEATURES = 4096;
/** More phases than this are not listed. */
const MOST_LISTED = 64;

/** The numbers of one axis of a row. */
export interface Measures {
  readonly j: Exact;
  readonly r: number;
  readonly start: Exact | null;
  readonly range: readonly [smallest: number, largest: number];
  readonly dense: boolean;
  readonly period: number | null;
  readonly phases: readonly Phase[] | null;
  readonly status: Status;
  readonly reason: Reason | null;
}

const BLIND: Phase = [null, 0, 0];

/** The centre of an extent as seen from feature `u`, whose place is `u * j`. */
const offset = ([lo, hi]: readonly [number, number], u: number, j: Exact): Exact =>
  u === 0 ? middle(lo, hi) : subtract(middle(lo, hi), multiply(j, u));

function phaseOf(set: AxisSet, u: number, j: Exact): Phase {
  const bounds = hull(set);
  if (!bounds) return BLIND;
  const extent = bounds[1] - bounds[0];
  return [offset(bounds, u, j), extent, isInterval(set) ? extent : size(set)];
}

const isDense = (set: AxisSet): boolean => set.length === 0 || isInterval(set);

function rangeOf(phases: readonly Phase[]): readonly [smallest: number, largest: number] {
  let [least, most] = [Infinity, 0];
  for (const [, extent] of phases) {
    least = Math.min(least, extent);
    most = Math.max(most, extent);
  }
  return [least, most];
}

/** The distance between neighbouring features, in the mean over a period. */
export const rateOf = ({ sets, jump }: Term): Exact =>
  sets.length === 1 ? jump : divide(jump, sets.length);

/** Fields that repeat at any size of the input. */
function measureTerm(term: Term, n: number): Measures {
  const j = rateOf(term);
  const sets = isBlind(term) ? [EMPTY] : term.sets;
  const period = sets.length;
  spend(period);
  const phases = sets.map((set, u) => phaseOf(set, u, j));
  const range = rangeOf(phases);
  return {
    j,
    r: range[1],
    start: phases.find(([center]) => center !== null)?.[0] ?? null,
    range,
    dense: sets.slice(0, n).every(isDense),
    period,
    phases: period > MOST_LISTED ? null : phases,
    status: period === 1 ? 'exact' : 'varies',
    reason: null,
  };
}

/** The smallest value of a convex function of a whole number from 0 to `last`. */
function leastOf(f: (u: number) => number, last: number): number {
  // Most often it is the first.
  let [lo, mid, hi] = [0, 0, last];
  while (lo < hi) {
    if (f(mid) <= f(mid + 1)) hi = mid;
    else lo = mid + 1;
    mid = Math.floor((lo + hi) / 2);
  }
  return f(lo);
}

/** Features at which terms without holes begin or cease to touch, and the two ends. */
function turningPoints(terms: Terms, last: number): Set<number> {
  const points = new Set([0, last]);
  for (const a of terms) {
    for (const b of terms) {
      const [above, below] = [hull(a.sets[0]), hull(b.sets[0])];
      if (!above || !below || a.jump === b.jump) continue;
      const at = Math.floor((below[1] - above[0]) / (a.jump - b.jump));
      for (let u = at - 1; u <= at + 2; u += 1) if (u >= 0 && u <= last) points.add(u);
    }
  }
  return points;
}

/** What is asked of fields without a period. */
interface Inspection {
  readonly range: readonly [smallest: number, largest: number];
  readonly dense: boolean;
  /** Whether all fields are the first one moved by the same distance from feature to feature. */
  readonly even: boolean;
}

/** Whether each field is the one before moved by `step`; not known of too many. */
function isMoved(terms: Terms, n: number, step: number): boolean {
  if (n > MOST_FEATURES) return false;
  let before = fieldOf(terms, 0);
  for (let u = 1; u < n; u += 1) {
    const field = fieldOf(terms, u);
    if (!isEqual(shift(before, step), field)) return false;
    before = field;
  }
  return true;
}

/**
 * Terms of one phase that all see something, for any number of features: the start of a field is
 * concave in the feature and its end convex, so its size is convex, and a first step that is also
 * the mean step is every step.
 */
function inspectConvex(terms: Terms, n: number): Inspection {
  const last = n - 1;
  const hullAt = (u: number): [number, number] => fieldHull(terms, u) as [number, number];
  const extent = (u: number): number => {
    const [lo, hi] = hullAt(u);
    return hi - lo;
  };
  const range = [leastOf(extent, last), Math.max(extent(0), extent(last))] as const;
  let dense = false;
  if (terms.length === 1) {
    dense = isDense(terms[0].sets[0]);
  } else if (terms.every(({ sets }) => isInterval(sets[0]))) {
    dense = Array.from(turningPoints(terms, last)).every((u) => isDense(fieldOf(terms, u)));
  } else if (n <= MOST_FEATURES) {
    dense = true;
    for (let u = 0; dense && u < n; u += 1) dense = isDense(fieldOf(terms, u));
  }
  if (n === 1) return { range, dense, even: true };
  const [first, second, end] = [0, 1, last].map(hullAt);
  const step = second[0] - first[0];
  const even = [0, 1].every(
    (side) => second[side] - first[side] === step && end[side] - first[side] === step * last,
  );
  return { range, dense, even: even && (dense || terms.length === 1 || isMoved(terms, n, step)) };
}

/** Fields looked at one by one. */
function inspectEach(terms: Terms, count: number, n: number): Inspection {
  const fields = Array.from({ length: count }, (_, u) => fieldOf(terms, u));
  const range = rangeOf(fields.map((field) => phaseOf(field, 0, 0)));
  const [first, second] = fields.slice(0, 2).map(hull);
  const step = first && second ? second[0] - first[0] : 0;
  return { range, dense: fields.every(isDense), even: count === n && isMoved(terms, n, step) };
}

/** No field is larger than this, nor smaller than the smallest of one term. */
function inspectBounds(terms: Terms, n: number): Inspection {
  const edges = terms.flatMap(({ sets, jump }) => {
    const bounds = sets.map(hull).filter((found) => found !== null);
    if (bounds.length === 0) return [];
    const lo = Math.min(...bounds.map((found) => found[0]));
    const hi = Math.max(...bounds.map((found) => found[1]));
    return [{ lo, hi, rate: jump / sets.length, slack: Math.abs(jump) }];
  });
  const extent = (u: number): number =>
    Math.max(...edges.map(({ hi, rate, slack }) => hi + u * rate + slack)) -
    Math.min(...edges.map(({ lo, rate, slack }) => lo + u * rate - slack));
  const largest = Math.ceil(Math.max(extent(0), extent(n - 1)));
  return { range: [0, largest], dense: false, even: false };
}

function inspect(terms: Terms, n: number): Inspection {
  const each = terms.length === 1 ? terms[0].sets.length : n;
  if (terms.every(({ sets }) => sets.length === 1 && sets[0].length > 0)) {
    return inspectConvex(terms, n);
  }
  if (each <= MOST_FEATURES) return inspectEach(terms, Math.min(each, n), n);
  return inspectBounds(terms, n);
}

/** The first feature from `from` on, in steps of `by`, that sees a pixel; -1 if none soon does. */
function seeing(terms: Terms, n: number, from: number, by: number): number {
  const most = Math.min(n, MOST_FEATURES);
  for (let i = 0; i < most; i += 1) if (fieldHull(terms, from + i * by)) return from + i * by;
  return -1;
}

/** Mean distance and first centre of features that have no period. */
function placed(terms: Terms, n: number, firstJump: Exact): { j: Exact; start: Exact | null } {
  const first = seeing(terms, n, 0, 1);
  if (first < 0) return { j: firstJump, start: null };
  const last = seeing(terms, n, n - 1, -1);
  const [from, to] = [first, last].map((u) => fieldHull(terms, u) as [number, number]);
  if (![...from, ...to].every(isExact)) throw new BeyondExact();
  const [start, end] = [middle(...from), middle(...to)];
  const j = last === first ? firstJump : divide(subtract(end, start), last - first);
  return { j, start: offset(from, first, j) };
}

/** Terms of different rate, or fields that follow from the size of the input: no period. */
function measureTerms(terms: Terms, n: number, firstJump: Exact): Measures {
  const { range, dense, even } = inspect(terms, n);
  const { j, start } = placed(terms, n, firstJump);
  const numbers = { j, r: range[1], start, range, dense };
  if (even && start !== null) {
    const phases: Phase[] = [[start, range[1], size(fieldOf(terms, 0))]];
    return { ...numbers, period: 1, phases, status: 'exact', reason: null };
  }
  const none = { period: null, phases: null };
  if (n <= MOST_FEATURES || terms.length === 1) {
    return { ...numbers, ...none, status: 'varies', reason: null };
  }
  const reason = { code: 'bound_features', values: { count: n, limit: MOST_FEATURES } };
  return { ...numbers, ...none, status: 'bound', reason };
}

/**
 * The numbers of `n` features whose fields are `terms`.
 *
 * @param firstJump - `j` of the first input, which is that of a single feature whose field has no
 *   period
 * @param regular - whether the fields repeat in the same way at any size of the input
 */
export const measure = (terms: Terms, n: number, firstJump: Exact, regular = true): Measures =>
  terms.length === 1 && terms[0].jump !== 0 && regular
    ? measureTerm(terms[0], n)
    : measureTerms(terms, n, firstJump);

/** The mean place of the features of one term, as seen from feature 0; `null` where all are blind. */
export function meanOffset(term: Term): Exact | null {
  const j = rateOf(term);
  let [sum, count]: [Exact, number] = [0, 0];
  term.sets.forEach((set, u) => {
    const bounds = hull(set);
    if (!bounds) return;
    sum = add(sum, offset(bounds, u, j));
    count += 1;
  });
  return count === 0 ? null : divide(sum, count);
}
