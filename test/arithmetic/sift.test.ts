import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMPTY, interval } from '../../src/arithmetic/sets/axis-set.js';
import type { AxisSet } from '../../src/arithmetic/sets/axis-set.js';
import { union } from '../../src/arithmetic/sets/combine.js';
import { runsOf } from '../../src/arithmetic/sets/runs.js';
import { sift } from '../../src/arithmetic/sets/sift.js';
import { scale, spread } from '../../src/arithmetic/sets/spread.js';
import { random } from '../random.js';

const OPTIONS = random(1500, 7);

const part = fc.record({
  lo: fc.integer({ min: -60, max: 60 }),
  width: fc.integer({ min: 1, max: 9 }),
  step: fc.integer({ min: 1, max: 15 }),
  count: fc.integer({ min: 1, max: 12 }),
  again: fc.integer({ min: 1, max: 40 }),
  times: fc.integer({ min: 1, max: 6 }),
});

const sets = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map((parts) =>
    parts.reduce<AxisSet>(
      (all, { lo, width, step, count, again, times }) =>
        union(all, spread(spread(interval(lo, lo + width), step, count), again, times)),
      [],
    ),
  );

function positions(set: AxisSet): number[] {
  const out: number[] = [];
  for (const [first, stop, step] of runsOf(set)) {
    for (let x = first; x < stop; x += step) out.push(x);
  }
  return out.sort((a, b) => a - b);
}

test('sifting keeps the quotients of what leaves the rest', () => {
  fc.assert(
    fc.property(sets, fc.integer({ min: 1, max: 24 }), fc.nat(30), (set, by, rest) => {
      const expected = positions(set)
        .filter((x) => (x - rest) % by === 0)
        .map((x) => (x - rest) / by + 0);
      expect(positions(sift(set, by, rest))).toEqual(expected);
    }),
    OPTIONS,
  );
});

test('sifting costs no more for a set of a thousand million positions', () => {
  const set = scale(interval(0, 2 ** 30), 6);
  expect(runsOf(sift(set, 4, 0))).toEqual([[0, 3 * (2 ** 29 - 1) + 1, 3]]);
  expect(sift(set, 4, 1)).toEqual(EMPTY);
});

test('sets are scaled and spread backwards', () => {
  expect(positions(scale(interval(1, 4), -2))).toEqual([-6, -4, -2]);
  expect(positions(spread(interval(0, 1), -3, 3))).toEqual([-6, -3, 0]);
});
