import type { Row } from '../row.js';
import type { Kind } from './finding.js';
import { deepest } from './survey.js';

/** Fewer features than this share see padding at the border of any map. */
const LEAST_SHARE = 0.5;

/** How many features have a field that lies within `size` pixels; `null` where it is not known. */
function inside(row: Row, axis: number, size: number): number | null {
  const [n, j, phases] = [row.n[axis], Number(row.j[axis]), row.phases[axis]];
  if (!phases) return null;
  if (j === 0) {
    const [center, r] = phases[0];
    return Number(center) >= r / 2 && Number(center) + r / 2 <= size ? n : 0;
  }
  let count = 0;
  phases.forEach(([center, r], phase) => {
    const reach = center === null ? 0 : r / 2;
    const lowest = (reach - Number(center)) / j;
    const highest = (size - reach - Number(center)) / j;
    const first = Math.max(0, Math.ceil((lowest - phase) / phases.length));
    const last = Math.floor((Math.min(n - 1, highest) - phase) / phases.length);
    count += Math.max(0, last - first + 1);
  });
  return count;
}

/** The share of the features of the last map that see padding. */
export const paddingSeen: Kind = {
  code: 'padding_seen',
  severity: 'info',
  find(survey) {
    const { inputSize } = survey.network;
    const places = inputSize.map((_, axis) => deepest(survey, axis));
    const [at] = places;
    if (at === null || places.some((place) => place !== at)) return [];
    const row = survey.rows[at];
    let free = 1;
    for (const [axis, size] of inputSize.entries()) {
      const count = inside(row, axis, size);
      if (count === null) return [];
      free *= count / row.n[axis];
    }
    const share = 1 - free;
    if (share <= LEAST_SHARE) return [];
    return [{ layer: row.name, weight: share / 2, values: { layer: row.name, share } }];
  },
};
