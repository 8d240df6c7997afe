import { LIMITS } from './limits.js';
import { LayerError } from './layer-error.js';

/** Values that stand for all axes in so many layers that their lists are made once. */
const COMMON = 32;

/** A function that makes the list of one value for all axes, frozen; small numbers share theirs. */
export function repeater<T>(
  make: (value: number) => T,
): (value: number, axes: number) => readonly T[] {
  const repeat = (value: number, axes: number): readonly T[] => {
    const entry = make(value);
    return Object.freeze(Array.from({ length: axes }, () => entry));
  };
  const common = Array.from({ length: LIMITS.axes + 1 }, (_, axes) =>
    Array.from({ length: COMMON }, (_entry, value) => repeat(value, axes)),
  );
  return (value, axes) => (value in common[axes] ? common[axes][value] : repeat(value, axes));
}

/** The list of one number for all axes. */
export const onAllAxes = repeater((value) => value);

/** One entry an axis, from a list. */
export function readPerAxis<T>(
  value: readonly unknown[],
  axes: number,
  parameter: string,
  read: (entry: unknown) => T,
): readonly T[] {
  if (value.length !== axes) {
    throw new LayerError('list_length', { parameter, value, count: value.length, axes });
  }
  return Object.freeze(Array.from(value, read));
}
