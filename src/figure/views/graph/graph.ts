import { beamOf } from '../../beam.js';
import type { Line } from '../../folds.js';
import { outputsOf } from '../../folded.js';
import { lastCall } from '../../last-call.js';
import { group, open, path } from '../../marks/marks.js';
import type { Mark } from '../../marks/marks.js';
import { apply } from '../../marks/projection.js';
import { hoverPyramid, pyramid } from '../../parts/pyramid.js';
import { depthColour } from '../../scene.js';
import type { Drawn, Scene } from '../../scene.js';
import { sheet, VEIL } from '../../parts/sheet.js';
import type { ViewKind } from '../../views.js';
import type { WayPlace } from '../../hit.js';
import { columnsOf } from './columns.js';
import type { Columns } from './columns.js';
import { geometryOf } from './geometry.js';
import type { Geometry, Seat } from './geometry.js';
import { graphLines } from './groups.js';
import { levelsOfGraph } from './levels.js';
import { bandMarks, seatWords } from './words.js';
import { mergeCut } from './merge-cut.js';
import { waysTo } from './ways.js';
import { waysPanel } from './ways-panel.js';
import { hoverRibbons, onWay, ribbons, straightBeam, wireMarks } from './wires.js';

/** From the foot of the graph to that of the figure. */
const FOOT = 26;
/** Leaves of a folded stage, and how far apart they lie. */
const LEAVES = 2;
const LEAF = 3;

const linesOf = lastCall(graphLines);
const outputs = lastCall(outputsOf);
const levelsOf = lastCall(levelsOfGraph);
const columns = lastCall(columnsOf);

/** The room of the panels beside the graph. */
const PANEL = { width: 420, most: 560, gap: 36, below: 44, between: 28 } as const;
/** Up to so many columns the graph leaves room for panels beside it. */
const FEW_COLUMNS = 1.6;
/** Panels below are no wider than this. */
const PANEL_BELOW = 760;

const waysOf = lastCall(waysTo);

/** A folded stage is a book: leaves below its output. */
function leaves(scene: Scene, { map, affine }: Seat, { maps }: Line): Mark[] {
  if (maps.length === 1) return [];
  const [height, width] = map.frame;
  const ends = [apply(affine, 0, height), apply(affine, width, height), apply(affine, width, 0)];
  const lines = Array.from({ length: LEAVES }, (_, i) =>
    ends.map(([x, y]) => [x, y + LEAF * (i + 1)] as const),
  );
  return [path(open(...lines), { stroke: depthColour(scene, map.depth), 'stroke-opacity': 0.5 })];
}

/** The graph's own scene: its maps alone, each with room for its words. */
function ownScene(scene: Scene, lines: readonly Line[]): Scene {
  const drawing = outputs(scene.drawing, lines);
  const rows = drawing.maps.map((map) => ({
    ...{ name: map.name, map, maps: [map], top: 0, foot: 0, rule: 0, labelled: true },
  }));
  return {
    ...scene,
    drawing,
    layout: { ...scene.layout, rows },
    selected: scene.selected && beamOf(drawing, scene.selected.field, scene.selected.read),
    hovered: scene.hovered && beamOf(drawing, scene.hovered.field),
  };
}

function maps(scene: Scene, geometry: Geometry, lines: readonly Line[]): Mark[] {
  return [...geometry.seats]
    .sort((a, b) => b.middle[1] - a.middle[1])
    .map((seat) =>
      group({}, [
        ...leaves(scene, seat, lines[seat.map.depth]),
        sheet(scene, seat.map, seat.affine, VEIL),
      ]),
    );
}

const hasPanelBeside = ({ layout, drawing }: Scene, [first, last]: Columns['ends']): boolean =>
  layout.breadth === 'wide' &&
  last - first <= FEW_COLUMNS &&
  drawing.maps.some(({ below }) => below.length > 1);

/** What arrives by which way, and where a merge does not line up: beside the graph or below it. */
function panelsOf(
  scene: Scene,
  { right, foot }: Geometry,
  beside: boolean,
): { marks: Mark[]; ways: readonly WayPlace[]; foot: number } {
  const { layout, selected, network } = scene;
  if (!selected) return { marks: [], ways: [], foot };
  const left = beside ? right + PANEL.gap : 0;
  const top = beside ? layout.head : foot + PANEL.below;
  const width = Math.min(layout.width - left, beside ? PANEL.most : PANEL_BELOW);
  const cut = mergeCut(scene, { left, top, width });
  const below = cut.height > 0 ? top + cut.height + PANEL.between : top;
  const ways = waysPanel(scene, waysOf(network, selected.field), { left, top: below, width });
  return {
    marks: [...cut.marks, ...ways.marks],
    ways: ways.ways,
    foot: ways.height > 0 ? below + ways.height : cut.height > 0 ? top + cut.height : foot,
  };
}

/**
 * The graph of a network: every layer a small map, as high as its jump is large, and the paths of
 * the selected feature down to the input.
 */
function graph(scene: Scene): Drawn {
  const { layout, view } = scene;
  const lines = linesOf(scene.drawing, view.folding, scene.selected?.field.layer ?? null);
  const own = ownScene(scene, lines);
  const { drawing, selected, hovered } = own;
  const levels = levelsOf(drawing);
  const grid = columns(drawing, levels);
  const beside = hasPanelBeside(scene, grid.ends);
  const room = beside ? layout.width - PANEL.width - PANEL.gap : layout.width;
  const geometry = geometryOf(drawing, levels, grid, layout.head, room);
  const panels = panelsOf(own, geometry, beside);
  const { seats, sheets } = geometry;
  const way = onWay(own, geometry);
  const marks = [
    ...bandMarks(own, levels, geometry),
    wireMarks(own, geometry),
    ...maps(own, geometry, lines),
    ...(selected
      ? [
          ...ribbons(own, selected, geometry),
          ...pyramid(own, straightBeam(selected, geometry), sheets),
        ]
      : []),
    ...(hovered
      ? [
          ...hoverRibbons(own, hovered, way),
          ...hoverPyramid(own, straightBeam(hovered, way), sheets),
        ]
      : []),
    ...seats.flatMap((seat) => seatWords(own, seat, lines[seat.map.depth])),
    ...panels.marks,
  ];
  const placements = seats.map(({ map, affine }) => ({
    ...{ map, affine, start: map.start, jump: map.jump },
  }));
  const height = Math.max(geometry.foot, panels.foot) + FOOT;
  return { marks, placements, ways: panels.ways, height };
}

export const kind: ViewKind = { draw: graph, bare: true };
