/** The greatest common divisor of two whole numbers from 0 on. */
export function gcd(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** `numerator / denominator` in lowest terms. */
export function reduced(numerator: number, denominator: number): [number, number] {
  const common = gcd(numerator, denominator);
  return [numerator / common, denominator / common];
}

/**
 * The fraction that a positive number was written as: the simplest of its convergents that is the
 * same floating-point number, so 0.1 is 1/10 and 1.3333333333333333 is 4/3.
 */
export function fractionOf(value: number): [numerator: number, denominator: number] {
  let [a, b] = [value, 1];
  let [above, aboveBefore] = [1, 0];
  let [below, belowBefore] = [0, 1];
  do {
    const rest = a % b;
    const whole = Math.round((a - rest) / b);
    [above, aboveBefore] = [whole * above + aboveBefore, above];
    [below, belowBefore] = [whole * below + belowBefore, below];
    [a, b] = [b, rest];
  } while (b > 0 && above / below !== value);
  return [above, below];
}

/**
 * `(a * b + c) / d` rounded down, exact also where the product passes 2^53.
 *
 * @returns the quotient, and whether nothing was left
 */
export function divided(
  a: number,
  b: number,
  c: number,
  d: number,
): [quotient: number, even: boolean] {
  const value = a * b + c;
  if (Number.isSafeInteger(a * b) && Number.isSafeInteger(value)) {
    const rest = value % d;
    return [(value - rest) / d - (rest < 0 ? 1 : 0) + 0, rest === 0];
  }
  const exact = BigInt(a) * BigInt(b) + BigInt(c);
  const rest = exact % BigInt(d);
  return [Number((exact - rest) / BigInt(d) - (rest < 0n ? 1n : 0n)), rest === 0n];
}

/** `(a * b) mod m`, exact for whole numbers from 0 on below 2^53. */
export function productModulo(a: number, b: number, m: number): number {
  return Number.isSafeInteger(a * b) ? (a * b) % m : Number((BigInt(a) * BigInt(b)) % BigInt(m));
}

/** The `x` below `m` with `a * x = 1 (mod m)`; `a` and `m` have no common divisor. */
export function inverseModulo(a: number, m: number): number {
  let [larger, smaller] = [m, a % m];
  let [before, x] = [0, 1];
  while (smaller > 1) {
    const quotient = Math.floor(larger / smaller);
    [larger, smaller] = [smaller, larger - quotient * smaller];
    [before, x] = [x, before - quotient * x];
  }
  return ((x % m) + m) % m;
}
