import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval } from '../../src/arithmetic/sets/axis-set.js';
import { union } from '../../src/arithmetic/sets/combine.js';
import { box, fillsBox, insert, shadows, volume } from '../../src/arithmetic/sets/products.js';
import type { Product, Products } from '../../src/arithmetic/sets/products.js';
import { runsOf } from '../../src/arithmetic/sets/runs.js';
import type { Run } from '../../src/arithmetic/sets/runs.js';
import { random } from '../random.js';

/** Two intervals an axis, so that there are holes. */
type Plain = readonly (readonly [lo: number, size: number, gap: number, more: number])[];

const axis = fc.tuple(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: 0, max: 2 }),
);

const made = (plain: Plain): Product =>
  plain.map(([lo, size, gap, more]) => {
    const next = lo + size + gap;
    return union(interval(lo, lo + size), interval(next, next + more));
  });

/** The positions of a product, written out. */
function positions(plain: Plain): string[] {
  return plain.reduce<string[]>(
    (all, [lo, size, gap, more]) => {
      const next = lo + size + gap;
      const own = Array.from({ length: next + more }, (_, at) => at).filter(
        (at) => (at >= lo && at < lo + size) || at >= next,
      );
      return all.flatMap((before) => own.map((at) => `${before} ${at}`));
    },
    [''],
  );
}

const inRun = ([first, stop, step]: Run): number[] =>
  Array.from({ length: Math.ceil((stop - first) / step) }, (_, i) => first + i * step);

const unionOf = (all: readonly Product[]): Products => all.reduce<Products>(insert, []);
const square = (lo: number, hi: number, low: number, high: number): Product => [
  interval(lo, hi),
  interval(low, high),
];

describe('a union of products', () => {
  test('holds the positions of all of them, each once', () => {
    const some = fc.integer({ min: 1, max: 3 }).chain((axes) =>
      fc.array(fc.tuple(...Array.from({ length: axes }, () => axis)), {
        minLength: 1,
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(some, (plain) => {
        const all = unionOf(plain.map(made));
        const wanted = [...new Set(plain.flatMap(positions))].map((at) =>
          at.trim().split(' ').map(Number),
        );
        expect(volume(all)).toBe(wanted.length);
        const axes = plain[0].length;
        for (let k = 0; k < axes; k += 1) {
          const reached = [...new Set(wanted.map((at) => at[k]))].sort((a, b) => a - b);
          expect(
            runsOf(shadows(all, axes)[k])
              .flatMap(inRun)
              .sort((a, b) => a - b),
          ).toEqual(reached);
          expect(box(all, axes)[k]).toEqual(
            reached.length > 0 ? [reached[0], (reached.at(-1) as number) + 1] : null,
          );
        }
      }),
      random(150, 3),
    );
  });

  test('drops what is inside another, whichever comes first', () => {
    const [large, small] = [square(0, 5, 0, 5), square(1, 3, 0, 5)];
    expect(unionOf([large, small])).toEqual([large]);
    expect(unionOf([small, large])).toEqual([large]);
    expect(unionOf([large, square(2, 2, 0, 5)])).toEqual([large]);
  });

  test('joins what differs on one axis, and goes on joining', () => {
    const quarters = [
      square(0, 2, 0, 2),
      square(2, 4, 2, 4),
      square(0, 2, 2, 4),
      square(2, 4, 0, 2),
    ];
    expect(unionOf(quarters)).toEqual([square(0, 4, 0, 4)]);
    expect(fillsBox(unionOf(quarters))).toBe(true);
    expect(unionOf(quarters.slice(0, 2))).toEqual(quarters.slice(0, 2));
    expect(fillsBox(unionOf(quarters.slice(0, 3)))).toBe(false);
    expect(fillsBox(unionOf([square(0, 2, 0, 2), square(4, 6, 0, 2)]))).toBe(false);
  });

  test('fills its box also where its parts cannot be joined', () => {
    const ring = [square(0, 1, 0, 2), square(1, 3, 0, 1), square(2, 3, 1, 3), square(0, 2, 2, 3)];
    expect(fillsBox(unionOf(ring))).toBe(false);
    expect(fillsBox(unionOf([...ring, square(1, 2, 1, 2)]))).toBe(true);
    const corner = [square(0, 4, 0, 2), square(0, 2, 0, 4)];
    expect(fillsBox(unionOf(corner))).toBe(false);
    expect(fillsBox(unionOf([...corner, square(2, 4, 2, 4)]))).toBe(true);
    expect(fillsBox(unionOf([...corner, square(3, 5, 2, 5)]))).toBe(false);
  });

  test('of none has no hole', () => {
    expect(fillsBox([])).toBe(true);
  });
});
