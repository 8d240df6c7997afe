import type { Row } from '../arithmetic/index.js';
import type { Features, Selection } from '../figure/index.js';

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));

/** Features to go on each axis; the last axis is x. */
export type Step = readonly [dz: number, dy: number, dx: number];

/** So many steps from a place, kept inside a map of the given size. */
export function moved(index: readonly number[], size: readonly number[], by: Step): number[] {
  const first = by.length - index.length;
  return index.map((u, axis) => clamp(u + by[first + axis], size[axis]));
}

/** The features so many steps from the selected ones, kept inside the map. */
export function step(selection: Selection, row: Row, by: Step): Selection {
  const { index, extent } = selection;
  const room = row.n.map((n, axis) => n - (extent?.[axis] ?? 1) + 1);
  return { ...selection, index: moved(index, room, by) };
}

/** The region from the selected feature on, so many features longer; a single one has no extent. */
export function extend(selection: Selection, row: Row, by: Step): Selection {
  const { index, extent = index.map(() => 1), ...rest } = selection;
  const room = row.n.map((n, axis) => n - index[axis] + 1);
  const longer = moved(extent, room, by).map((count) => Math.max(1, count));
  const isSingle = longer.every((count) => count === 1);
  return { ...rest, index, ...(isSingle ? {} : { extent: longer }) };
}

/** The region between two features of a layer, each of them in it. */
export function between(layer: string, a: readonly number[], b: readonly number[]): Features {
  const index = a.map((u, axis) => Math.min(u, b[axis]));
  const extent = a.map((u, axis) => Math.abs(u - b[axis]) + 1);
  return { layer, index, ...(extent.every((count) => count === 1) ? {} : { extent }) };
}

/** The feature of another layer that stands nearest to the selected one. */
export function nearest(selection: Features | null, from: Row | undefined, to: Row): Features {
  const index = to.n.map((n, axis) => {
    const [start, jump] = [to.start[axis], Number(to.j[axis])];
    const own = from?.start[axis];
    if (!selection || !from || start === null || own === null || own === undefined || jump === 0) {
      return Math.floor((n - 1) / 2);
    }
    const middle = selection.index[axis] + ((selection.extent?.[axis] ?? 1) - 1) / 2;
    const place = Number(own) + middle * Number(from.j[axis]);
    return clamp(Math.round((place - Number(start)) / jump), n);
  });
  return { layer: to.name, index };
}
