import type { WindowMap } from '../layers/index.js';
import type { AxisSet } from './axis-set.js';
import { hull, interval, shift } from './axis-set.js';
import { union } from './combine.js';
import { BeyondExact, isExact } from './exact.js';
import { exactSet } from './needs.js';
import { spread } from './spread.js';

/** Feature `u` reads the pixels of `set` moved by `u * jump`, as if every map went on for ever. */
export interface Term {
  readonly set: AxisSet;
  readonly jump: number;
}

/** The field of every feature of one layer on one axis: the union over its terms. */
export type Terms = readonly Term[];

/** What reads the pixels of input index 0 and on: the input itself. */
export const INPUT: Terms = [{ set: interval(0, 1), jump: 1 }];

function windowTerm({ set, jump }: Term, map: WindowMap): Term {
  let out: AxisSet = [];
  for (const { first, count, step } of map.window(0)) {
    out = union(out, shift(spread(set, step * jump, count), first * jump));
  }
  if (!isExact(jump * map.shift)) throw new BeyondExact();
  return { set: exactSet(out), jump: jump * map.shift };
}

/** Terms of one jump are one term. */
export function joinTerms(terms: Terms): Terms {
  if (terms.length === 1) return terms;
  const sets = new Map<number, AxisSet>();
  for (const { set, jump } of terms) {
    const other = sets.get(jump);
    sets.set(jump, other ? union(other, set) : set);
  }
  return Array.from(sets, ([jump, set]) => ({ set, jump }));
}

/** The fields behind a window map, from those of its input. */
export const throughWindow = (terms: Terms, map: WindowMap): Terms =>
  joinTerms(terms.map((term) => windowTerm(term, map)));

/** The same fields without their holes: a sound upper bound. */
export const boxes = (terms: Terms): Terms =>
  terms.map(({ set, jump }) => {
    const bounds = hull(set);
    return { set: bounds ? interval(bounds[0], bounds[1]) : set, jump };
  });

/** The smallest interval that holds the field of feature `u`. */
export function fieldHull(terms: Terms, u: number): [lo: number, hi: number] {
  let [lo, hi] = [Infinity, -Infinity];
  for (const { set, jump } of terms) {
    const bounds = hull(set);
    if (!bounds) continue;
    lo = Math.min(lo, bounds[0] + u * jump);
    hi = Math.max(hi, bounds[1] + u * jump);
  }
  return [lo, hi];
}

/** The field of feature `u`. */
export function fieldOf(terms: Terms, u: number): AxisSet {
  let out: AxisSet = [];
  for (const { set, jump } of terms) out = union(out, shift(set, u * jump));
  return out;
}
