import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interval } from '../../src/arithmetic/axis-set.js';
import { divide, equals } from '../../src/arithmetic/exact.js';
import { measure } from '../../src/arithmetic/measure.js';
import { fieldOf } from '../../src/arithmetic/terms.js';
import { spread } from '../../src/arithmetic/spread.js';
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
