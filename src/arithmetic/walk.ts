import type { Wire } from '../layers/index.js';
import { filled } from './sets/axis-set.js';
import { needs, real } from './needs.js';
import { insert, shadows } from './sets/products.js';
import type { Product, Products } from './sets/products.js';
import { TooManyPieces } from './sets/effort.js';

/** More products than this become one that holds them all. */
export const MOST_PRODUCTS = 128;

/** What is read of one map: as if it went on for ever, and what is really there. */
export interface Reading {
  readonly unclipped: Products;
  readonly clipped: Products;
  /** Whether both are what is read, and not a bound of it. */
  readonly exact: boolean;
}

const NONE: Products = [];

export const NOTHING: Reading = { unclipped: NONE, clipped: NONE, exact: true };

const fillProduct = (product: Product): Product => product.map(filled);

/** Few products that hold all of `products`. */
const coarse = (products: Products, axes: number): Products =>
  products.length > MOST_PRODUCTS ? [shadows(products, axes)] : products;

const isSeen = (product: Product): boolean => product.every((set) => set.length > 0);

const moveProduct = (product: Product, { maps }: Wire, coarse: boolean): Product =>
  product.map((set, axis) => needs(set, maps[axis], coarse));

/** What the products need; one that is empty on an axis needs nothing. */
const moveProducts = (products: Products, wire: Wire, coarse: boolean): Products =>
  products.map((product) => moveProduct(product, wire, coarse)).filter(isSeen);

function clipProduct(product: Product, { maps }: Wire, size: readonly number[]): Product {
  const clipped = product.map((set, axis) => real(set, size[axis], maps[axis].border));
  return clipped.every((set, axis) => set === product[axis]) ? product : clipped;
}

function through(reading: Reading, wire: Wire, size: readonly number[], coarse: boolean): Reading {
  const moved = moveProducts(reading.unclipped, wire, coarse);
  const source =
    reading.clipped === reading.unclipped ? moved : moveProducts(reading.clipped, wire, coarse);
  const clipped = source.map((product) => clipProduct(product, wire, size));
  const same = source === moved && clipped.every((product, i) => product === moved[i]);
  const exact = reading.exact && wire.maps.every(({ doubt }) => doubt === null);
  return { unclipped: moved, clipped: same ? moved : clipped.filter(isSeen), exact };
}

const fill = ({ unclipped, clipped }: Reading): Reading => ({
  unclipped: unclipped.map(fillProduct),
  clipped: clipped.map(fillProduct),
  exact: false,
});

/** Runs `make` on a reading, or on its boxes where its holes are too many. */
export function orFilled<T>(reading: Reading, make: (reading: Reading, coarse: boolean) => T): T {
  try {
    return make(reading, false);
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return make(fill(reading), true);
  }
}

const insertAll = (products: Products, more: Products): Products =>
  more.reduce((all, product) => insert(all, product), products);

function join(a: Reading, b: Reading, axes: number): Reading {
  const unclipped = insertAll(a.unclipped, b.unclipped);
  const same = a.unclipped === a.clipped && b.unclipped === b.clipped;
  const clipped = same ? unclipped : insertAll(a.clipped, b.clipped);
  const few = coarse(unclipped, axes);
  const exact = a.exact && b.exact && few === unclipped && clipped.length <= MOST_PRODUCTS;
  return { unclipped: few, clipped: same ? few : coarse(clipped, axes), exact };
}

/**
 * What is read of the map behind a wire.
 *
 * @param reading - what is read of the layer itself
 * @param before - what others read of the map behind
 * @param size - features of the map behind, one entry an axis
 */
export function walk(
  reading: Reading,
  wire: Wire,
  before: Reading,
  size: readonly number[],
): Reading {
  const moved = orFilled(reading, (from, coarse) => through(from, wire, size, coarse));
  if (before === NOTHING && moved.unclipped.length === 1) return moved;
  try {
    return join(before, moved, size.length);
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return { ...join(fill(before), fill(moved), size.length), exact: false };
  }
}
