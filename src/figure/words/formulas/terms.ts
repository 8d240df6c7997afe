import type { Layer } from '../../../layers/index.js';
import { show } from '../numbers.js';

/** A piece of a sum; `role` is the symbol that a number stands for. */
export interface Token {
  readonly kind: 'number' | 'operator';
  readonly text: string;
  readonly role?: Role;
}

export type Role = 'n' | 'j' | 'r' | 'start' | 'k' | 's' | 'p' | 'd';

/** One worked equation: what a symbol comes to, and from which numbers. */
export interface Equation {
  readonly symbol: 'n' | 'j' | 'r' | 'start';
  /** Empty where the number does not follow from a formula. */
  readonly terms: readonly Token[];
  readonly result: string;
}

export interface Numbers {
  readonly n: number;
  readonly j: number;
  readonly r: number;
  readonly start: number;
}

/** A sum that is written down, and what it comes to. */
export interface Sum {
  readonly terms: readonly Token[];
  readonly value: number;
}

export type Sums = Readonly<Record<Equation['symbol'], Sum>>;

/** Fractions have no larger denominators. */
const MOST_PARTS = 64;

/** A number as the table has it: what three decimals do not tell is a fraction, where it is a small one. */
function exactly(value: number): string {
  const isTold = Number.isInteger(value * 1000) || !Number.isFinite(value);
  for (let parts = 3; !isTold && parts <= MOST_PARTS; parts++) {
    const whole = Math.round(value * parts);
    if (Math.abs(value * parts - whole) < 1e-9) return `(${show(whole)}/${parts})`;
  }
  return show(value);
}

export const number = (value: number, role: Role): Token => ({
  kind: 'number',
  text: exactly(value),
  role,
});
const operator = (text: string): Token => ({ kind: 'operator', text });
/** `a`, then an operator and a number, and so on: strings are operators. */
export const terms = (...parts: readonly (Token | string)[]): Token[] =>
  parts.map((part) => (typeof part === 'string' ? operator(part) : part));

/** How the numbers of a layer follow from those of the map before it, on one axis of `size` features. */
export type Formula = (layer: Layer, axis: number, before: Numbers, size: number) => Sums;

/** What stays as it is. */
export const unchanged = (before: Numbers): Sums => {
  const same = (symbol: Equation['symbol']): Sum => ({
    terms: terms(number(before[symbol], symbol)),
    value: before[symbol],
  });
  return { n: same('n'), j: same('j'), r: same('r'), start: same('start') };
};

/** A number that follows from no sum. */
export const given = (value: number): Sum => ({ terms: [], value });
