import type { Network } from '../layers/index.js';
import { lattices } from './lattices/lattices.js';
import type { Row } from './lattices/row.js';
import { wholeFrom } from './sees-whole.js';

/** How the field grows with depth, in two answers. */
export interface Growth {
  /**
   * The layer from which on every feature of every layer sees the whole image; `undefined` where
   * that cannot be told.
   */
  readonly seesAll: string | null | undefined;
  /** The layer that makes the field grow most, on the axis where it does, in pixels. */
  readonly most: { readonly layer: string; readonly from: number; readonly to: number } | null;
}

/** The most that a row adds to the largest field of what feeds it; what sees everything is no growth. */
function mostGrown(rows: readonly Row[]): Growth['most'] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  let most: Growth['most'] = null;
  for (const { name, inputs, r, status } of rows) {
    if (status !== 'exact' && status !== 'varies') continue;
    r.forEach((to, axis) => {
      const from = Math.max(...inputs.map((input) => byName.get(input)?.r[axis] ?? 0));
      if (inputs.length > 0 && to - from > (most ? most.to - most.from : 0)) {
        most = { layer: name, from, to };
      }
    });
  }
  return most;
}

/**
 * From which layer on every feature sees the whole image, and which layer makes the field grow most.
 *
 * @throws LayerError naming the layer whose numbers pass 2^53
 */
export function growth(network: Network): Growth {
  const rows = lattices(network);
  return { seesAll: wholeFrom(network), most: mostGrown(rows) };
}
