import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval } from '../../src/arithmetic/sets/axis-set.js';
import type { AxisSet } from '../../src/arithmetic/sets/axis-set.js';
import { union } from '../../src/arithmetic/sets/combine.js';
import { divide, equals, multiply, subtract } from '../../src/arithmetic/exact.js';
import { meanOffset, measure } from '../../src/arithmetic/lattices/measure.js';
import type { Measures } from '../../src/arithmetic/lattices/measure.js';
import { fieldOf } from '../../src/arithmetic/lattices/terms.js';
import type { Terms } from '../../src/arithmetic/lattices/terms.js';
import { spread } from '../../src/arithmetic/sets/spread.js';
import { random } from '../random.js';

const OPTIONS = random(600, 5);

/** Where a term begins, how wide and how often it stands, how far apart, and its jump. */
const term = fc.record({
  lo: fc.integer({ min: -40, max: 40 }),
  width: fc.integer({ min: 1, max: 12 }),
  count: fc.constantFrom(1, 1, 1, 2, 3),
  step: fc.integer({ min: 1, max: 20 }),
  jump: fc.nat({ max: 6 }),
});

const terms = fc.uniqueArray(term, { minLength: 2, maxLength: 4, selector: ({ jump }) => jump });

/** The pixels of feature `u`, in order. */
function pixels(written: typeof terms extends fc.Arbitrary<infer T> ? T : never, u: number) {
  const out = new Set<number>();
  for (const { lo, width, count, step, jump } of written) {
    for (let t = 0; t < count; t += 1) {
      for (let x = 0; x < width; x += 1) out.add(lo + t * step + x + u * jump);
    }
  }
  return Array.from(out).sort((a, b) => a - b);
}

test('terms of different jump are measured as feature by feature', () => {
  fc.assert(
    fc.property(terms, fc.integer({ min: 1, max: 40 }), (written, n) => {
      const made = written.map(({ lo, width, count, step, jump }) => ({
        sets: [spread(interval(lo, lo + width), step, count)],
        jump,
      }));
      const fields = Array.from({ length: n }, (_, u) => pixels(written, u));
      const sizes = fields.map((list) => list[list.length - 1] + 1 - list[0]);
      const doubled = fields.map((list) => list[0] + list[list.length - 1] + 1);
      const { j, r, start, range, dense, status, period } = measure(made, n, 7);
      expect(r).toBe(Math.max(...sizes));
      expect(range).toEqual([Math.min(...sizes), Math.max(...sizes)]);
      expect(start).toBe(doubled[0] / 2);
      expect(dense).toBe(fields.every((list, u) => list.length === sizes[u]));
      const mean = n === 1 ? 7 : divide(doubled[n - 1] - doubled[0], 2 * (n - 1));
      expect(equals(j, mean)).toBe(true);
      const step = n === 1 ? 0 : fields[1][0] - fields[0][0];
      const same = fields.every(
        (list, u) => u === 0 || list.join() === fields[u - 1].map((x) => x + step).join(),
      );
      expect(status).toBe(same ? 'exact' : 'varies');
      expect(period).toBe(same ? 1 : null);
    }),
    OPTIONS,
  );
});

test('a hole at one feature only, where one branch has left and another not come', () => {
  const made = [
    { sets: [interval(-100, 10)], jump: 0 },
    { sets: [interval(0, 10)], jump: 1 },
    { sets: [interval(-44, -24)], jump: 3 },
  ];
  const dense = Array.from({ length: 16 }, (_, u) => fieldOf(made, u).length === 1);
  expect(dense.flatMap((full, u) => (full ? [] : [u]))).toEqual([11]);
  expect([11, 12, 16].map((n) => measure(made, n, 1).dense)).toEqual([true, false, false]);
});

