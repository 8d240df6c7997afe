import type { Pair } from './layer.js';
import { LayerError } from './layer-error.js';
import type { Parameter } from './parameters.js';
import { readNumber, readPerAxis } from './parameters.js';
import type { Border } from './window-map.js';

/** Pairs an axis, or TensorFlow's "same", whose numbers follow from the size of the input. */
export type Padding = 'same' | readonly Pair[];

const NONE: Pair = Object.freeze([0, 0] as const);

function readSide(value: unknown, parameter: string): number {
  if (typeof value === 'number' && value < 0) {
    throw new LayerError('padding_negative', { parameter, value });
  }
  return readNumber(value, parameter, 0);
}

function readPair(value: unknown, parameter: string): Pair {
  if (!Array.isArray(value)) {
    const both = readSide(value, parameter);
    return [both, both];
  }
  const sides: readonly unknown[] = value;
  if (sides.length !== 2) throw new LayerError('padding_form', { parameter, value });
  return [readSide(sides[0], parameter), readSide(sides[1], parameter)];
}

function readPadding(value: unknown, axes: number, parameter: string): Padding {
  if (value === 'same') return value;
  if (value === 'valid') return Array.from({ length: axes }, () => NONE);
  if (typeof value === 'string' && !/^\s*\d+\s*$/.test(value)) {
    throw new LayerError('padding_form', { parameter, value });
  }
  return readPerAxis(value, axes, parameter, (entry) => readPair(entry, parameter));
}

/** Padding in all its written forms; none where it is left out, unless it is `required`. */
export const padding = (required = false): Parameter<Padding> => ({
  read: readPadding,
  fallback: required ? undefined : (_, axes) => Array.from({ length: axes }, () => NONE),
});

/** Refuses padding that copies more of the input than there is. */
export function checkBorder(border: Border, [before, after]: Pair, n: number): void {
  const value = Math.max(before, after);
  if (border === 'reflect' && value >= n) {
    throw new LayerError('padding_reflect', { parameter: 'padding', value, n, limit: n - 1 });
  }
  if (border === 'circular' && value > n) {
    throw new LayerError('padding_circular', { parameter: 'padding', value, n, limit: n });
  }
}
