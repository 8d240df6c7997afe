import type { WindowMap } from '../../layers/index.js';
import type { AxisSet } from '../sets/axis-set.js';
import { filled, hull, interval, shift } from '../sets/axis-set.js';
import { isEqual, union, unionAll } from '../sets/combine.js';
import { BeyondExact, greatestCommonDivisor, isExact } from '../exact.js';
import { spend } from '../sets/effort.js';
import { exactSet, isIdentity, isSliding } from '../needs.js';
import { spread } from '../sets/spread.js';
import { seenBySeveral, seenThrough } from './term.js';
import type { Term } from './term.js';

/** More phases than this are not looked at one by one. */
export const MOST_PHASES = 4096;

/** Fields that repeat after too many features; who catches it takes a bound instead. */
export class TooManyPhases extends Error {}

/** The field of every feature of one layer on one axis: the union over its terms. */
export type Terms = readonly Term[];

/** What reads the pixels of input index 0 and on: the input itself. */
export const INPUT: Terms = [{ sets: [interval(0, 1)], jump: 1 }];

/** The same pixels for every feature. */
export const constant = (set: AxisSet): Terms => [{ sets: [set], jump: 0 }];

/** Whether the phases say the same after `period` of them. */
function repeats({ sets, jump }: Term, period: number): boolean {
  const step = (jump * period) / sets.length;
  spend(sets.length);
  return (
    Number.isInteger(step) &&
    sets.every((set, u) => u < period || isEqual(shift(sets[u - period], step), set))
  );
}

/** The same term with as few phases as can be. */
function shortest(term: Term): Term {
  const { sets, jump } = term;
  let period = 1;
  while (sets.length % period !== 0 || !repeats(term, period)) period += 1;
  return { sets: sets.slice(0, period), jump: (jump * period) / sets.length };
}

/** A term of one phase behind a window that slides. */
function slid({ sets, jump }: Term, { window, shift: by }: WindowMap): Term {
  const [{ first, count, step }] = window(0);
  const moved = jump * by + 0;
  if (!isExact(moved)) throw new BeyondExact();
  const seen = shift(spread(sets[0], step * jump, count), first * jump);
  return { sets: [exactSet(seen)], jump: moved };
}

function windowTerm(term: Term, map: WindowMap): Term {
  const { sets, jump } = term;
  if (sets.length === 1 && isSliding(map)) return slid(term, map);
  const back = sets.length / greatestCommonDivisor(Math.abs(map.shift), sets.length);
  const period = map.period * back;
  if (period > MOST_PHASES) throw new TooManyPhases();
  const seenBy = seenBySeveral(term);
  const phases = Array.from({ length: period }, (_, u) =>
    exactSet(unionAll(map.window(u).map(seenBy))),
  );
  const moved = ((map.shift * back) / sets.length) * jump;
  if (!isExact(moved)) throw new BeyondExact();
  return shortest({ sets: phases, jump: moved + 0 });
}

function joined(a: Term, b: Term): Term {
  const common = greatestCommonDivisor(a.sets.length, b.sets.length);
  const period = (a.sets.length / common) * b.sets.length;
  if (period === 1) return { sets: [union(a.sets[0], b.sets[0])], jump: a.jump };
  if (period > MOST_PHASES) throw new TooManyPhases();
  const sets = Array.from({ length: period }, (_, u) =>
    union(seenThrough(a, u), seenThrough(b, u)),
  );
  return shortest({ sets, jump: (a.jump * period) / a.sets.length });
}

function rateOf({ sets, jump }: Term): string {
  const common = greatestCommonDivisor(Math.abs(jump), sets.length);
  return `${jump / common}/${sets.length / common}`;
}

/** Whether no feature sees anything through a term. */
export const isBlind = ({ sets }: Term): boolean => sets.every((set) => set.length === 0);

/** Terms that move on at one rate are one term; blind ones say nothing beside others. */
export function joinTerms(terms: Terms): Terms {
  if (terms.length === 1) return terms;
  const seeing = terms.filter((term) => !isBlind(term));
  if (seeing.length === 0) return terms.slice(0, 1);
  const rates = new Map<string, Term>();
  for (const term of seeing) {
    const rate = rateOf(term);
    const other = rates.get(rate);
    rates.set(rate, other ? joined(other, term) : term);
  }
  return Array.from(rates.values());
}

/** The fields behind a window map, from those of its input. */
export const throughWindow = (terms: Terms, map: WindowMap): Terms =>
  isIdentity(map) ? terms : joinTerms(terms.map((term) => windowTerm(term, map)));

/** All that `n` features see. */
export const everything = (terms: Terms, n: number): AxisSet =>
  exactSet(
    unionAll(
      terms.flatMap(({ sets, jump }) =>
        sets.slice(0, n).map((set, u) => spread(set, jump, Math.ceil((n - u) / sets.length))),
      ),
    ),
  );

/** The same fields without their holes: a sound upper bound. */
export const boxes = (terms: Terms): Terms =>
  terms.map(({ sets, jump }) => ({ sets: sets.map(filled), jump }));

/** The smallest interval that holds the field of feature `u`, `null` where it sees nothing. */
export function fieldHull(terms: Terms, u: number): [lo: number, hi: number] | null {
  let [lo, hi] = [Infinity, -Infinity];
  for (const { sets, jump } of terms) {
    const round = Math.floor(u / sets.length);
    const bounds = hull(sets[u - round * sets.length]);
    if (!bounds) continue;
    lo = Math.min(lo, bounds[0] + round * jump);
    hi = Math.max(hi, bounds[1] + round * jump);
  }
  return lo < hi ? [lo, hi] : null;
}

/** The field of feature `u`. */
export const fieldOf = (terms: Terms, u: number): AxisSet =>
  unionAll(terms.map((term) => seenThrough(term, u)));
