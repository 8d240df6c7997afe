import type { Network } from '../layers/index.js';
import { lattices } from './lattices.js';
import type { Row } from './row.js';

/** What a place may be off by where the jump is a fraction, in pixels. */
const ROUNDED = 1e-6;

/** How the field grows with depth, in two answers. */
export interface Growth {
  /** The layer from which on every feature of every layer sees the whole image. */
  readonly seesAll: string | null;
  /** The layer that makes the field grow most, on the axis where it does, in pixels. */
  readonly most: { readonly layer: string; readonly from: number; readonly to: number } | null;
}

/** Whether no pixel of an axis is beyond any feature of a row, which surely holds for none unknown. */
function coversAxis(row: Row, size: number, axis: number): boolean {
  const status = row.statuses[axis];
  if (status === 'whole') return row.dense[axis] && row.r_range[axis][0] >= size;
  const start = row.start[axis];
  if (status === 'bound' || status === 'unsupported' || start === null) return false;
  const [n, j, [least]] = [row.n[axis], Number(row.j[axis]), row.r_range[axis]];
  const phases = row.phases[axis] ?? [[start, least] as const];
  const period = phases.length;
  const isCovered = phases.slice(0, n).every(([center, r], u) => {
    const first = Number(center) + u * j;
    const last = first + (Math.ceil((n - u) / period) - 1) * period * j;
    const [latest, earliest] = [Math.max(first, last) - r / 2, Math.min(first, last) + r / 2];
    return latest <= ROUNDED && earliest >= size - ROUNDED;
  });
  return row.dense[axis] && isCovered;
}

function firstThatSeesAll({ inputSize }: Network, rows: readonly Row[]): string | null {
  const covers = (row: Row): boolean =>
    inputSize.every((size, axis) => coversAxis(row, size, axis));
  let first = rows.length;
  while (first > 0 && covers(rows[first - 1])) first -= 1;
  return rows[first]?.name ?? null;
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
  return { seesAll: firstThatSeesAll(network, rows), most: mostGrown(rows) };
}
