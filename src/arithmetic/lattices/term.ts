import type { Progression } from '../../layers/index.js';
import type { AxisSet } from '../sets/axis-set.js';
import { EMPTY, shift } from '../sets/axis-set.js';
import { union } from '../sets/combine.js';
import { greatestCommonDivisor } from '../exact.js';
import { spread } from '../sets/spread.js';

/**
 * Fields that repeat, as if every map went on for ever: feature `q * sets.length + p` reads the
 * pixels of `sets[p]` moved by `q * jump`.
 */
export interface Term {
  /** One a phase. */
  readonly sets: readonly AxisSet[];
  readonly jump: number;
}

/** What feature `u` sees through one term. */
export function seenThrough({ sets, jump }: Term, u: number): AxisSet {
  const round = Math.floor(u / sets.length);
  return shift(sets[u - round * sets.length], round * jump);
}

/**
 * What progressions of features see through one term. Runs of 1, 2, 4 ... features are each put
 * together of two, once for all: wide windows share most of what they see.
 */
export function seenBySeveral(term: Term): (progression: Progression) => AxisSet {
  const { sets, jump } = term;
  const known = new Map<string, Term>();
  /** `2 ** level` features, `step` apart; each comes `times`, `round` features apart. */
  const runs = (step: number, round: number, times: number, level: number): Term => {
    const key = [step, times, level].join();
    const before = known.get(key);
    if (before) return before;
    const half = level > 0 && runs(step, round, times, level - 1);
    const distance = (round / sets.length) * jump;
    const found = {
      sets: sets.map((set, u) =>
        half
          ? union(half.sets[u], seenThrough(half, u + step * 2 ** (level - 1)))
          : spread(set, distance, times),
      ),
      jump,
    };
    known.set(key, found);
    return found;
  };
  return ({ first, count, step }) => {
    // After so many features the phases come again.
    const back = sets.length / greatestCommonDivisor(Math.abs(step), sets.length);
    const rounds = Math.floor(count / back);
    const seen = (from: number, several: number, times: number): AxisSet => {
      if (several === 0 || times === 0) return EMPTY;
      const level = Math.floor(Math.log2(several));
      const run = runs(step, step * back, times, level);
      const last = from + (several - 2 ** level) * step;
      return union(seenThrough(run, from), seenThrough(run, last));
    };
    return union(seen(first, back, rounds), seen(first + rounds * back * step, count % back, 1));
  };
}
