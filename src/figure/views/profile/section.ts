import { everyLayer, foldLines } from '../../folds.js';
import { moved } from '../../comb.js';
import { CELL } from '../../parts/lattice.js';
import type { Layout, RowPlace } from '../../layout.js';
import type { Plan } from '../../row-plan.js';
import type { Drawing, DrawnMap, Pair } from '../../maps.js';
import { worldOf } from '../../parts/outside.js';
import type { Affine } from '../../marks/projection.js';

/** The maps of a section are placed on the screen itself. */
export const ON_SCREEN: Affine = [1, 0, 0, 1, 0, 0];

/** A field may reach past the image by this part of it, with few rows or with many; then it is cut. */
const MOST_OUTSIDE = { few: 0.6, many: 0.25 } as const;
const FEW_LAYERS = 4;
/** Up to so many rows share the height evenly; of more, those near the selection are higher. */
const FEW_ROWS = 12;
const ROW = { least: 24, most: 64 } as const;
const FOCUS = 10;
/** A row that stands for several layers: two lines of text, and a line for each layer. */
const FOLDED = { least: 40, most: 52, base: 32, layer: 2 } as const;
/** About how high few rows are together, and how high any number of them may be. */
const [COMFORTABLE, TALLEST] = [460, 4800];
/** Height of a feature, and from its middle to the foot of its row. */
const BAR = 10;
const SEAT = 14;
/** From the top of a folded row to the middle of its output. */
const OUTPUT = 11;

/** Where a section is drawn. */
export interface Plot {
  /** Its ends on the screen, and those of the image. */
  readonly room: Pair;
  readonly image: Pair;
  /** Screen pixels for one pixel of the image. */
  readonly scale: number;
}

const foldedHeight = (layers: number): number =>
  layers === 1
    ? 0
    : Math.min(FOLDED.most, Math.max(FOLDED.least, FOLDED.base + FOLDED.layer * layers));

function heightsOf(lines: Plan['lines'], selected: number): number[] {
  const even = Math.min(ROW.most, Math.max(ROW.least, COMFORTABLE / lines.length));
  const focus = lines.length > FEW_ROWS ? FOCUS : 0;
  const heights = lines.map(({ maps }, i) =>
    Math.max(even + focus * Math.exp(-Math.abs(i - selected) / 2), foldedHeight(maps.length)),
  );
  const total = heights.reduce((sum, height) => sum + height, 0);
  return total > TALLEST ? heights.map((height) => (height * TALLEST) / total) : heights;
}

/**
 * The rows of a section.
 *
 * @param folding - whether layers may be folded into stages
 * @param selected - name of the selected layer, which has a row of its own
 */
export function sectionPlan(
  { maps, byName }: Drawing,
  folding: boolean,
  selected: string | null,
): Plan {
  const lines = folding ? foldLines(maps, byName.get(selected ?? '')) : everyLayer(maps);
  return {
    lines,
    heights: (_breadth, _width, at) => heightsOf(lines, at),
    sheets: false,
  };
}

/** The room beside the table: the image, and as much around it as fields reach. */
export function plotOf(drawing: Drawing, { table, width, margin, columns }: Layout): Plot {
  const { maps } = drawing;
  const [, [lo, hi]] = worldOf(
    drawing,
    maps,
    maps[maps.length - 1],
    MOST_OUTSIDE[maps.length <= FEW_LAYERS ? 'few' : 'many'],
  );
  const [left, right] = [table + (columns.bars ? 24 : 8), width - margin];
  const scale = (right - left) / (hi - lo);
  const start = left - lo * scale;
  return { room: [left, right], image: [start, start + drawing.frame[1] * scale], scale };
}

/** How high the features of a row are, and where its layers lie. */
function seats({
  maps,
  top,
  foot,
}: RowPlace): readonly { map: DrawnMap; y: number; bar: number }[] {
  const height = foot - top;
  const bar = Math.min(BAR, 0.42 * height);
  if (maps.length === 1) return [{ map: maps[0], y: foot - Math.min(SEAT, height / 2), bar }];
  const output = top + Math.min(OUTPUT, height / 3);
  const [first, last] = [foot - 4, output + bar / 2 + 4];
  return maps.map((map, i) =>
    i === maps.length - 1
      ? { map, y: output, bar }
      : { map, y: first + ((last - first) * i) / Math.max(1, maps.length - 2), bar: 0 },
  );
}

/**
 * The maps of a drawing at their places on the screen: y is that of the row, x runs across. The only
 * feature of a layer that sees everything has the image for its cell.
 */
export function seated(drawing: Drawing, { rows }: Layout, { image, scale }: Plot): Drawing {
  const [, axis] = drawing.axes;
  const width = image[1] - image[0];
  const maps = rows.flatMap(seats).map(({ map, y, bar }): DrawnMap => {
    const all = map.n[1] === 1 && map.row.statuses[axis] === 'whole';
    const start = all ? image[0] + width / 2 : image[0] + map.start[1] * scale;
    const jump = all ? width : map.jump[1] * scale;
    const comb = all ? null : moved(map.combs[1], scale, image[0]);
    return {
      ...map,
      start: [y, start],
      jump: [bar / CELL, jump],
      combs: [null, comb],
      strands: null,
    };
  });
  return { ...drawing, maps, byName: new Map(maps.map((map) => [map.name, map])) };
}
