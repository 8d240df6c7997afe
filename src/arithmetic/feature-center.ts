import type { Row } from './lattices/row.js';

/** Where feature `u` of a row stands on an axis, in input pixels. */
export function featureCenter(row: Row, axis: number, u: number): number {
  const phases = row.phases[axis];
  const offset = phases ? phases[u % phases.length][0] : row.start[axis];
  return Number(offset ?? row.start[axis] ?? 0) + u * Number(row.j[axis]);
}
