import { cellsOf } from './cells.js';
import { everyLayer, foldLines } from './folds.js';
import type { Line } from './folds.js';
import type { Drawing, DrawnMap, Pair } from './maps.js';
import { hullOutside } from './outside.js';

/** How much room there is; the element's own width decides, not the window's. */
export type Breadth = 'wide' | 'middle' | 'narrow' | 'tiny';

/** A sentence that stands in the row of a layer, below its numbers. */
export interface Remark {
  readonly layer: string;
  readonly text: string;
}

/** Where the row of a layer, or of several that are folded into one, stands. */
export interface RowPlace extends Line {
  readonly top: number;
  /** Where its name and numbers end: at the rule, but for a remark below them. */
  readonly foot: number;
  /** The rule at the foot of the row, which runs on as the front edge of the sheet. */
  readonly rule: number;
  /** Whether there is room for its name and numbers. */
  readonly labelled: boolean;
}

/** Right edges of the columns of the table, from its left edge. */
export interface Columns {
  readonly name: readonly [left: number, right: number];
  readonly edges: Readonly<Record<string, number>>;
  readonly bars: readonly [left: number, right: number] | null;
}

/** The grid that the figure and the table beside it share, in CSS pixels. */
export interface Layout {
  readonly breadth: Breadth;
  readonly width: number;
  readonly height: number;
  /** Height of the read-out above the rows. */
  readonly head: number;
  /** Lines of the read-out that are reserved, so that nothing moves while the pointer does. */
  readonly lines: readonly [headline: number, detail: number];
  /** Width of the table, where the figure begins. */
  readonly table: number;
  /** Width of the lines below the headline. */
  readonly detail: number;
  readonly columns: Columns;
  /** From the input up. */
  readonly rows: readonly RowPlace[];
  /** Foot of the rows: the front edge of the input. */
  readonly ground: number;
  /** Height of the axis: below the input and the padding before it. */
  readonly axis: number;
  /** Free margin to the right of the figure. */
  readonly margin: number;
  /** The sheet of the stack at rest. */
  readonly sheet: {
    /** Screen pixels for one pixel of the image. */
    readonly scale: number;
    /** How far up and right a sheet runs back, in parts of its depth. */
    readonly slope: Pair;
    /** Screen x of its front left corner. */
    readonly left: number;
    /** How far up the maps run back from their rule, in screen pixels. */
    readonly back: number;
  };
}

const EDGES = {
  wide: { k: 98, s: 120, p: 142, n: 182, j: 212, r: 252, start: 298 },
  middle: { n: 98, j: 126, r: 162, start: 206 },
  narrow: { r: 88 },
  tiny: { r: 90 },
} as const;

const TABLE = { wide: 432, middle: 300, narrow: 100, tiny: 98 } as const;
const BARS = { wide: [310, 418], middle: [216, 288], narrow: null, tiny: null } as const;
const MARGIN = { wide: 34, middle: 34, narrow: 12, tiny: 10 } as const;
const LINES = {
  wide: [1, 3],
  middle: [1, 4],
  narrow: [2, 3],
  tiny: [2, 4],
} as const;

/** The same where the lines of detail may run over the whole width. */
const FLAT_LINES = { wide: [1, 2], middle: [1, 3], narrow: [2, 3], tiny: [2, 4] } as const;

const HEADLINE = 27;
const DETAIL = 19;
const HEADS = 26;
/** Height of the axis below the ground. */
export const AXIS = 34;
/** Maps may reach past the frame by this part of it before the sheets shrink to make room. */
const SPILL = 0.12;
/** The longest front edge of a sheet; beyond it the margin grows. */
const LONGEST_EDGE = 560;
/** No more than this many pixels of rows; beyond it, rows away from the selection shrink. */
const TALLEST = 1120;
/** Height of one line of a row's numbers, and the air between two rows. */
export const LINE = 12;
const AIR = 3;
/** Text of the first row reaches so high above its rule. */
const ROW_TEXT = 28;

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

/** The edges of the columns, moved to the right by what long numbers need. */
function widened(
  edges: Readonly<Record<string, number>>,
  texts: readonly Readonly<Record<string, string>>[],
): { edges: Readonly<Record<string, number>>; by: number } {
  const names = Object.keys(edges);
  const out: Record<string, number> = {};
  let by = 0;
  names.forEach((name, i) => {
    const lines = i === 0 ? [] : texts.flatMap((cells) => cells[name].split('\n'));
    const needed = DIGIT * Math.max(0, ...lines.map(({ length }) => length)) + GAP;
    if (i > 0) by += Math.max(0, Math.ceil(needed - (edges[name] - edges[names[i - 1]])));
    out[name] = edges[name] + by;
  });
  return { edges: out, by };
}

