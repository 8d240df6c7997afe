/** The largest number whose neighbours are all exact. */
const LARGEST = 2 ** 53;
/** Below it a sum of multiples of 1/64 is exact in floating point. */
const SMALL = 2 ** 45;
const DYADIC = 64;

/** Whether a whole number is exact. */
export const isExact = (value: number): boolean => value <= LARGEST && value >= -LARGEST;

/** Of two whole numbers from 0 on. */
export function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

/** A number that would no longer be exact; who knows the layer makes an error of it. */
export class BeyondExact extends Error {}

/** A fraction in lowest terms whose denominator is no power of two up to 64. */
export class Fraction {
  readonly numerator: number;
  readonly denominator: number;

  constructor(numerator: number, denominator: number) {
    this.numerator = numerator;
    this.denominator = denominator;
    Object.freeze(this);
  }

  valueOf(): number {
    return this.numerator / this.denominator;
  }

  /** `"1/3"`. */
  toString(): string {
    return `${this.numerator}/${this.denominator}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** An exact number: a plain one where it is whole or a multiple of 1/64, else a fraction. */
export type Exact = number | Fraction;

function gcd(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

type Ratio = readonly [numerator: bigint, denominator: bigint];

const ratioOf = (value: Exact): Ratio =>
  typeof value === 'number'
    ? [BigInt(value * DYADIC), BigInt(DYADIC)]
    : [BigInt(value.numerator), BigInt(value.denominator)];

function exact(numerator: bigint, denominator: bigint): Exact {
  const common = gcd(numerator, denominator);
  const [above, below] = [numerator / common, denominator / common];
  if (above > LARGEST || above < -LARGEST || below > LARGEST) throw new BeyondExact();
  const [p, q] = [Number(above), Number(below)];
  return DYADIC % q === 0 ? p / q : new Fraction(p, q);
}

const isSmall = (value: Exact): value is number =>
  typeof value === 'number' && value < SMALL && value > -SMALL;

export function add(a: Exact, b: Exact): Exact {
  if (isSmall(a) && isSmall(b)) return a + b;
  const [[p, q], [r, s]] = [ratioOf(a), ratioOf(b)];
  return exact(p * s + r * q, q * s);
}

export function subtract(a: Exact, b: Exact): Exact {
  if (isSmall(a) && isSmall(b)) return a - b;
  const [[p, q], [r, s]] = [ratioOf(a), ratioOf(b)];
  return exact(p * s - r * q, q * s);
}

/** `a` times a whole number. */
export function multiply(a: Exact, by: number): Exact {
  if (typeof a === 'number' && isSmall(a * by)) return a * by;
  const [p, q] = ratioOf(a);
  return exact(p * BigInt(by), q);
}

/** `a` over a whole number from 1 on. */
export function divide(a: Exact, by: number): Exact {
  if (by === 1) return a;
  if (typeof a === 'number' && by === 2 && isSmall(a) && Number.isInteger(a)) return a / 2;
  const [p, q] = ratioOf(a);
  return exact(p, q * BigInt(by));
}

export const equals = (a: Exact, b: Exact): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a === b
    : a.numerator === b.numerator && a.denominator === b.denominator;

/** The middle between two whole numbers. */
export const middle = (lo: number, hi: number): Exact =>
  isSmall(lo) && isSmall(hi) ? (lo + hi) / 2 : exact(BigInt(lo) + BigInt(hi), 2n);
