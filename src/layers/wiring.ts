import type { Network } from './layer.js';
import type { WindowMap } from './window-map.js';

/** One input of a layer, and what the layer does to it. */
export interface Wire {
  /** 0 is the network's input, 1 the first layer. */
  readonly from: number;
  /** One an axis. */
  readonly maps: readonly WindowMap[];
}

/** A network by positions: 0 is its input, 1 the first layer. */
export interface Wiring {
  /** The inputs of every position; none of position 0. */
  readonly wires: readonly (readonly Wire[])[];
  readonly positions: ReadonlyMap<string, number>;
}

const known = new WeakMap<Network, Wiring>();

export const isNetwork = (value: unknown): value is Network =>
  typeof value === 'object' && value !== null && known.has(value as Network);

export function keepWiring(network: Network, wiring: Wiring): void {
  known.set(network, wiring);
}

/** The window maps of a network, by the names and inputs of its layers. */
export function wiringOf(network: Network): Wiring {
  const wiring = known.get(network);
  if (!wiring) throw new TypeError('a Network is made by readNetwork only');
  return wiring;
}
