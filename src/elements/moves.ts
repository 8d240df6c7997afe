import type { Row } from '../arithmetic/index.js';
import type { Selection } from '../figure/index.js';

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));

/** Features to go on each axis; the last axis is x. */
export type Step = readonly [dz: number, dy: number, dx: number];

/** The feature so many steps from the selected one, kept inside the map. */
export function step({ layer, index }: Selection, row: Row, by: Step): Selection {
  const first = by.length - index.length;
  return { layer, index: index.map((u, axis) => clamp(u + by[first + axis], row.n[axis])) };
}

/** The feature of another layer that stands nearest to the selected one. */
export function nearest(selection: Selection | null, from: Row | undefined, to: Row): Selection {
  const index = to.n.map((n, axis) => {
    const [start, jump] = [to.start[axis], Number(to.j[axis])];
    const own = from?.start[axis];
    if (!selection || !from || start === null || own === null || own === undefined || jump === 0) {
      return Math.floor((n - 1) / 2);
    }
    const place = Number(own) + selection.index[axis] * Number(from.j[axis]);
    return clamp(Math.round((place - Number(start)) / jump), n);
  });
  return { layer: to.name, index };
}
