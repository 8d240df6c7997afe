import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EMPTY,
  interval,
  isSame,
  mirror,
  shift,
  size,
  within,
} from '../../src/arithmetic/sets/axis-set.js';
import type { AxisSet } from '../../src/arithmetic/sets/axis-set.js';
import {
  contains,
  difference,
  intersection,
  isEqual,
  union,
} from '../../src/arithmetic/sets/combine.js';
import { runsOf } from '../../src/arithmetic/sets/runs.js';
import { endOf, startOf } from '../../src/arithmetic/sets/segment.js';
import { scale, spread } from '../../src/arithmetic/sets/spread.js';
import { random } from '../random.js';

const OPTIONS = random(600, 7);

/** A set and how it was made, so that plain numbers can be made the same way. */
interface Pair {
  readonly set: AxisSet;
  readonly plain: ReadonlySet<number>;
}

const start: fc.Arbitrary<Pair> = fc
  .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 6 }))
  .map(([lo, width]) => ({
    set: interval(lo, lo + width),
    plain: new Set(Array.from({ length: width }, (_, i) => lo + i)),
  }));

const map = (plain: ReadonlySet<number>, f: (x: number) => number[]): Set<number> =>
  new Set(Array.from(plain).flatMap(f));

const filter = (plain: ReadonlySet<number>, f: (x: number) => boolean): Set<number> =>
  new Set(Array.from(plain).filter(f));

type Step = (pair: Pair, other: Pair) => Pair;

