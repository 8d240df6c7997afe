import { tickWidth } from '../../parts/axis.js';
import { cabinet } from '../../marks/projection.js';
import type { Affine } from '../../marks/projection.js';
import type { Drawing, DrawnMap } from '../../maps.js';
import type { Point } from '../../marks/marks.js';
import type { Columns, Wire } from './columns.js';
import { jumpOf } from './levels.js';
import type { Levels } from './levels.js';

/** Where one map of a graph stands on the screen. */
export interface Seat {
  readonly map: DrawnMap;
  readonly affine: Affine;
  /** The middle of its sheet. */
  readonly middle: Point;
  /** Where its words begin, or end where they stand to the left; and how wide they may be. */
  readonly words: Point;
  readonly side: 'left' | 'right';
  readonly room: number;
  /** Distance to the rows above and below. */
  readonly tall: number;
}

/** A link on the screen, from its lower end to the higher one. */
export interface Route {
  readonly wire: Wire;
  readonly points: readonly Point[];
  /** Nothing stands between its ends. */
  readonly straight: boolean;
}

/** A graph on the screen. */
export interface Geometry {
  /** By the depths of the maps. */
  readonly seats: readonly Seat[];
  readonly sheets: readonly Affine[];
  readonly routes: readonly Route[];
  /** Heights of the rules under the bands. */
  readonly rules: readonly number[];
  /** Where it ends to the right, and at its foot. */
  readonly right: number;
  readonly foot: number;
}

/** A sheet runs back by so much of its depth, up at least and at most, and to the right. */
const SLOPE = { up: [0.17, 0.3], right: 0.35 } as const;
/** Room for the jumps, to the left, at least. */
const GUTTER = 44;
/** The distance between two columns, at most; a sheet has half of it, words most of the rest. */
const WIDEST = { chain: 560, graph: 300 } as const;
const SHEET_SHARE = { usual: 0.5, narrow: 0.42 } as const;
/** Columns nearer than this leave more of their room to the words. */
const NARROW = 170;
const GAP = 8;
const MOST_WORDS = 124;
/** Distance between two rows, and about how high all of them are. */
const ROW = { least: 46, most: 112, all: 720 } as const;
/** Part of a row that a sheet takes. */
const BACK_SHARE = 0.5;

/** A straight link passes the middle of a sheet by so much of its width, at least. */
const CLEAR = 0.8;
/** Columns this near are the same. */
const SAME = 0.01;

/** Whether no other map stands on the straight way from one map up to another. */
function isFree(from: Seat, to: Seat, seats: readonly Seat[], wide: number): boolean {
  const [x, y] = from.middle;
  const slope = (to.middle[0] - x) / (to.middle[1] - y);
  return seats.every(({ middle: [atX, atY] }) => {
    if (atY >= y || atY <= to.middle[1]) return true;
    return Math.abs(x + slope * (atY - y) - atX) > CLEAR * wide;
  });
}

/**
 * Places a graph.
 *
 * @param top - where its highest row may begin
 * @param width - room from the left edge of the figure
 */
export function geometryOf(
  { maps, frame: [height, width] }: Drawing,
  { rows, bands }: Levels,
  { at, wires, ends }: Columns,
  top: number,
  room: number,
): Geometry {
  const count = (bands.at(-1)?.last ?? 0) + 1;
  const pitch = Math.min(ROW.most, Math.max(ROW.least, ROW.all / count));
  const span = ends[1] - ends[0];
  const gutter = Math.max(GUTTER, ...bands.map((band) => tickWidth(jumpOf(band)) + 12));
  const free = room - gutter;
  const chain = span <= SAME;
  const across = Math.min(
    WIDEST[chain ? 'chain' : 'graph'],
    (free + 2 * GAP) / (span + 2 - SHEET_SHARE.usual),
  );
  const share = across < NARROW ? SHEET_SHARE.narrow : SHEET_SHARE.usual;
  const { right } = SLOPE;
  const widest = (share * across) / (width + right * height);
  // Where rows are near to each other, sheets lie flatter before they shrink.
  const up = Math.min(SLOPE.up[1], Math.max(SLOPE.up[0], (BACK_SHARE * pitch) / (widest * height)));
  const scale = Math.min(widest, (BACK_SHARE * pitch) / (up * height));
  const sheet = scale * (width + right * height);
  const back = scale * up * height;
  const words = Math.min(
    MOST_WORDS,
    across - sheet - 2 * GAP,
    (free - span * across - sheet) / 2 - GAP,
  );
  const first = Math.max(gutter + words + GAP + sheet / 2, chain ? room / 2 : 0);
  const middle = (ends[0] + ends[1]) / 2;
  const ground = top + back + (count - 1) * pitch;
  const xOf = (column: number): number => first + (column - ends[0]) * across;
  const yOf = (row: number): number => ground - row * pitch;
  const end = chain ? room : xOf(ends[1]) + sheet / 2 + words + GAP;
  /** From a map to the next one of its row, or to the edge of the graph. */
  const freeBeside = (row: number, x: number, by: 1 | -1): number =>
    maps
      .filter(({ name }) => (rows.get(name) ?? 0) === row)
      .map(({ name }) => by * (xOf(at.get(name) ?? 0) - x) - sheet / 2)
      .filter((away) => away > 0)
      .reduce((least, away) => Math.min(least, away), by > 0 ? end - x : x - gutter);
  const seats = maps.map((map): Seat => {
    const column = at.get(map.name) ?? 0;
    const row = rows.get(map.name) ?? 0;
    const [x, y] = [xOf(column), yOf(row)];
    const side = column > middle + SAME ? 'right' : 'left';
    const beside = freeBeside(row, x, side === 'left' ? -1 : 1) - sheet / 2 - 2 * GAP;
    return {
      map,
      affine: cabinet([x - sheet / 2, y], scale, height, [right, up]),
      middle: [x, y - back / 2],
      words: [x + (side === 'left' ? -1 : 1) * (sheet / 2 + GAP), y - back / 2],
      side,
      room: Math.max(words, Math.min(MOST_WORDS, beside)),
      tall: pitch,
    };
  });
  const routes = wires.map((wire): Route => {
    const [lower, upper] = [seats[wire.lower.depth], seats[wire.upper.depth]];
    const [from, to] = lower.middle[1] >= upper.middle[1] ? [lower, upper] : [upper, lower];
    const between = wire.lane
      .slice(1, -1)
      .map((column, i): Point => [xOf(column), from.middle[1] - (i + 1) * pitch]);
    const straight = wire.lane.length > 0 && isFree(from, to, seats, sheet);
    const points = straight ? [from.middle, to.middle] : [from.middle, ...between, to.middle];
    return { wire, points, straight };
  });
  return {
    seats,
    sheets: seats.map(({ affine }) => affine),
    routes,
    rules: bands.map((band) => yOf(band.first)),
    right: end,
    foot: ground,
  };
}
