import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMPTY, interval, size } from '../../src/arithmetic/sets/axis-set.js';
import { isEqual, union } from '../../src/arithmetic/sets/combine.js';
import { seenBySeveral, seenThrough } from '../../src/arithmetic/lattices/term.js';
import { random } from '../random.js';

const set = fc
  .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat({ max: 4 })), { maxLength: 3 })
  .map((parts) =>
    parts.map(([lo, width]) => interval(lo, lo + width)).reduce((a, b) => union(a, b), []),
  );

const term = fc.record({
  sets: fc.array(set, { minLength: 1, maxLength: 24 }),
  jump: fc.integer({ min: -30, max: 30 }),
});

const progression = fc.record({
  first: fc.integer({ min: -40, max: 40 }),
  count: fc.integer({ min: 1, max: 90 }),
  step: fc.constantFrom(-5, -1, 1, 1, 1, 2, 3, 7, 12),
});

test('windows of any width see what their features see one by one', () => {
  fc.assert(
    fc.property(term, fc.array(progression, { minLength: 1, maxLength: 4 }), (own, windows) => {
      const seenBy = seenBySeveral(own);
      for (const { first, count, step } of windows) {
        let one = EMPTY;
        for (let t = 0; t < count; t += 1) one = union(one, seenThrough(own, first + t * step));
        const seen = seenBy({ first, count, step });
        expect([isEqual(seen, one), size(seen)]).toEqual([true, size(one)]);
      }
    }),
    random(300, 61),
  );
});
