import { wiringOf } from '../../layers/index.js';
import type { Network, Wire } from '../../layers/index.js';
import { interval } from '../sets/axis-set.js';
import { difference } from '../sets/combine.js';
import type { Product, Products } from '../sets/products.js';
import { NOTHING, walk } from '../walk.js';
import type { Reading } from '../walk.js';
import { readersOf } from './axis-maps.js';
import { sound } from './losses.js';
import type { Loss } from './losses.js';

const asReading = (products: Products): Reading => ({
  ...NOTHING,
  unclipped: products,
  clipped: products,
});

const soundWire = ({ from, maps }: Wire, size: readonly number[]): Wire => ({
  from,
  maps: maps.map((map, axis) => sound(map, size[axis])),
});

const sizeAt = ({ inputSize, layers }: Network, at: number): readonly number[] =>
  at === 0 ? inputSize : layers[at - 1].size;

const everything = (size: readonly number[]): Product => size.map((n) => interval(0, n));

/** The pixels that are read, from the features of some maps down. */
function walkDown(network: Network, start: ReadonlyMap<number, Product>): Products {
  const { wires } = wiringOf(network);
  const readings = wires.map((_, at) => {
    const product = start.get(at);
    return product ? asReading([product]) : NOTHING;
  });
  for (let at = readings.length - 1; at > 0; at -= 1) {
    const { clipped } = readings[at];
    if (clipped.length === 0) continue;
    for (const wire of wires[at]) {
      const size = sizeAt(network, wire.from);
      const before = readings[wire.from];
      readings[wire.from] = walk(asReading(clipped), soundWire(wire, size), before, size);
    }
  }
  return readings[0].clipped;
}

/** The pixels that the features of all last layers read together. */
export function pixelsRead(network: Network): Products {
  const readers = readersOf(wiringOf(network).wires);
  const last = readers.flatMap((above, at) => (above.length === 0 ? [at] : []));
  return walkDown(network, new Map(last.map((at) => [at, everything(sizeAt(network, at))])));
}

/** The pixels read through the map of a loss, where nothing else is lost above it. */
export function pixelsReadThrough(network: Network, axis: number, loss: Loss): Products {
  const product = everything(sizeAt(network, loss.at)).map((set, k) =>
    k === axis ? difference(set, loss.unread) : set,
  );
  return walkDown(network, new Map([[loss.at, product]]));
}
