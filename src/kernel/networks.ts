import { readView } from '../figure/index.js';
import { pointwise, readNetwork } from '../layers/index.js';
import type { Network, Remarks } from '../layers/index.js';
import { fromPython, MARK } from '../layers/reading/python-value.js';

const KEPT_NETWORKS = 16;
const kept = new Map<number, Network>();

/** A network that is no longer kept read. */
export class Forgotten extends Error {}

function keep(key: number, network: Network): void {
  kept.delete(key);
  kept.set(key, network);
  if (kept.size <= KEPT_NETWORKS) return;
  const [oldest] = kept.keys();
  kept.delete(oldest);
}

/** The network of a number. */
export function networkOf(key: number): Network {
  const network = kept.get(key);
  if (!network) throw new Forgotten(`network ${key} is not kept`);
  keep(key, network);
  return network;
}

/** Values as Python sent them; a walk over all of them only where one is marked. */
export const parsed = (text: string): unknown =>
  text.includes(MARK) ? fromPython(JSON.parse(text)) : JSON.parse(text);

/** Reads what was written as the network of a number. */
export function open(key: number, written: string): void {
  const { source, options } = parsed(written) as { source: unknown; options: Remarks };
  keep(key, readNetwork(source, options));
}

/** The network as a view reads it. */
export function networkIn(view: unknown, key: number): Network {
  const network = networkOf(key);
  return readView(view ?? {}).pointwise ? pointwise(network) : network;
}
