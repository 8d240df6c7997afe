import { wiringOf } from '../layers/index.js';
import type { Network, Wire, Wiring } from '../layers/index.js';
import { filled, interval, size as sizeOf } from './sets/axis-set.js';
import { regionOf } from './field.js';
import { feedersOf, nameAt, positionOf, sizeAt } from './positions.js';
import { lookers } from './lookers.js';
import { box, insert, shadows, volume } from './sets/products.js';
import type { Product, Products } from './sets/products.js';
import { readExtent, readIndex } from './query-errors.js';
import { runsOf } from './sets/runs.js';
import type { Run } from './sets/runs.js';
import { TooManyPieces } from './sets/effort.js';
import { MOST_PRODUCTS } from './walk.js';

/** The features of a layer that look at one pixel; lists have one entry an axis. */
export interface SeenBy {
  readonly layer: string;
  readonly pixel: readonly number[];
  /** The box of the features is `[lo, hi)`; `null` on every axis where none looks. */
  readonly lo: readonly (number | null)[];
  readonly hi: readonly (number | null)[];
  /** Features an axis. */
  readonly count: readonly number[];
  readonly runs: readonly (readonly Run[])[];
  /** Features over all axes together; rounded where they are more than 2^53. */
  readonly features: number;
  /** `false`: an upper bound. */
  readonly exact: boolean;
}

interface Looking {
  readonly products: Products;
  readonly exact: boolean;
}

const NONE: Looking = { products: [], exact: true };

const fillProduct = (product: Product): Product => product.map(filled);

/** The features that look at any of the products through one wire. */
function through(
  products: Products,
  { maps }: Wire,
  size: readonly number[],
  coarse = false,
): Products {
  const moved = products.map((product) =>
    product.map((set, axis) => lookers(set, maps[axis], size[axis], coarse)),
  );
  return moved.filter((product) => product.every((set) => set.length > 0));
}

function join(a: Looking, b: Looking, axes: number): Looking {
  const products = b.products.reduce((all, product) => insert(all, product), a.products);
  const few = products.length <= MOST_PRODUCTS;
  const exact = a.exact && b.exact && few;
  return { products: few ? products : [shadows(products, axes)], exact };
}

/** Adds what looks through one wire; on boxes where there are too many holes. */
function step(before: Looking, from: Looking, wire: Wire, size: readonly number[]): Looking {
  const exact = from.exact && wire.maps.every(({ doubt }) => doubt === null);
  try {
    const products = through(from.products, wire, size);
    return join(before, { products, exact }, size.length);
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    const products = through(from.products.map(fillProduct), wire, size, true).map(fillProduct);
    return join(
      { ...before, products: before.products.map(fillProduct) },
      { products, exact: false },
      size.length,
    );
  }
}

/** What looks at a feature, by the places of the layers; only of those that `needed` names. */
function walkUp(
  network: Network,
  wiring: Wiring,
  from: number,
  start: Product,
  needed: (at: number) => boolean,
): ReadonlyMap<number, Looking> {
  const found = new Map<number, Looking>([[from, { products: [start], exact: true }]]);
  for (let at = from + 1; at <= network.layers.length; at += 1) {
    if (!needed(at)) continue;
    let looking = NONE;
    for (const wire of wiring.wires[at]) {
      const below = found.get(wire.from);
      if (below) looking = step(looking, below, wire, sizeAt(network, wire.from));
    }
    if (looking.products.length > 0) found.set(at, looking);
  }
  return found;
}

const described = (
  layer: string,
  pixel: readonly number[],
  { products, exact }: Looking,
): SeenBy => {
  const bounds = box(products, pixel.length);
  const reached = shadows(products, pixel.length);
  return {
    layer,
    pixel,
    lo: bounds.map((range) => range && range[0]),
    hi: bounds.map((range) => range && range[1]),
    count: reached.map(sizeOf),
    runs: reached.map(runsOf),
    features: volume(products),
    exact,
  };
};

/**
 * The features of a layer whose clipped field holds a pixel: the inverse of {@link field}.
 *
 * @param pixel - of the input, one entry an axis; a single number stands for all axes
 * @param options - `to`: the layer that the pixel is a feature of; the input where it is left out
 * @throws UnknownLayerError, IndexRangeError
 */
export function seenBy(
  network: Network,
  layer: string,
  pixel: number | readonly number[],
  options: { readonly to?: string } = {},
): SeenBy {
  const wiring = wiringOf(network);
  const to = options.to ?? 'input';
  const at = positionOf(network, wiring, layer);
  const from = positionOf(network, wiring, to);
  const place = readIndex(to, sizeAt(network, from), pixel, 'pixel');
  const fed = feedersOf(wiring, at);
  const start = place.map((u) => interval(u, u + 1));
  const found = walkUp(network, wiring, from, start, (i) => i <= at && fed[i]);
  return described(nameAt(network, at), place, found.get(at) ?? NONE);
}

/**
 * The projective field of a pixel, or of a feature: what looks at it, of every layer that has some.
 *
 * @param pixel - of the input, one entry an axis; a single number stands for all axes
 * @param options - `to`: the layer that it is a feature of; the input where it is left out;
 *   `extent`: how many an axis are meant together, from `pixel` on, 1 where it is left out
 * @returns by the names of the layers, its own first
 * @throws UnknownLayerError, IndexRangeError
 */
export function projectiveField(
  network: Network,
  pixel: number | readonly number[],
  options: { readonly to?: string; readonly extent?: number | readonly number[] } = {},
): ReadonlyMap<string, SeenBy> {
  const wiring = wiringOf(network);
  const to = options.to ?? 'input';
  const from = positionOf(network, wiring, to);
  const place = readIndex(to, sizeAt(network, from), pixel, 'pixel');
  const extent = readExtent(to, sizeAt(network, from), place, options.extent);
  const found = walkUp(network, wiring, from, regionOf(place, extent), () => true);
  return new Map(
    Array.from(found, ([at, looking]) => {
      const name = nameAt(network, at);
      return [name, described(name, place, looking)] as const;
    }),
  );
}
