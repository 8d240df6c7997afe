import type { Given, Parameters, Read } from './parameters.js';
import type { WindowMap } from './window-map.js';

/** A type of layer with one input: its parameters, and what it does on one axis. */
export interface WindowType {
  readonly name: string;
  readonly parameters: Parameters;
  /**
   * The window map on `axis` over `n` input features.
   *
   * @throws LayerError where the parameters do not fit `n`; the layer is added to it by the reader
   */
  readonly windowMap: (parameters: Given, axis: number, n: number) => WindowMap;
}

/** A type of layer that joins several inputs of one size. */
export interface MergeType {
  readonly name: string;
  readonly parameters: Parameters;
  readonly windowMap: null;
}

export type LayerType = WindowType | MergeType;

export function defineWindowType<P extends Parameters>(type: {
  readonly name: string;
  readonly parameters: P;
  readonly windowMap: (parameters: Read<P>, axis: number, n: number) => WindowMap;
}): WindowType {
  const { name, parameters, windowMap } = type;
  return { name, parameters, windowMap: (given, axis, n) => windowMap(given as Read<P>, axis, n) };
}

export const defineMergeType = (name: string): MergeType => ({
  name,
  parameters: {},
  windowMap: null,
});
