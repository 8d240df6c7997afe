import type { Breadth, ColumnSet } from './columns.js';
import type { Network } from '../layers/index.js';
import { everyLayer, foldLines } from './folds.js';
import type { Line } from './folds.js';
import type { Layout } from './layout.js';
import type { Drawing, DrawnMap } from './maps.js';

/** So many pixels of rows are comfortable; beyond it rows become lower, down to the least. */
const COMFORTABLE = 1120;
const LEAST = 24;
/** No more than this many pixels of rows; beyond it, those away from the selection shrink. */
const TALLEST = 4800;

/** What rows there are, and what else a view asks of them. */
export interface Plan {
  /** From the input up. */
  readonly lines: readonly Line[];
  /** Heights of the rows, from the input up. */
  readonly heights: (breadth: Breadth, width: number, selected: number) => number[];
  /** Whether sheets stand on the rules, which need room above and beside them. */
  readonly sheets: boolean;
  /** The columns of the table, where they are not those of the room there is. */
  readonly columns?: (breadth: Breadth, width: number) => ColumnSet;
}

/** Height of one line of a row's numbers, and the air between two rows of several lines. */
export const LINE = 12;
const AIR = 6;

/** Lines that the numbers of a row take: one an axis where the axes differ, in pixels or in units. */
export const linesOf = ({ spacing }: Network, { row: { n, j, r, start } }: DrawnMap): number =>
  [n, j, r, start, spacing ?? []].some((values) => new Set(values.map(String)).size > 1)
    ? n.length
    : 1;

/**
 * A row for every layer, or for several that are folded, and sheets that stand on its rules.
 *
 * @param folding - whether layers may be folded into stages
 * @param selected - name of the selected layer, which has a row of its own
 */
export function stackPlan(
  { network, maps, byName }: Drawing,
  folding: boolean,
  selected: string | null,
): Plan {
  const lines = folding ? foldLines(maps, byName.get(selected ?? '')) : everyLayer(maps);
  const isFolded = lines.length < maps.length;
  return {
    lines,
    heights: (breadth, width, at) =>
      roomy(
        lines.map(({ map }) => linesOf(network, map)),
        isFolded ? foldedHeights(lines, breadth, at) : rowHeights(lines.length, breadth, width, at),
      ),
    sheets: true,
  };
}

/** The heights, at least those of the numbers where they take several lines; not where rows are too many. */
function roomy(lines: readonly number[], heights: number[]): number[] {
  const grown = heights.map((height, i) =>
    lines[i] > 1 ? Math.max(height, lines[i] * LINE + AIR) : height,
  );
  return grown.reduce((sum, height) => sum + height, 0) <= TALLEST ? grown : heights;
}

/** Height of a row where stages fold, of one with two lines of text, and what is added near the selection. */
const FOLDED = { least: 28, most: 45, stage: 50, focus: 10 } as const;

/** Heights where stages fold: those near the selection have more room. */
function foldedHeights(lines: readonly Line[], breadth: Breadth, selected: number): number[] {
  const narrow = breadth === 'narrow' || breadth === 'tiny';
  const stages = narrow ? 0 : lines.filter(({ maps }) => maps.length > 1).length;
  const rest = (COMFORTABLE - stages * FOLDED.stage) / Math.max(1, lines.length - stages);
  const base = Math.min(narrow ? 30 : FOLDED.most, Math.max(FOLDED.least, rest - FOLDED.focus));
  return lines.map(({ maps }, i) =>
    Math.max(
      base + FOLDED.focus * Math.exp(-Math.abs(i - selected) / 2),
      maps.length > 1 ? (narrow ? base + 6 : FOLDED.stage) : 0,
    ),
  );
}

/** Heights of the rows from the input up. Where they do not fit, those far from the selection give way. */
function rowHeights(count: number, breadth: Breadth, width: number, selected: number): number[] {
  const narrow = breadth === 'narrow' || breadth === 'tiny';
  const few = count <= 3;
  const usual = few
    ? Math.min(narrow ? 72 : 104, Math.round(240 / count))
    : narrow
      ? 34
      : width > 1200
        ? 56
        : 45;
  const closer = narrow && !few;
  const heights = Array.from({ length: count }, (_, i) => (closer && i > selected ? 27 : usual));
  const total = heights.reduce((sum, h) => sum + h, 0);
  if (total <= COMFORTABLE) return heights;
  const even = Math.max(LEAST, COMFORTABLE / count);
  if (even * count <= TALLEST) return heights.map(() => even);
  const focus = heights.map((_, i) => 22 * Math.exp(-Math.abs(i - selected) / 2.5));
  const rest = (TALLEST - focus.reduce((sum, h) => sum + h, 0)) / count;
  return focus.map((h) => rest + h);
}

/** Rows are at least so high. */
const LOWEST = 8;

/** The plan whose rows are stretched, or pressed together, until a layout has another height. */
export function stretched(plan: Plan, layout: Layout, height: number): Plan {
  const rows = layout.rows.reduce((sum, { top, rule }) => sum + rule - top, 0);
  const factor = Math.max(LOWEST * layout.rows.length, height - (layout.height - rows)) / rows;
  return {
    ...plan,
    heights: (...room) => plan.heights(...room).map((own) => own * factor),
  };
}
