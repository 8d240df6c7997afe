/** Zeros before and after a map on one axis. */
export type Pair = readonly [before: number, after: number];

/** A parameter in its full form: one entry an axis where it is spatial, null where it is left out. */
export type ParameterValue =
  | number
  | string
  | boolean
  | null
  | readonly (number | null)[]
  | readonly Pair[]
  | { readonly [parameter: string]: ParameterValue };

/** One checked layer of a {@link Network}. */
export interface Layer {
  readonly name: string;
  /** A type of the registry, such as `conv`. */
  readonly type: string;
  /** Names of the layers that feed this one; `input` is the network's input. */
  readonly inputs: readonly string[];
  /** All parameters of the type, defaults filled in. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Features of the output, one entry an axis. */
  readonly size: readonly number[];
  readonly channels?: number;
  readonly groups?: number;
  readonly note?: string;
}

/** A checked network, deeply frozen; only `readNetwork` makes one. */
export interface Network {
  readonly name: string | null;
  /** Pixels of the input, one entry an axis; the last axis is x. */
  readonly inputSize: readonly number[];
  readonly layers: readonly Layer[];
  /** Size of a pixel an axis, in `unit`. */
  readonly spacing: readonly number[] | null;
  readonly unit: readonly string[] | null;
}
