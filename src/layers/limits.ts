/** What a network may hold at most; beyond it one error before anything is allocated. */
export const LIMITS = {
  /** Layers of a network. */
  layers: 100_000,
  /** Names under `inputs`, of all layers together. */
  inputs: 1_000_000,
  /** Characters of JSON text. */
  text: 16 * 2 ** 20,
  /** Characters of a name. */
  name: 1_000,
  /** The largest size or parameter. */
  number: 2 ** 31 - 1,
  /** Axes of the input. */
  axes: 3,
} as const;
