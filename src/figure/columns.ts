import type { Row } from '../arithmetic/index.js';
import type { Layer, Network } from '../layers/index.js';
import { cellsOf } from './words/cells.js';
import { nameWidth } from './words/fit.js';
import type { Line } from './folds.js';
import { scaleOf, unitCells, unitColumn } from './words/units.js';
import type { Scale } from './words/units.js';

/** How much room there is; the element's own width decides, not the window's. */
export type Breadth = 'wide' | 'middle' | 'narrow' | 'tiny';

/** Right edges of the columns of the table, from its left edge. */
export interface Columns {
  readonly name: readonly [left: number, right: number];
  readonly edges: Readonly<Record<string, number>>;
  readonly bars: readonly [left: number, right: number] | null;
  /** The size of a pixel, where columns say lengths by it. */
  readonly scale: Scale | null;
}

/** Which columns a table has: those of the breadth, or of a table beside a figure that needs room. */
export type ColumnSet = Breadth | 'slim';

const EDGES = {
  wide: { k: 98, s: 120, p: 142, n: 182, j: 212, r: 252, start: 298 },
  middle: { n: 98, j: 126, r: 162, start: 206 },
  slim: { n: 98, r: 142 },
  narrow: { r: 88 },
  tiny: { r: 90 },
} as const;

const TABLE = { wide: 432, middle: 300, slim: 156, narrow: 100, tiny: 98 } as const;
const BARS = {
  wide: [310, 418],
  middle: [216, 288],
  slim: null,
  narrow: null,
  tiny: null,
} as const;

export const breadthOf = (width: number): Breadth =>
  width >= 900 ? 'wide' : width >= 640 ? 'middle' : width >= 360 ? 'narrow' : 'tiny';

/** Names up to this long, in pixels, fit without widening their column. */
const NAME_ROOM = 52;
/** The table gives longer ones at most so much more. */
const MOST_EXTRA = 90;

/** About how wide a digit of the table is, and the gap between two columns. */
const DIGIT = 7.2;
const GAP = 6;
/** Bars give long numbers at most so much of their width. */
const BARS_GIVE = 0.5;

/** Lengths that stand in units as well, where there is little room for them and where there is more. */
const IN_UNITS = { some: ['r'], all: ['j', 'r', 'start'] } as const;
/** From this width on there is more room. */
const AMPLE = 1200;

/** The lengths of a table that stand in units as well. */
const inUnitsOf = (set: ColumnSet, width: number): readonly ('j' | 'r' | 'start')[] =>
  set === 'wide' || set === 'middle'
    ? IN_UNITS[set === 'wide' && width >= AMPLE ? 'all' : 'some']
    : [];

/** What a table says of a row, also in units. */
export function tableCells(
  layer: Layer | undefined,
  row: Row,
  scale: Scale | null,
): Readonly<Record<string, string>> {
  const cells = cellsOf(layer, row);
  if (!scale) return cells;
  const lengths = unitCells(scale, row);
  return {
    ...cells,
    ...Object.fromEntries(IN_UNITS.all.map((name) => [unitColumn(name, scale), lengths[name]])),
  };
}

/** The edges of the columns, moved to the right by what long numbers need. */
function widened(
  edges: Readonly<Record<string, number>>,
  texts: readonly Readonly<Record<string, string>>[],
): { edges: Readonly<Record<string, number>>; by: number } {
  const names = Object.keys(edges);
  const out: Record<string, number> = {};
  let by = 0;
  names.forEach((name, i) => {
    const isInUnits = name.includes(' ');
    const lines = i === 0 ? [] : texts.flatMap((cells) => cells[name].split('\n'));
    const longest = Math.max(isInUnits ? name.length : 0, ...lines.map(({ length }) => length));
    const needed = DIGIT * longest + (isInUnits ? 2 * GAP : GAP);
    if (i > 0) by += Math.max(0, Math.ceil(needed - (edges[name] - edges[names[i - 1]])));
    out[name] = edges[name] + by;
  });
  return { edges: out, by };
}

/** Width of the strip of the depth beside the rows, and of the threads from it to them. */
export const STRIP = { width: 10, threads: 24 } as const;
/** The room that both take from the swatches and the names. */
const STRIP_ROOM = STRIP.width + STRIP.threads - 10;

/** Where layers are folded and there is room, the strip of all of them stands before the rows. */
const hasStrip = (set: ColumnSet, lines: readonly Line[]): boolean =>
  set === 'wide' && lines.some(({ maps }) => maps.length > 1);

/** The columns of the table, its width, and where its rules begin. */
export function columnsOf(
  set: ColumnSet,
  width: number,
  lines: readonly Line[],
  network: Network,
): { columns: Columns; table: number; left: number } {
  const left = hasStrip(set, lines) ? STRIP.width + STRIP.threads : 0;
  const strip = left && STRIP_ROOM;
  const longest = Math.max(...lines.map(({ name }) => nameWidth(name)));
  const most = BARS[set] ? MOST_EXTRA : Math.max(0, Math.min((width - 300) / 3, width / 6));
  const extra = Math.round(Math.min(most, Math.max(0, longest - NAME_ROOM)));
  const usual: Record<string, number> = Object.fromEntries(
    Object.entries(EDGES[set]).map(([column, edge]) => [column, edge + extra + strip]),
  );
  const scale = scaleOf(network);
  if (scale) {
    for (const name of inUnitsOf(set, width)) usual[unitColumn(name, scale)] = usual.start;
  }
  const layers = new Map(network.layers.map((layer) => [layer.name, layer]));
  const bars = BARS[set];
  const { edges, by } = widened(
    usual,
    lines.map(({ map: { row }, maps }) =>
      tableCells(maps.length > 1 ? undefined : layers.get(row.name), row, scale),
    ),
  );
  const given = bars ? Math.min(by, (bars[1] - bars[0]) * BARS_GIVE) : 0;
  const wider = strip + extra + by - given;
  return {
    left,
    table: TABLE[set] + wider,
    columns: {
      name: [
        left + (left ? 4 : 14),
        (edges.k ?? edges.n ?? edges.r ?? 0) - (set === 'wide' ? 18 : 26),
      ],
      edges,
      scale,
      bars: bars && [bars[0] + strip + extra + by, bars[1] + wider],
    },
  };
}