function columnsOf(
  breadth: Breadth,
  width: number,
  lines: readonly Line[],
): { columns: Columns; table: number } {
  const longest = Math.max(...lines.map(({ name }) => nameWidth(name)));
  const most = BARS[breadth] ? MOST_EXTRA : Math.max(0, (width - 340) / 4);
  const extra = Math.round(Math.min(most, Math.max(0, longest - NAME_ROOM)));
  const usual = Object.fromEntries(
    Object.entries(EDGES[breadth]).map(([column, edge]) => [column, edge + extra]),
  );
  const bars = BARS[breadth];
  const { edges, by } = widened(
    usual,
    lines.map(({ map }) => cellsOf(undefined, map.row)),
  );
  const given = bars ? Math.min(by, (bars[1] - bars[0]) * BARS_GIVE) : 0;
  const wider = extra + by - given;
  return {
    table: TABLE[breadth] + wider,
    columns: {
      name: [14, (edges.k ?? edges.n ?? edges.r ?? 0) - (breadth === 'wide' ? 18 : 26)],
      edges,
      bars: bars && [bars[0] + extra + by, bars[1] + wider],
    },
  };
}

/** What rows there are, and what else a view asks of them. */
export interface Plan {
  /** From the input up. */
  readonly lines: readonly Line[];
  /** Heights of the rows, from the input up. */
  readonly heights: (breadth: Breadth, width: number, selected: number) => number[];
  /** Whether sheets stand on the rules, which need room above and beside them. */
  readonly sheets: boolean;
}

/**
 * A row for every layer, or for several that are folded, and sheets that stand on its rules.
 *
 * @param folding - whether layers may be folded into stages
 * @param selected - name of the selected layer, which has a row of its own
 */
export function stackPlan(
  { maps, byName }: Drawing,
  folding: boolean,
  selected: string | null,
): Plan {
  const lines = folding ? foldLines(maps, byName.get(selected ?? '')) : everyLayer(maps);
  const isFolded = lines.length < maps.length;
  return {
    lines,
    heights: (breadth, width, at) =>
      isFolded ? foldedHeights(lines, breadth, at) : rowHeights(lines.length, breadth, width, at),
    sheets: true,
  };
}

/** Height of a row where stages fold, of one with two lines of text, and what is added near the selection. */
const FOLDED = { least: 28, most: 45, stage: 50, focus: 10 } as const;

/** Heights where stages fold: those near the selection have more room. */
function foldedHeights(lines: readonly Line[], breadth: Breadth, selected: number): number[] {
  const narrow = breadth === 'narrow' || breadth === 'tiny';
  const stages = narrow ? 0 : lines.filter(({ maps }) => maps.length > 1).length;
  const rest = (TALLEST - stages * FOLDED.stage) / Math.max(1, lines.length - stages);
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
  if (total <= TALLEST) return heights;
  const even = TALLEST / count;
  if (even >= 24) return heights.map(() => even);
  const focus = heights.map((_, i) => 22 * Math.exp(-Math.abs(i - selected) / 2.5));
  const rest = (TALLEST - focus.reduce((sum, h) => sum + h, 0)) / count;
  return focus.map((h) => rest + h);
}

/**
 * Which rows keep their name and numbers: those of `first`, then whatever touches no other.
 *
 * @param least - the least distance from the rule of each row to that of the next one below
 */
function labelled(
  rules: readonly number[],
  first: readonly number[],
  least: (row: number) => number,
): boolean[] {
  const kept = [...first];
  const [start] = first;
  const outward = [
    ...rules.map((_, i) => i).slice(start + 1),
    ...rules
      .map((_, i) => i)
      .slice(0, start)
      .reverse(),
  ];
  for (const i of outward) {
    const touches = (other: number): boolean =>
      Math.abs(rules[other] - rules[i]) < least(Math.max(other, i));
    if (!kept.some(touches)) kept.push(i);
  }
  const shown = new Set(kept);
  return rules.map((_, i) => shown.has(i));
}

/** About how high a remark is in the 12 px type of the table, and the air around it. */
const remarkHeight = (text: string, table: number): number =>
  10 + 17 * Math.ceil((6.1 * [...text].length + 12) / (table - 26));

/** Lines that the numbers of a row take: one an axis where the axes differ. */
export const linesOf = (maps: readonly DrawnMap[]): number =>
  Math.max(
    ...maps.map(({ row: { n, j, r, start } }) =>
      Math.max(
        ...[n, j, r, start].map((values) => (new Set(values.map(String)).size > 1 ? n.length : 1)),
      ),
    ),
  );

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

