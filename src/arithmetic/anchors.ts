import { wiringOf } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import type { Exact } from './exact.js';
import { add, divide } from './exact.js';
import { lattices } from './lattices/lattices.js';
import { positionOf } from './positions.js';
import type { Phase, Reason, Row, Status } from './lattices/row.js';

/** Where detection puts its anchors; lists have one entry an axis, lengths are in input pixels. */
export interface Anchors {
  readonly layer: string;
  /**
   * Centre of the field of feature 0; where the centres vary with a period, so that they lie
   * around `offset + u * stride` evenly. `null` where no feature sees a pixel.
   */
  readonly offset: readonly (Exact | null)[];
  /** Distance between neighbouring features. */
  readonly stride: readonly Exact[];
  readonly status: Status;
  readonly reason: Reason | null;
}

const centersOf = (phases: readonly Phase[]): Exact[] =>
  phases.map(([center]) => center).filter((center) => center !== null);

function offsetOf(row: Row, axis: number): Exact | null {
  const phases = row.phases[axis];
  const centers = phases && phases.length > 1 ? centersOf(phases) : [];
  return centers.length === 0 ? row.start[axis] : divide(centers.reduce(add), centers.length);
}

/**
 * Offset and stride of a layer's features in the image.
 *
 * @throws UnknownLayerError
 */
export function anchors(network: Network, layer: string): Anchors {
  const row = lattices(network)[positionOf(network, wiringOf(network), layer)];
  const { j: stride, status, reason } = row;
  return {
    layer: row.name,
    offset: stride.map((_, axis) => offsetOf(row, axis)),
    stride,
    status,
    reason,
  };
}
