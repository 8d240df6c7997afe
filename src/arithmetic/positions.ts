import type { Network, Wiring } from '../layers/index.js';
import { placeOf, wiringOf } from '../layers/index.js';
import { UnknownLayerError } from './query-errors.js';

/** The position of a layer, or of the last one in a container: 0 is the input. */
export function positionOf(network: Network, wiring: Wiring, name: unknown): number {
  const found = typeof name === 'string' ? wiring.positions.get(name) : undefined;
  if (found !== undefined) return found;
  const names = ['input', ...network.layers.map((layer) => layer.name)];
  const place = typeof name === 'string' ? placeOf(name, names) : -1;
  if (place < 0) throw new UnknownLayerError(name, names);
  return place;
}

/** The place of a layer among the rows of its network. */
export const placeIn = (network: Network, name: unknown): number =>
  positionOf(network, wiringOf(network), name);

export const nameAt = (network: Network, at: number): string =>
  at === 0 ? 'input' : network.layers[at - 1].name;

/** Features of the map at a position, one entry an axis. */
export const sizeAt = (network: Network, at: number): readonly number[] =>
  at === 0 ? network.inputSize : network.layers[at - 1].size;

/** Whether the map at each position up to `top` is fed by the one at `to`, or is that one. */
export function fedBy({ wires }: Wiring, to: number, top: number): boolean[] {
  const fed: boolean[] = Array.from({ length: top + 1 }, (_, at) => to === 0 || at === to);
  for (let at = to + 1; to > 0 && at <= top; at += 1) {
    fed[at] = wires[at].some(({ from }) => from >= to && fed[from]);
  }
  return fed;
}

/** Whether the map at each position up to `top` feeds the one at `top`, or is that one. */
export function feedersOf(
  { wires }: { readonly wires: readonly (readonly { readonly from: number }[])[] },
  top: number,
): boolean[] {
  const feeds: boolean[] = Array.from({ length: top + 1 }, (_, at) => at === top);
  for (let at = top; at > 0; at -= 1) {
    if (feeds[at]) for (const { from } of wires[at]) feeds[from] = true;
  }
  return feeds;
}
