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

/** A whole number from `least` on. */
export function readNumber(value: unknown, parameter: string, least: number): number {
  const wrong = (code: string, values = {}): LayerError =>
    new LayerError(code, { parameter, value, least, ...values });
  if (typeof value !== 'number') {
    if (typeof value === 'boolean') throw wrong('number_boolean');
    if (typeof value !== 'string') throw wrong('number_form');
    const meant = /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : null;
    throw wrong('number_text', { meant });
  }
  if (!Number.isFinite(value)) throw wrong('number_finite');
  if (!Number.isInteger(value)) throw wrong('number_whole');
  if (value < least) throw wrong('number_small');
  if (value > LIMITS.number) throw wrong('number_large', { limit: LIMITS.number });
  return value + 0;
}

const fixed = <T>(fallback: T | undefined): (() => T) | undefined =>
  fallback === undefined ? undefined : () => fallback;

/** A whole number an axis, from `least` on; `fallback` is a number or another parameter's name. */
export function numbers(least: number, fallback?: number | string): Parameter<readonly number[]> {
  const read: Parameter<readonly number[]>['read'] = (value, axes, parameter) =>
    Array.isArray(value)
      ? readPerAxis(value, axes, parameter, (entry) => readNumber(entry, parameter, least))
      : onAllAxes(readNumber(value, parameter, least), axes);
  if (typeof fallback === 'string') {
    return { read, fallback: (given) => given[fallback] as readonly number[] };
  }
  if (fallback === undefined) return { read, fallback };
  return { read, fallback: (_, axes) => onAllAxes(fallback, axes) };
}

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