describe('terms written out', () => {
  type Part = readonly [lo: number, width: number, count?: number, step?: number];
  /** The sets of a term, one a phase, and its jump. */
  type Plain = readonly [phases: readonly (readonly Part[])[], jump: number];

  const made = (written: readonly Plain[]): Terms =>
    written.map(([phases, jump]) => ({
      sets: phases.map((parts) =>
        parts.reduce<AxisSet>(
          (all, [lo, width, count = 1, step = 1]) =>
            union(all, spread(interval(lo, lo + width), step, count)),
          [],
        ),
      ),
      jump,
    }));

  /** The pixels of feature `u`, in order. */
  const seenBy = (written: readonly Plain[], u: number): number[] => {
    const seen = written.flatMap(([phases, jump]) => {
      const round = Math.floor(u / phases.length);
      return phases[u - round * phases.length].flatMap(([lo, width, count = 1, step = 1]) =>
        Array.from(
          { length: width * count },
          (_, i) => lo + (i % width) + Math.floor(i / width) * step + round * jump,
        ),
      );
    });
    return [...new Set(seen)].sort((a, b) => a - b);
  };

  const CASES: Readonly<Record<string, readonly Plain[]>> = {
    'intervals that drift apart': [
      [[[[0, 3]]], 1],
      [[[[1, 4]]], 2],
    ],
    'intervals that cross': [
      [[[[0, 3]]], 3],
      [[[[12, 4]]], 1],
    ],
    'one inside another': [
      [[[[0, 30]]], 1],
      [[[[10, 2]]], 2],
    ],
    'moved as one, whatever is inside': [
      [[[[0, 1]]], 2],
      [[[[20, 1]]], 2],
      [[[[3, 2]]], 3],
    ],
    'combs that fill each other at first': [
      [[[[0, 1, 4, 2]]], 1],
      [[[[1, 1, 3, 2]]], 3],
    ],
    'combs, the same at every feature': [
      [[[[0, 1, 3, 2]]], 2],
      [[[[10, 1, 2, 3]]], 2],
    ],
    'two phases, one of them blind, beside one': [
      [[[[0, 1]], []], 1],
      [[[[4, 2]]], 1],
    ],
    'nothing at all': [
      [[[], []], 2],
      [[[]], 1],
    ],
    'nothing but in the second phase': [
      [[[], [[3, 1]]], 2],
      [[[], []], 1],
    ],
    'nothing but in the third of four': [[[[], [], [[5, 3]], []], 4]],
    'phases that move as one': [
      [[[[0, 1]], [[1, 1]]], 2],
      [[[[0, 2]]], 1],
    ],
    'phases of other sizes': [[[[[0, 1]], [[1, 4]], [[2, 2, 2, 5]]], 3]],
    'the same for all': [[[[[7, 3]]], 0]],
    backwards: [
      [[[[9, 2]]], -1],
      [[[[12, 3]]], -2],
    ],
  };

  test.each(Object.entries(CASES))('%s', (_, written) => {
    for (const n of [1, 2, 3, 5, 14]) {
      const fields = Array.from({ length: n }, (__, u) => seenBy(written, u));
      const sizes = fields.map((list) =>
        list.length > 0 ? list[list.length - 1] + 1 - list[0] : 0,
      );
      const doubled = fields.map((list) => list[0] + list[list.length - 1] + 1);
      const seeing = fields.flatMap((list, u) => (list.length > 0 ? [u] : []));
      const [from, to] = [seeing[0], seeing.at(-1) as number];
      const j = from === to ? 7 : divide(doubled[to] - doubled[from], 2 * (to - from));
      const start = from === undefined ? null : subtract(doubled[from] / 2, multiply(j, from));
      const step = n > 1 ? fields[1][0] - fields[0][0] : 0;
      const same =
        seeing.length === n &&
        fields.every((list, u) => list.join() === fields[0].map((x) => x + u * step).join());
      expect([n, measure(made(written), n, 7, false)]).toEqual([
        n,
        {
          j: from === undefined ? 7 : j,
          r: Math.max(...sizes),
          start,
          range: [Math.min(...sizes), Math.max(...sizes)],
          dense: fields.every((list, u) => list.length === sizes[u]),
          period: same ? 1 : null,
          phases: same ? [[start, sizes[0], fields[0].length]] : null,
          status: same ? 'exact' : 'varies',
          reason: null,
        },
      ]);
    }
  });

  test('of more features than are looked at one by one', () => {
    const many = (...written: Plain[]): Measures => measure(made(written), 5000, 7);
    const [slow, fast]: Plain[] = [
      [[[[0, 3]]], 1],
      [[[[1, 4]]], 2],
    ];
    const reason = { code: 'bound_features', values: { count: 5000, limit: 4096 } };
    // The last field reaches from 4999 to 1 + 2 * 4999 + 4.
    expect(many(slow, fast)).toMatchObject({
      ...{ range: [5, 5004], r: 5004, start: 2.5, dense: false, status: 'bound', reason },
    });
    expect(many([[[[0, 6000]]], 1], fast)).toMatchObject({ dense: true, range: [6000, 6000] });
    expect(many([[[[0, 1, 2, 2]]], 1], fast)).toMatchObject({ dense: false, range: [5, 5004] });
    expect(measure(made([[[[[0, 1, 2, 2]]], 1]]), 5000, 7, false)).toMatchObject({
      ...{ dense: false, status: 'exact', period: 1, j: 1 },
    });
    expect(measure(made([slow, fast]), 4096, 7)).toMatchObject({ status: 'varies', reason: null });
    expect(measure(made([[[[[0, 3]], [[1, 1]]], 2]]), 5000, 7, false)).toMatchObject({
      ...{ range: [1, 3], status: 'varies', reason: null },
    });
  });

  test('of one term, by its phases', () => {
    const one = (n: number, phases: readonly (readonly Part[])[], jump: number): Measures =>
      measure(made([[phases, jump]]), n, 7);
    expect(one(9, [[[0, 3]], [[1, 1, 2, 3]], []], 3)).toEqual({
      ...{ j: 1, r: 4, start: 1.5, range: [0, 4], dense: false, period: 3 },
      phases: [
        [1.5, 3, 3],
        [2, 4, 2],
        [null, 0, 0],
      ],
      ...{ status: 'varies', reason: null },
    });
    // The second phase, which has a hole, is not reached.
    expect(one(1, [[[0, 3]], [[1, 1, 2, 3]]], 3)).toMatchObject({ dense: true, j: 1.5, r: 4 });
    expect(one(4, [[], [[2, 2]]], 4)).toMatchObject({ start: 1, j: 2, range: [0, 2] });
    expect(one(4, [[]], 4)).toMatchObject({ start: null, r: 0, status: 'exact', dense: true });
    const phases = Array.from({ length: 65 }, (_, u): Part[] => [[u, 1 + (u % 2)]]);
    expect(one(9, phases, 65)).toMatchObject({ period: 65, phases: null, status: 'varies' });
    expect(one(9, phases.slice(0, 64), 64).phases).toHaveLength(64);
  });

  test('that are the same for all features have the jump of what is read, if there is one only', () => {
    const same = made([[[[[7, 3]]], 0]]);
    expect(measure(same, 1, 5)).toMatchObject({ j: 5, start: 8.5, period: 1, status: 'exact' });
    expect(measure(same, 4, 5)).toMatchObject({ j: 0, start: 8.5, period: 1, status: 'exact' });
  });

  test('stand in the mean where their phases do, blind ones left out', () => {
    const mean = (phases: readonly (readonly Part[])[], jump: number): unknown =>
      meanOffset(made([[phases, jump]])[0]);
    expect(mean([[[0, 1]]], 1)).toBe(0.5);
    expect(mean([[[0, 1]], [[2, 2]]], 4)).toBe(0.75);
    expect(mean([[[0, 1]], []], 4)).toBe(0.5);
    expect(mean([[], [[3, 2]], []], 3)).toBe(3);
    expect(mean([[], []], 4)).toBeNull();
  });
});
