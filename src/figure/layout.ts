import { breadthOf, columnsOf } from './columns.js';
import type { Breadth, Columns } from './columns.js';
import type { Line } from './folds.js';
import type { Drawing, DrawnMap, Pair } from './maps.js';
import { hullOutside } from './parts/outside.js';
import { LINE, linesOf, stackPlan } from './row-plan.js';
import type { Plan } from './row-plan.js';

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

/** The grid that the figure and the table beside it share, in CSS pixels. */
export interface Layout {
  readonly breadth: Breadth;
  readonly width: number;
  readonly height: number;
  /** Height of the read-out above the rows. */
  readonly head: number;
  /** Foot of the heads of the columns: above the rows, and above the text of a first row that is low. */
  readonly heads: number;
  /** Lines of the read-out that are reserved, so that nothing moves while the pointer does. */
  readonly lines: readonly [headline: number, detail: number];
  /** Where the rules of the table begin: behind the strip of the depth, where there is one. */
  readonly left: number;
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

const MARGIN = { wide: 34, middle: 34, narrow: 12, tiny: 10 } as const;
const LINES = {
  wide: [1, 3],
  middle: [1, 4],
  narrow: [2, 3],
  tiny: [2, 4],
} as const;

/** The same where the lines of detail may run over the whole width. */
const FLAT_LINES = { wide: [1, 2], middle: [1, 3], narrow: [2, 3], tiny: [2, 4] } as const;

/** Of three axes the headline takes a line more, but where there is much room. */
const spoken = (
  [headline, detail]: Layout['lines'],
  breadth: Breadth,
  { row: { n } }: DrawnMap,
): Layout['lines'] => [headline + (n.length === 3 && breadth !== 'wide' ? 1 : 0), detail];

const HEADLINE = 27;
const DETAIL = 19;
/** The detail seldom has more lines in a narrow figure. */
const MOSTLY = 2;
const HEADS = 26;
/** Height of the axis below the ground. */
export const AXIS = 34;
/** Maps may reach past the frame by this part of it before the sheets shrink to make room. */
const SPILL = 0.12;
/** The longest front edge of a sheet; beyond it the margin grows. */
const LONGEST_EDGE = 560;
/** The air between the numbers of two rows. */
const AIR = 3;
/** Text of the first row reaches so high above its rule. */
const ROW_TEXT = 28;

/**
 * Which rows keep their name and numbers: those of `first`, then whatever touches no other.
 *
 * @param least - the least distance from the rule of a row to that of one below it
 */
function labelled(
  rules: readonly number[],
  first: readonly number[],
  least: (upper: number, lower: number) => number,
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
      Math.abs(rules[other] - rules[i]) < least(Math.max(other, i), Math.min(other, i));
    if (!kept.some(touches)) kept.push(i);
  }
  const shown = new Set(kept);
  return rules.map((_, i) => shown.has(i));
}

/** About how high a remark is in the 12 px type of the table, and the air around it. */
const remarkHeight = (text: string, table: number): number =>
  10 + 17 * Math.ceil((6.1 * [...text].length + 12) / (table - 26));

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
    ...{ breadth, width, lines, left: 0, table: 0, detail: width },
    ...{ head, heads: head, margin: MARGIN[breadth], rows: [] },
    columns: { name: [0, 0], edges: {}, bars: null, scale: null },
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
  const { maps, network } = drawing;
  const { lines: each, sheets } = plan;
  const breadth = breadthOf(width);
  const rowOf = (depth: number | undefined): number =>
    each.findIndex(({ map }) => map.depth === depth);
  const { columns, table, left } = columnsOf(
    plan.columns?.(breadth, width) ?? breadth,
    width,
    each,
    network,
  );
  const margin = MARGIN[breadth];
  const lines = spoken((sheets ? LINES : FLAT_LINES)[breadth], breadth, maps[0]);
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
  // Sheets rise beside the detail, or below most of it where it has the whole width.
  const above = headline + (columns.bars ? 12 : MOSTLY * DETAIL) + sheet.back - top;
  const head = Math.ceil(Math.max(text + Math.max(0, ROW_TEXT - top), sheets ? above : 0));
  const rules: number[] = [];
  heights.reduceRight((y, h, i) => (rules[i] = y + h), head);
  const first = remarked === undefined ? [own] : [own, remarked];
  const shown = labelled(rules, first, (upper, lower) =>
    Math.max(upper === remarked ? ROW_TEXT : 0, AIR + LINE * linesOf(network, each[lower].map)),
  );
  const ground = rules[0];
  const [[, before]] = hullOutside(maps[0]);
  const axis = ground + (sheets ? before * sheet.slope[0] * sheet.scale : 0);
  return {
    breadth,
    width,
    height: axis + AXIS,
    head,
    heads: Math.min(head, head + top - ROW_TEXT),
    lines,
    left,
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
