import type { Reason } from '../lattices/row.js';

/** A size of the input on one axis, and what decides it. */
export interface Limit {
  /** `null` where there is none, or none is found. */
  readonly size: number | null;
  readonly reason: Reason;
}
