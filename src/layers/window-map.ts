import type { Values } from './sentences/fill.js';

/** `first, first + step, ...`, `count` of them; `step` is at least 1. */
export interface Progression {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}

/** What stands outside a map: nothing, or a copy of a position inside. */
export type Border = 'zeros' | 'reflect' | 'replicate' | 'circular';

export const BORDERS: readonly Border[] = ['zeros', 'reflect', 'replicate', 'circular'];

/** Why a window is not surely what is read: a sentence of the table. */
export interface Doubt {
  /** `bound`: nothing outside the window is read; `unsupported`: nothing is known. */
  readonly status: 'bound' | 'unsupported';
  readonly code: string;
  readonly values: Values;
}

/** What a layer type does on one axis: which input indices an output index needs. */
export interface WindowMap {
  /** Features of the output. */
  readonly size: number;
  /** `window(u + period)` is `window(u)` moved by `shift`. */
  readonly period: number;
  readonly shift: number;
  /** Indices that feature `u` needs, for any whole `u`, also outside the map; may be none. */
  readonly window: (u: number) => readonly Progression[];
  readonly border: Border;
  /** Whether every feature sees the whole input, whatever its size. */
  readonly whole: boolean;
  /** Whether features that see the whole input stay where those of the input are. */
  readonly inPlace: boolean;
  /** Whether period and shift are the same at any size of the input. */
  readonly regular: boolean;
  readonly doubt: Doubt | null;
}

const PLAIN = {
  border: 'zeros',
  whole: false,
  inPlace: false,
  regular: true,
  doubt: null,
} as const;

/** Every output index needs the same input indices. */
export function constantMap(size: number, window: Progression): WindowMap {
  const windows = [window];
  return { ...PLAIN, size, period: 1, shift: 0, window: () => windows };
}

/** Output index `u` needs the indices of `window` moved by `u * stride`. */
export function stridedMap(
  size: number,
  stride: number,
  window: Progression,
  border: Border = 'zeros',
): WindowMap {
  const windows = [window];
  // Written out, since a spread takes ten times as long and large networks have many of these.
  return {
    size,
    period: 1,
    shift: stride,
    window: (u) => (u === 0 ? windows : [{ ...window, first: window.first + u * stride }]),
    border,
    whole: false,
    inPlace: false,
    regular: true,
    doubt: null,
  };
}

/** Output index `u` needs what `phase(u)` does for `u` below `period`, moved on from there. */
export function periodicMap(
  size: number,
  period: number,
  shift: number,
  phase: (u: number) => readonly Progression[],
): WindowMap {
  return {
    ...PLAIN,
    size,
    period,
    shift,
    window(u) {
      const round = Math.floor(u / period);
      const windows = phase(u - round * period);
      if (round === 0) return windows;
      return windows.map((window) => ({ ...window, first: window.first + round * shift }));
    },
  };
}

/** Output index `u` needs input index `u`. */
export const identityMap = (size: number): WindowMap =>
  stridedMap(size, 1, { first: 0, count: 1, step: 1 });

/** One output index that sees all of an input of `n` features. */
export const wholeMap = (n: number): WindowMap => ({
  ...constantMap(1, { first: 0, count: n, step: 1 }),
  whole: true,
});

/** `size` output indices that each see all of an input of `n` features, and stay in its places. */
export const globalMap = (n: number, size = n): WindowMap => ({
  ...constantMap(size, { first: 0, count: n, step: 1 }),
  whole: true,
  inPlace: true,
});
