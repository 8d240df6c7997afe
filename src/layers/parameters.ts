import { LIMITS } from './limits.js';
import type { ParameterValue } from './layer.js';
import { LayerError } from './layer-error.js';
import { suggest } from './nearest.js';
import { onAllAxes, readPerAxis } from './per-axis.js';

/** Parameters already read; those a default may follow stand first in the table of a type. */
export type Given = Readonly<Record<string, ParameterValue>>;

/** How one parameter is read, and what it is where it is left out. */
export interface Parameter<T extends ParameterValue = ParameterValue> {
  /** The value in its full form, frozen. */
  readonly read: (value: unknown, axes: number, parameter: string) => T;
  /** `undefined`: it must be given. */
  readonly fallback: ((given: Given, axes: number) => T) | undefined;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** The read parameters of a table. */
export type Read<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

/** A whole number from `least` on; any where that is `null`. */
export function readNumber(value: unknown, parameter: string, least: number | null): number {
  const wrong = (code: string, values = {}): LayerError =>
    new LayerError(code, { parameter, value, least, ...values });
  if (typeof value !== 'number') {
    if (typeof value !== 'string') throw wrong('number_form');
    const meant = /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : null;
    throw wrong('number_text', { meant });
  }
  if (!Number.isFinite(value)) throw wrong('number_finite');
  if (!Number.isInteger(value)) throw wrong('number_whole');
  if (least !== null && value < least) throw wrong('number_small');
  if (Math.abs(value) > LIMITS.number) throw wrong('number_large', { limit: LIMITS.number });
  return value + 0;
}

const fixed = <T>(fallback: T | undefined): (() => T) | undefined =>
  fallback === undefined ? undefined : () => fallback;

/** One number for all axes, or a list of one an axis. */
const eachAxis =
  (read: (value: unknown, parameter: string) => number): Parameter<readonly number[]>['read'] =>
  (value, axes, parameter) =>
    Array.isArray(value)
      ? readPerAxis(value, axes, parameter, (entry) => read(entry, parameter))
      : onAllAxes(read(value, parameter), axes);

/** A whole number an axis, from `least` on; `fallback` is a number or another parameter's name. */
export function numbers(
  least: number | null,
  fallback?: number | string,
): Parameter<readonly number[]> {
  const read = eachAxis((value, parameter) => readNumber(value, parameter, least));
  if (typeof fallback === 'string') {
    return { read, fallback: (given) => given[fallback] as readonly number[] };
  }
  if (fallback === undefined) return { read, fallback };
  return { read, fallback: (_, axes) => onAllAxes(fallback, axes) };
}

/** A number above 0 an axis, also a fraction. */
export const positiveNumbers: Parameter<readonly number[]> = {
  read: eachAxis((value, parameter) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
      throw new LayerError('positive_form', { parameter, value });
    }
    if (value <= LIMITS.number) return value;
    throw new LayerError('number_large', { parameter, value, limit: LIMITS.number });
  }),
  fallback: undefined,
};

type NumbersOrNull = readonly (number | null)[];

/** A whole number an axis, from `least` on, or null. */
export const numbersOrNull = (
  least: number | null,
  fallback?: (given: Given, axes: number) => NumbersOrNull,
): Parameter<NumbersOrNull> => ({
  read(value, axes, parameter) {
    const list: readonly unknown[] = Array.isArray(value) ? value : Array(axes).fill(value);
    const read = (entry: unknown): number | null =>
      entry === null ? null : readNumber(entry, parameter, least);
    return readPerAxis(list, axes, parameter, read);
  },
  fallback,
});

/** A parameter that may be left out, or null. */
export const optional = <T extends ParameterValue>({
  read,
}: Parameter<T>): Parameter<T | null> => ({
  read: (value, axes, parameter) => (value === null ? null : read(value, axes, parameter)),
  fallback: () => null,
});

export function flag(fallback: boolean): Parameter<boolean> {
  return {
    read(value, _, parameter) {
      if (typeof value !== 'boolean') throw new LayerError('boolean_form', { parameter, value });
      return value;
    },
    fallback: fixed(fallback),
  };
}

/** One of a few words. */
export function choice<T extends string>(known: readonly T[], fallback: T): Parameter<T> {
  return {
    read(value, _, parameter) {
      const found = known.find((word) => word === value);
      if (found !== undefined) return found;
      const nearest = typeof value === 'string' ? suggest(value, known, 1) : [];
      throw new LayerError('choice', { parameter, value, known, nearest });
    },
    fallback: fixed(fallback),
  };
}
