import type { Pair } from './layer.js';
import { LayerError } from './layer-error.js';
import type { Parameter } from './parameters.js';
import { readNumber } from './parameters.js';
import { readPerAxis, repeater } from './per-axis.js';
import type { Border } from './window-map.js';

/** Pairs an axis, or TensorFlow's "same", whose numbers follow from the size of the input. */
export type Padding = 'same' | readonly Pair[];

/** The same padding on both sides of all axes. */
const around = repeater((side): Pair => Object.freeze([side, side] as const));

/** The sentences of what is written wrong. */
interface Wrong {
  readonly negative: string;
  readonly form: string;
}

const ADDED: Wrong = { negative: 'padding_negative', form: 'padding_form' };
/** What a pad layer adds; "same" says nothing there. */
const PADDED: Wrong = { negative: 'padding_negative', form: 'pad_form' };
const TAKEN: Wrong = { negative: 'cropping_negative', form: 'cropping_form' };

function readSide(value: unknown, parameter: string, wrong: Wrong): number {
  if (typeof value === 'number' && value < 0) {
    throw new LayerError(wrong.negative, { parameter, value });
  }
  return readNumber(value, parameter, 0);
}

function readPair(value: unknown, parameter: string, wrong: Wrong): Pair {
  const sides: readonly unknown[] = Array.isArray(value) ? value : [value, value];
  if (sides.length !== 2) throw new LayerError(wrong.form, { parameter, value });
  const [before, after] = sides.map((side) => readSide(side, parameter, wrong));
  return Object.freeze([before, after] as const);
}

const readPadding =
  (wrong: Wrong): Parameter<Padding>['read'] =>
  (value, axes, parameter) => {
    if (Array.isArray(value)) {
      return readPerAxis(value, axes, parameter, (entry) => readPair(entry, parameter, wrong));
    }
    if (value === 'same') return value;
    if (value === 'valid') return around(0, axes);
    if (typeof value === 'string' && !/^\s*\d+\s*$/.test(value)) {
      throw new LayerError(wrong.form, { parameter, value });
    }
    return around(readSide(value, parameter, wrong), axes);
  };

/** Padding in all its written forms; none where it is left out, unless it is `required`, by a pad layer. */
export const padding = (required = false): Parameter<Padding> => ({
  read: readPadding(required ? PADDED : ADDED),
  fallback: required ? undefined : (_, axes) => around(0, axes),
});

/** What is taken away from both sides, in the forms of padding. */
export const cropping: Parameter<Padding> = { read: readPadding(TAKEN), fallback: undefined };

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
