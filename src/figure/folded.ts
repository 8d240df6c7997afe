import { sentence } from '../layers/index.js';
import { beamOf } from './beam.js';
import type { Box } from './beam.js';
import { BLOCK } from './folds.js';
import type { Line } from './folds.js';
import { lastCall } from './last-call.js';
import { partOf } from './late.js';
import type { DeepKind } from './late.js';
import type { RowPlace } from './layout.js';
import type { Drawing, DrawnMap } from './maps.js';
import { group, label } from './marks/marks.js';
import type { Mark } from './marks/marks.js';
import type { Scene } from './scene.js';

/** The drawing of the outputs of lines alone; what is left out is passed over. */
export function outputsOf(drawing: Drawing, lines: readonly Line[]): Drawing {
  const kept = new Set(lines.map(({ map }) => map.name));
  const nearest = new Map<string, readonly string[]>();
  const maps: DrawnMap[] = [];
  for (const map of drawing.maps) {
    const below = [...new Set(map.below.flatMap((input) => nearest.get(input) ?? []))];
    nearest.set(map.name, kept.has(map.name) ? [map.name] : below);
    if (kept.has(map.name)) maps.push({ ...map, depth: maps.length, below });
  }
  return { ...drawing, maps, byName: new Map(maps.map((map) => [map.name, map])) };
}

const outputs = lastCall(outputsOf);
const stepsOf = lastCall((kind: DeepKind | null, lines: readonly Line[], boxes: readonly Box[]) =>
  kind?.stepsIn(lines, boxes),
);
const [selectedBeam, hoveredBeam, pinnedBeam] = [0, 1, 2].map(() => lastCall(beamOf));

/** The scene of a figure in which layers are folded: a map for every row, the output of its layers. */
export function foldedScene(scene: Scene): Scene {
  const { layout, drawing: all } = scene;
  if (layout.rows.length === all.maps.length) return scene;
  const drawing = outputs(all, layout.rows);
  const rows = layout.rows.map((row, depth): RowPlace => ({ ...row, map: drawing.maps[depth] }));
  return {
    ...scene,
    drawing,
    layout: { ...layout, rows },
    selected: scene.selected && {
      ...selectedBeam(drawing, scene.selected.field, scene.selected.read),
      steps: stepsOf(partOf('deep'), layout.rows, scene.selected.boxes),
    },
    hovered: scene.hovered && hoveredBeam(drawing, scene.hovered.field),
    pinned: scene.pinned && pinnedBeam(drawing, scene.pinned.field),
  };
}

/** Height of the line that says how much is folded. */
export const FOLD_NOTE = 18;

/** What the rows leave unsaid: how many layers are folded, or have no room; `null` where all are seen. */
export function foldNote({ layout: { rows } }: Scene): string | null {
  const layers = rows.reduce((sum, { maps }) => sum + maps.length, 0) - 1;
  const drawn = rows.filter(({ labelled }) => labelled).length - 1;
  if (layers >= rows.length) return sentence('rows_folded', { layers, rows: rows.length - 1 });
  return drawn < layers ? sentence('rows_without_room', { layers, drawn }) : null;
}

/** Of the layers that are folded the names alone, and the note. */
export function foldedMarks({ layout, palette }: Scene, note: string, foot: number): Mark[] {
  const { rows, width } = layout;
  const names = rows.flatMap(({ maps }) => maps.slice(0, -1).map(({ name }) => name));
  return [
    ...names.map((name) => group({ 'data-layer': name }, [])),
    label([width, foot + FOLD_NOTE - 6], note, {
      'text-anchor': 'end',
      'font-size': 11,
      fill: palette.ink[2],
    }),
  ];
}

/** Thickness of one block, and the least room that a slab leaves free in its row. */
const [THIN, AIR] = [5, 16];
/** From one page to the next. */
export const FINEST = 1.6;

/** How thick the slab is that stands for the layers of a row; 0 where it is one. */
export function thicknessOf({ maps: { length }, foot, top }: RowPlace): number {
  if (length === 1) return 0;
  return length <= BLOCK
    ? THIN
    : Math.max(THIN, Math.min(8 + 1.1 * length ** 0.75, foot - top - AIR));
}

/** Whether the pages of a slab are drawn, so thick on the screen. */
export const showsPages = ({ labelled }: RowPlace, thickness: number): boolean =>
  labelled && thickness >= FINEST;
