/** `first, first + step, ...`, `count` of them; `step` is at least 1. */
export interface Progression {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}

/** What stands outside a map: nothing, or a copy of a position inside. */
export type Border = 'zeros' | 'reflect' | 'replicate' | 'circular';

export const BORDERS: readonly Border[] = ['zeros', 'reflect', 'replicate', 'circular'];

/** What a layer type does on one axis: which input indices an output index needs. */
export interface WindowMap {
  /** Features of the output. */
  readonly size: number;
  /** `window(u + period)` is `window(u)` moved by `shift`. */
  readonly period: number;
  readonly shift: number;
  /** Indices that feature `u` needs, for any whole `u`, also outside the map. */
  readonly window: (u: number) => readonly Progression[];
  readonly border: Border;
  /** Whether every feature sees the whole input, whatever its size. */
  readonly whole: boolean;
}

/** Every output index needs the same input indices. */
export function constantMap(size: number, window: Progression, whole: boolean): WindowMap {
  const windows = [window];
  return { size, period: 1, shift: 0, window: () => windows, border: 'zeros', whole };
}

/** Output index `u` needs the indices of `window` moved by `u * stride`. */
export function stridedMap(
  size: number,
  stride: number,
  window: Progression,
  border: Border = 'zeros',
): WindowMap {
  const windows = [window];
  return {
    size,
    period: 1,
    shift: stride,
    window: (u) => (u === 0 ? windows : [{ ...window, first: window.first + u * stride }]),
    border,
    whole: false,
  };
}

/** Output index `u` needs input index `u`. */
export const identityMap = (size: number): WindowMap =>
  stridedMap(size, 1, { first: 0, count: 1, step: 1 });

/** One output index that sees all of an input of `n` features. */
export const wholeMap = (n: number): WindowMap =>
  constantMap(1, { first: 0, count: n, step: 1 }, true);