const small = fc.integer({ min: -25, max: 25 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 }))
      .map(([step, count]): Step => ({ set, plain }) => ({
        set: spread(set, step, count),
        plain: map(plain, (x) => Array.from({ length: count }, (_, t) => x + t * step)),
      })),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 4 }).map((by): Step => ({ set, plain }) => ({
      set: scale(set, by),
      plain: map(plain, (x) => [x * by]),
    })),
  },
  {
    weight: 1,
    arbitrary: small.map((by): Step => ({ set, plain }) => ({
      set: shift(set, by),
      plain: map(plain, (x) => [x + by]),
    })),
  },
  {
    weight: 1,
    arbitrary: small.map((about): Step => ({ set, plain }) => ({
      set: mirror(set, about),
      plain: map(plain, (x) => [about - x]),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(small, fc.integer({ min: 1, max: 200 }))
      .map(([lo, width]): Step => ({ set, plain }) => ({
        set: within(set, lo, lo + width),
        plain: filter(plain, (x) => x >= lo && x < lo + width),
      })),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Step>((a, b) => ({
      set: union(a.set, b.set),
      plain: new Set([...a.plain, ...b.plain]),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Step>((a, b) => ({
      set: intersection(a.set, b.set),
      plain: filter(a.plain, (x) => b.plain.has(x)),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Step>((a, b) => ({
      set: difference(a.set, b.set),
      plain: filter(a.plain, (x) => !b.plain.has(x)),
    })),
  },
);

/** A set made by up to seven steps, some of which take in another set. */
const pairs = (depth: number): fc.Arbitrary<Pair> =>
  fc
    .tuple(
      start,
      fc.array(fc.tuple(steps, depth > 0 ? pairs(depth - 1) : start), {
        maxLength: 7,
        size: 'max',
      }),
    )
    .map(([first, all]) =>
      all.reduce((pair, [step, other]) => {
        const next = step(pair, other);
        return next.plain.size > 4000 ? pair : next;
      }, first),
    );

function list(set: AxisSet): number[] {
  const out: number[] = [];
  for (const segment of set) {
    for (let i = 0; i < segment.count; i += 1) {
      for (let x = startOf(segment, i); x < endOf(segment, i); x += 1) out.push(x);
    }
  }
  return out;
}

const sorted = (plain: ReadonlySet<number>): number[] => Array.from(plain).sort((a, b) => a - b);

describe('a set of positions is what plain numbers say', () => {
  test('its positions, size and runs', () => {
    fc.assert(
      fc.property(pairs(2), ({ set, plain }) => {
        expect(list(set)).toEqual(sorted(plain));
        expect(size(set)).toBe(plain.size);
        const runs = runsOf(set).flatMap(([first, stop, step]) =>
          Array.from({ length: Math.ceil((stop - first) / step) }, (_, i) => first + i * step),
        );
        expect(runs.sort((a, b) => a - b)).toEqual(sorted(plain));
      }),
      OPTIONS,
    );
  }, 120_000);

  test('segments in order, none touching the next, patterns in their shortest form', () => {
    fc.assert(
      fc.property(pairs(2), ({ set }) => {
        let last = -Infinity;
        for (const segment of set) {
          for (let i = 0; i < segment.count; i += 1) {
            expect(startOf(segment, i)).toBeGreaterThan(last);
            last = endOf(segment, i);
          }
          expect(last).toBe(segment.hi);
          if (segment.count > 1) expect(segment.count).toBeGreaterThan(segment.pattern.length / 2);
        }
      }),
      OPTIONS,
    );
  }, 120_000);

  test('whether one holds another, and whether they are equal', () => {
    fc.assert(
      fc.property(pairs(1), pairs(1), (a, b) => {
        const holds = Array.from(b.plain).every((x) => a.plain.has(x));
        expect(contains(a.set, b.set)).toBe(holds);
        expect(isEqual(a.set, b.set)).toBe(holds && a.plain.size === b.plain.size);
        expect(isEqual(a.set, union(intersection(a.set, b.set), difference(a.set, b.set)))).toBe(
          true,
        );
      }),
      OPTIONS,
    );
  }, 120_000);
});

/** Sets of every make: none, an interval, patterns that end with and within a round, several. */
const SOME: readonly AxisSet[] = [
  EMPTY,
  interval(0, 1),
  interval(0, 9),
  union(interval(0, 2), interval(6, 7)),
  spread(interval(0, 1), 2, 21),
  spread(interval(0, 2), 3, 15),
  spread(union(interval(0, 2), interval(4, 5)), 7, 6),
  union(spread(union(interval(0, 2), interval(4, 5)), 7, 5), interval(35, 37)),
  union(spread(interval(0, 1), 4, 3), spread(interval(20, 22), 5, 4)),
];

const PLACES = [-9, -7, -5, -3, -2, -1, 0, 1, 2, 3, 4, 6, 7, 9, 13, 20, 27, 34, 41, 45];

/** Whether a set holds what plain numbers say, and is written as sets are. */
function isRight(set: AxisSet, numbers: readonly number[]): boolean {
  const own = list(set);
  const apart = set.every((segment, i) => i === 0 || set[i - 1].hi < segment.lo);
  return apart && own.length === numbers.length && own.every((x, i) => x === numbers[i]);
}

describe('sets of every make', () => {
  test('in every place beside one another', () => {
    const wrong: unknown[] = [];
    for (const [i, first] of SOME.entries()) {
      const plain = list(first);
      for (const [k, made] of SOME.entries()) {
        for (const by of PLACES) {
          const second = shift(made, by);
          const others = new Set(list(second));
          const [both, alone] = [true, false].map((is) =>
            plain.filter((x) => others.has(x) === is),
          );
          const all = [...alone, ...others].sort((a, b) => a - b);
          const rights = [
            isRight(union(first, second), all),
            isRight(intersection(first, second), both),
            isRight(difference(first, second), alone),
            contains(first, second) === (both.length === others.size),
            isEqual(first, second) === (alone.length === 0 && plain.length === others.size),
          ];
          if (!rights.every(Boolean)) wrong.push([i, k, by, rights]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('cut anywhere, mirrored, moved and scaled', () => {
    const wrong: unknown[] = [];
    for (const [i, set] of SOME.entries()) {
      const plain = list(set);
      for (let lo = -2; lo < 46; lo += 1) {
        for (let hi = lo; hi < 46; hi += 1) {
          const inside = plain.filter((x) => x >= lo && x < hi);
          if (!isRight(within(set, lo, hi), inside)) wrong.push(['within', i, lo, hi]);
        }
      }
      const turned = plain.map((x) => 5 - x).reverse();
      if (!isRight(mirror(set, 5), turned)) wrong.push(['mirror', i]);
      for (const by of [-3, -1, 1, 2, 5]) {
        const scaled = plain.map((x) => x * by + 0).sort((a, b) => a - b);
        if (!isRight(scale(set, by), scaled)) wrong.push(['scale', i, by]);
      }
      if (size(set) !== plain.length) wrong.push(['size', i]);
    }
    expect(wrong).toEqual([]);
  });

  test('spread by any step', () => {
    const wrong: unknown[] = [];
    for (const [i, set] of SOME.entries()) {
      const plain = list(set);
      for (const step of [-7, -2, 1, 2, 3, 5, 7, 21, 50]) {
        for (const count of [1, 2, 3, 8]) {
          const copies = Array.from({ length: count }, (_, t) => plain.map((x) => x + t * step));
          const all = [...new Set(copies.flat())].sort((a, b) => a - b);
          if (!isRight(spread(set, step, count), all)) wrong.push([i, step, count]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('are themselves where nothing is moved or cut away', () => {
    for (const set of SOME) {
      expect(shift(set, 0)).toBe(set);
      expect(within(set, 0, set.at(-1)?.hi ?? 0)).toBe(set);
      expect(scale(set, 1)).toBe(set);
      expect(spread(set, 3, 1)).toBe(set);
      expect(spread(set, 0, 5)).toBe(set);
    }
  });
});

describe('sets are written the same', () => {
  const pattern = (lo: number, hi: number, period: number, places: number[]): AxisSet => [
    { lo, hi, count: 6, period, pattern: places },
  ];
  const own = pattern(0, 26, 10, [0, 2, 4, 6]);

  test.each<[string, AxisSet, AxisSet, boolean]>([
    ['one and itself', own, own, true],
    ['one and a copy', own, structuredClone(own), true],
    ['intervals and copies', SOME[3], structuredClone(SOME[3]), true],
    ['another begin', own, pattern(1, 26, 10, [0, 2, 4, 6]), false],
    ['another end', own, pattern(0, 27, 10, [0, 2, 4, 6]), false],
    ['another count', own, [{ ...own[0], count: 7 }], false],
    ['another period', own, pattern(0, 26, 11, [0, 2, 4, 6]), false],
    ['one place of the pattern', own, pattern(0, 26, 10, [0, 2, 5, 6]), false],
    ['a longer pattern', own, pattern(0, 26, 10, [0, 2, 4, 6, 8, 9]), false],
    ['a shorter pattern', own, pattern(0, 26, 10, [0, 2]), false],
    ['one of two intervals', SOME[3], union(interval(0, 2), interval(6, 8)), false],
    ['an interval more', SOME[3], union(SOME[3], interval(9, 10)), false],
    ['an interval less', SOME[3], interval(0, 2), false],
    ['none and some', EMPTY, own, false],
  ])('%s', (_, a, b, same) => {
    expect([isSame(a, b), isSame(b, a)]).toEqual([same, same]);
  });
});

describe('sets with the same ends', () => {
  const some = (...parts: readonly (readonly [number, number])[]): AxisSet =>
    parts.reduce<AxisSet>((all, [lo, hi]) => union(all, interval(lo, hi)), []);
  const left = some([0, 2], [5, 6]);

  test.each<[string, AxisSet, AxisSet, boolean]>([
    ['one and itself', left, left, true],
    ['the same, made otherwise', left, difference(interval(0, 6), interval(2, 5)), true],
    ['as many positions elsewhere', left, some([0, 1], [4, 6]), false],
    ['more on the right', some([0, 1], [5, 6]), some([0, 1], [4, 6]), false],
    ['one without a hole', left, interval(0, 6), false],
    ['another end', left, some([0, 2], [6, 7]), false],
    ['another begin', left, some([-1, 1], [5, 6]), false],
    ['none and some', [], left, false],
    ['none and none', [], [], true],
  ])('%s', (_, a, b, equal) => {
    expect([isEqual(a, b), isEqual(b, a)]).toEqual([equal, equal]);
    expect(contains(a, b) && contains(b, a)).toBe(equal);
  });
});

describe('a set costs no more for more positions', () => {
  const LARGE = 2 ** 31 - 1;

  test('every second position of many', () => {
    const even = scale(interval(0, LARGE), 2);
    expect(even).toHaveLength(1);
    expect(size(even)).toBe(LARGE);
    expect(union(even, shift(even, 1))).toEqual(interval(0, 2 * LARGE));
    expect(size(intersection(even, scale(interval(0, LARGE), 3)))).toBe(Math.ceil(LARGE / 3));
    expect(difference(interval(0, 2 * LARGE), even)).toHaveLength(1);
  });

  test('many copies that fall into each other', () => {
    const ragged = spread(spread(interval(0, 1), 3, LARGE), 5, LARGE);
    expect(ragged.length).toBeLessThan(8);
    expect(size(ragged)).toBe(8 * (LARGE - 1) + 1 - 8);
  });

  test.each([
    ['a pattern', spread(interval(0, 1), 7, 3)],
    ['several intervals', union(interval(0, 2), interval(6, 7))],
  ])('copies wider apart than the set: %s', (_, set) => {
    const copies = spread(set, 1000, 1e6);
    expect(copies.length).toBeLessThan(4);
    expect(size(copies)).toBe(3e6);
  });
});
