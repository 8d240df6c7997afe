import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval, mirror, shift, size, within } from '../../src/arithmetic/axis-set.js';
import type { AxisSet } from '../../src/arithmetic/axis-set.js';
import {
  contains,
  difference,
  intersection,
  isEqual,
  union,
} from '../../src/arithmetic/combine.js';
import { runsOf } from '../../src/arithmetic/runs.js';
import { endOf, startOf } from '../../src/arithmetic/segment.js';
import { scale, spread } from '../../src/arithmetic/spread.js';
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

  test('copies wider apart than the set', () => {
    const copies = spread(spread(interval(0, 1), 7, 3), 1000, 1e6);
    expect(copies.length).toBeLessThan(4);
    expect(size(copies)).toBe(3e6);
  });
});
