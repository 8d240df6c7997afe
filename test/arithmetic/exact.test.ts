import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BeyondExact,
  Fraction,
  add,
  divide,
  equals,
  isExact,
  middle,
  multiply,
  subtract,
} from '../../src/arithmetic/exact.js';
import type { Exact } from '../../src/arithmetic/exact.js';
import { random } from '../random.js';

/** An exact number as numerator and denominator. */
const ratio = (value: Exact): [bigint, bigint] =>
  typeof value === 'number'
    ? [BigInt(value * 64), 64n]
    : [BigInt(value.numerator), BigInt(value.denominator)];

const whole = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
const exact: fc.Arbitrary<Exact> = fc
  .tuple(fc.integer({ min: -(2 ** 20), max: 2 ** 20 }), fc.integer({ min: 1, max: 300 }))
  .map(([above, below]) => divide(above, below));

const expectRatio = (value: Exact, above: bigint, below: bigint): void => {
  const [p, q] = ratio(value);
  expect(p * below).toBe(above * q);
};

describe('exact numbers', () => {
  test('are plain where their denominator is a power of two up to 64', () => {
    expect(divide(35, 2)).toBe(17.5);
    expect(divide(-3, 64)).toBe(-3 / 64);
    expect(divide(6, 3)).toBe(2);
    expect(divide(1, 128)).toEqual(new Fraction(1, 128));
    expect(divide(2, 6)).toEqual(new Fraction(1, 3));
  });

  test('fractions say themselves', () => {
    const third = divide(-2, 6);
    expect(String(third)).toBe('-1/3');
    expect(JSON.stringify({ third })).toBe('{"third":"-1/3"}');
    expect(Number(third)).toBe(-1 / 3);
    expect(Object.isFrozen(third)).toBe(true);
  });

  test('add, subtract, multiply and divide', () => {
    fc.assert(
      fc.property(exact, exact, fc.integer({ min: 1, max: 1000 }), (a, b, n) => {
        const [[p, q], [r, s]] = [ratio(a), ratio(b)];
        expectRatio(add(a, b), p * s + r * q, q * s);
        expectRatio(subtract(a, b), p * s - r * q, q * s);
        expectRatio(multiply(a, -n), p * BigInt(-n), q);
        expectRatio(divide(a, n), p, q * BigInt(n));
        expect(equals(subtract(add(a, b), b), a)).toBe(true);
        expect(equals(a, b)).toBe(p * s === r * q);
      }),
      random(500, 3),
    );
  });

  test('the middle', () => {
    fc.assert(
      fc.property(whole, whole, (lo, hi) => {
        expectRatio(middle(lo, hi), BigInt(lo) + BigInt(hi), 2n);
      }),
      random(200, 3),
    );
  });

  test('go to 2^53 and no further', () => {
    const largest = 2 ** 53;
    expect(add(largest - 1, 1)).toBe(largest);
    expect(subtract(-largest, -largest)).toBe(0);
    expect(middle(-largest, largest)).toBe(0);
    expect(middle(largest - 2, largest)).toBe(largest - 1);
    expect(() => add(largest, 1)).toThrow(BeyondExact);
    expect(() => middle(largest - 1, largest)).toThrow(BeyondExact);
    expect(() => multiply(2 ** 30, 2 ** 30)).toThrow(BeyondExact);
    expect(() => divide(largest - 1, 2)).not.toThrow();
    expect(() => subtract(-largest, 1)).toThrow(BeyondExact);
    expect(() => divide(1, largest)).not.toThrow();
    expect(() => divide(divide(1, largest), 3)).toThrow(BeyondExact);
    expect(() => add(divide(largest - 1, 2), divide(1, 3))).toThrow(BeyondExact);
    expect([largest, -largest, largest + 2, -largest - 2].map(isExact)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test.each([2 ** 45 - 1, 2 ** 45, 2 ** 45 + 1, -(2 ** 45) - 1, 2 ** 51])(
    'parts of 64 stay exact beside %d',
    (large) => {
      const part = 1 / 64;
      if (Math.abs(large) <= 2 ** 45) expect(subtract(add(large, part), large)).toBe(part);
      expectRatio(middle(large, large + 1), 2n * BigInt(large) + 1n, 2n);
      expectRatio(middle(-3, large), BigInt(large) - 3n, 2n);
      expectRatio(divide(large, 2), BigInt(large), 2n);
      expectRatio(multiply(large, 2), BigInt(large) * 2n, 1n);
      expectRatio(add(large, -3), BigInt(large) - 3n, 1n);
      expectRatio(subtract(-3, large), -3n - BigInt(large), 1n);
    },
  );

  test('are equal where both parts are', () => {
    const [third, sixth] = [divide(1, 3), divide(1, 6)];
    expect([
      equals(third, divide(2, 6)),
      equals(third, sixth),
      equals(third, divide(2, 3)),
    ]).toEqual([true, false, false]);
    expect([equals(third, 1 / 3), equals(1 / 3, third), equals(2, 2), equals(2, 3)]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});
