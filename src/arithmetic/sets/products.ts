import type { AxisSet } from './axis-set.js';
import { filled, hull, interval, isInterval, size } from './axis-set.js';
import { contains, difference, intersection, isEqual, union, unionAll } from './combine.js';

/** A set over all axes: the positions whose entry on every axis is in that axis' set. */
export type Product = readonly AxisSet[];

/** A union of products, none empty and none inside another. */
export type Products = readonly Product[];

function holds(outer: Product, inner: Product): boolean {
  if (outer === inner) return true;
  for (let axis = 0; axis < outer.length; axis += 1) {
    if (!contains(outer[axis], inner[axis])) return false;
  }
  return true;
}

/** The one axis on which two products differ, -1 where there are more. */
function onlyDifference(a: Product, b: Product): number {
  let only = -1;
  for (let axis = 0; axis < a.length; axis += 1) {
    if (isEqual(a[axis], b[axis])) continue;
    if (only >= 0) return -1;
    only = axis;
  }
  return only;
}

/** The union with one more product: inside another it is dropped, beside another joined. */
export function insert(products: Products, next: Product): Products {
  if (next.some((set) => set.length === 0)) return products;
  if (products.length === 0) return [next];
  if (products.some((product) => holds(product, next))) return products;
  const kept = products.filter((product) => !holds(next, product));
  for (const product of kept) {
    const axis = onlyDifference(product, next);
    if (axis < 0) continue;
    const joined = product.map((set, k) => (k === axis ? union(set, next[k]) : set));
    return insert(
      kept.filter((other) => other !== product),
      joined,
    );
  }
  return [...kept, next];
}

/** What a union of products reaches on each axis. */
export function shadows(products: Products, axes: number): Product {
  if (products.length === 1) return products[0];
  return Array.from({ length: axes }, (_, axis) =>
    unionAll(products.map((product) => product[axis])),
  );
}

/** The smallest box that holds a union of products, `null` an axis where it is empty. */
export const box = (products: Products, axes: number): ([number, number] | null)[] =>
  shadows(
    products.map((product) => product.map(filled)),
    axes,
  ).map(hull);

/** Parts of the first axis on which the same products stand. */
function slabs(products: Products): { set: AxisSet; over: Product[] }[] {
  let parts: { set: AxisSet; over: Product[] }[] = [];
  for (const product of products) {
    let rest = product[0];
    const next: typeof parts = [];
    for (const { set, over } of parts) {
      const common = intersection(set, rest);
      if (common.length === 0) {
        next.push({ set, over });
        continue;
      }
      next.push({ set: common, over: [...over, product] });
      const alone = difference(set, rest);
      if (alone.length > 0) next.push({ set: alone, over });
      rest = difference(rest, common);
    }
    if (rest.length > 0) next.push({ set: rest, over: [product] });
    parts = next;
  }
  return parts;
}

/** How many positions a union of products has. */
export function volume(products: Products): number {
  if (products.length === 0) return 0;
  if (products.length === 1) return products[0].reduce((all, set) => all * size(set), 1);
  if (products[0].length === 1) return size(shadows(products, 1)[0]);
  let total = 0;
  for (const { set, over } of slabs(products)) {
    let rest: Products = [];
    for (const product of over) rest = insert(rest, product.slice(1));
    total += size(set) * volume(rest);
  }
  return total;
}

/** Whether a union of products holds all of a box. */
function covers(products: Products, [bounds, ...others]: readonly AxisSet[]): boolean {
  const parts = slabs(products);
  const reached = unionAll(parts.map(({ set }) => set));
  if (!isEqual(reached, bounds)) return false;
  if (others.length === 0) return true;
  return parts.every(({ over }) =>
    covers(
      over.map((product) => product.slice(1)),
      others,
    ),
  );
}

/** Whether a union of products fills its box; nothing has no hole. */
export function fillsBox(products: Products): boolean {
  if (products.length === 0) return true;
  const [{ length }] = products;
  const ranges = box(products, length) as [number, number][];
  const sides = ranges.map((range) => interval(...range));
  return products.length === 1 ? products[0].every(isInterval) : covers(products, sides);
}