/** About how wide a name is in the figure's 12 px semi-bold type. */
export const nameWidth = (name: string): number => 6.9 * [...name].length;

/** How far the maps with their padding reach past the frame, but for what is allowed. */
function spill({ maps, frame }: Drawing, axis: 0 | 1): Pair {
  const reaches = maps.map((map) => hullOutside(map)[axis]);
  const past = (end: 0 | 1): number =>
    Math.max(0, Math.max(...reaches.map((reach) => reach[end])) - SPILL * frame[axis]);
  return [past(0), past(1)];
}

/** The sheet of the stack at rest, in the room beside the table. */
function sheetOf(drawing: Drawing, table: number, room: number, pitch: number): Layout['sheet'] {
  const [height, width] = drawing.frame;
  const slope: Pair = pitch < 30 ? [0.26, 0.34] : [0.3, 0.35];
  const [[behind, before], [left, right]] = [spill(drawing, 0), spill(drawing, 1)];
  const scale = Math.min(
    room / (left + width + right + slope[1] * (behind + height + before)),
    LONGEST_EDGE / Math.max(width, height),
  );
  return {
    scale,
    slope,
    left: table + (left + slope[1] * before) * scale,
    back: slope[0] * (height + behind) * scale,
  };
}

/** No table: the lines of the read-out alone, and all the room below them. */
export function bareLayout(width: number): Layout {
  const breadth = breadthOf(width);
  const lines = FLAT_LINES[breadth];
  const head = 8 + lines[0] * HEADLINE + lines[1] * DETAIL + HEADS;
  return {
    ...{ breadth, width, head, lines, table: 0, detail: width, margin: MARGIN[breadth], rows: [] },
    columns: { name: [0, 0], edges: {}, bars: null },
    ...{ ground: head, axis: head, height: head + AXIS },
    sheet: { scale: 1, slope: [0.3, 0.35], left: 0, back: 0 },
  };
}

/**
 * Places the rows of the table and with them what stands on them.
 *
 * @param width - width of the element in CSS pixels
 * @param selected - depth of the selected layer, 0 for the input
 * @param remark - a sentence that one row has to hold; where the table folds it stands elsewhere
 */
export function layOut(
  drawing: Drawing,
  width: number,
  selected: number,
  remark: Remark | null = null,
  plan: Plan = stackPlan(drawing, false, null),
): Layout {
  const { maps } = drawing;
  const { lines: each, sheets } = plan;
  const breadth = breadthOf(width);
  const rowOf = (depth: number | undefined): number =>
    each.findIndex(({ map }) => map.depth === depth);
  const { columns, table } = columnsOf(breadth, width, each);
  const margin = MARGIN[breadth];
  const lines = (sheets ? LINES : FLAT_LINES)[breadth];
  const own = Math.max(0, rowOf(selected));
  const heights = plan.heights(breadth, width, own);
  const found = remark && columns.bars ? rowOf(drawing.byName.get(remark.layer)?.depth) : -1;
  const remarked = found < 0 ? undefined : found;
  const below = remark ? remarkHeight(remark.text, table) : 0;
  if (remarked !== undefined) heights[remarked] = Math.max(heights[remarked], ROW_TEXT) + below;
  const top = heights.at(-1) ?? 0;
  const sheet = sheetOf(drawing, table, width - table - margin, top);
  const headline = 8 + lines[0] * HEADLINE;
  const text = headline + lines[1] * DETAIL + (columns.bars ? HEADS : 8);
  const head = Math.ceil(
    Math.max(text + Math.max(0, ROW_TEXT - top), sheets ? headline + 12 + sheet.back - top : 0),
  );
  const rules: number[] = [];
  heights.reduceRight((y, h, i) => (rules[i] = y + h), head);
  const first = remarked === undefined ? [own] : [own, remarked];
  const least = AIR + LINE * linesOf(maps);
  const shown = labelled(rules, first, (row) => (row === remarked ? ROW_TEXT : least));
  const ground = rules[0];
  const [[, before]] = hullOutside(maps[0]);
  const axis = ground + (sheets ? before * sheet.slope[0] * sheet.scale : 0);
  return {
    breadth,
    width,
    height: axis + AXIS,
    head,
    lines,
    table,
    detail: sheets ? table : width,
    columns,
    margin,
    ground,
    axis,
    sheet,
    rows: each.map((line, i) => ({
      ...line,
      top: rules[i] - heights[i],
      foot: rules[i] - (i === remarked ? below : 0),
      rule: rules[i],
      labelled: shown[i],
    })),
  };
}
