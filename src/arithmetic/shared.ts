import { wiringOf } from '../layers/index.js';
import type { Network, Wiring } from '../layers/index.js';
import { intersection } from './sets/combine.js';
import { regionOf, walkDown } from './field.js';
import { positionOf, sizeAt } from './positions.js';
import { insert, volume } from './sets/products.js';
import type { Products } from './sets/products.js';
import { readExtent, readIndex } from './query-errors.js';

/** One feature, or a region of features. */
export interface Features {
  readonly layer: string;
  readonly index: number | readonly number[];
  readonly extent?: number | readonly number[];
}

/** What two fields have in common. */
export interface Shared {
  /** Real pixels that both see, over all axes together. */
  readonly pixels: number;
  /** Their share of the real pixels of each, 0 where it sees none. */
  readonly shares: readonly [number, number];
}

/** The real pixels that features see. */
function seen(network: Network, wiring: Wiring, { layer, index, extent }: Features): Products {
  const at = positionOf(network, wiring, layer);
  const size = sizeAt(network, at);
  const first = readIndex(layer, size, index);
  const region = regionOf(first, readExtent(layer, size, first, extent));
  return walkDown(network, wiring, at, 0, region).get(0)?.clipped ?? [];
}

/**
 * The pixels that the clipped fields of two features, or regions of features, have in common.
 *
 * @throws UnknownLayerError, IndexRangeError, and LayerError where a number passes 2^53
 */
export function sharedPixels(network: Network, a: Features, b: Features): Shared {
  const wiring = wiringOf(network);
  const [first, second] = [a, b].map((features) => seen(network, wiring, features));
  let common: Products = [];
  for (const one of first) {
    for (const other of second) {
      common = insert(
        common,
        one.map((set, axis) => intersection(set, other[axis])),
      );
    }
  }
  const pixels = volume(common);
  const share = (all: Products): number => (pixels === 0 ? 0 : pixels / volume(all));
  return { pixels, shares: [share(first), share(second)] };
}
