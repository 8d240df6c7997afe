import { sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import { besideFlat, flatArea, layerGroup } from '../../parts/flat.js';
import { outputsOf } from '../../folded.js';
import type { Placement } from '../../hit.js';
import { lastCall } from '../../last-call.js';
import type { Region } from '../../parts/lattice.js';
import type { Layout } from '../../layout.js';
import type { Drawing, Pair } from '../../maps.js';
import { label } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import { worldOf } from '../../parts/outside.js';
import type { Affine } from '../../marks/projection.js';
import { apply } from '../../marks/projection.js';
import { rowMarks } from '../../parts/rows.js';
import { selectedLayer } from '../../scene.js';
import type { Drawn, Scene } from '../../scene.js';
import { plan } from '../../views.js';
import type { ViewKind } from '../../views.js';
import { blockMarks } from './block.js';
import { cutMarks, cutWords, guides } from './cut.js';
import type { Cut } from './cut.js';
import { ARROWS, endsOf, numbersBelow, numbersBeside, numbersWidth } from './ends.js';
import type { Edge } from './ends.js';
import { EXTENTS, extentMarks } from './extents.js';
import { frameOf, gridOf } from './grid.js';
import type { Grid } from './grid.js';

/** Of an axis so much may be added at either end for fields that reach past it: of y and x, of z. */
const OUTSIDE = { plane: 0.16, own: 0.45 } as const;

/** The axes down and across each cut: the one in front, the one beside it, the one below it. */
const PLANES = [
  [1, 2],
  [1, 0],
  [0, 2],
] as const;

/** The drawings of the cuts, with the maps of the rows alone. */
const drawingsOf = lastCall((inAxes: Scene['inAxes'], rows: Layout['rows']) =>
  PLANES.map((axes) => outputsOf(inAxes(axes), rows)),
);

const ownMap = ({ maps, byName }: Drawing, name: string | null) =>
  byName.get(name ?? '') ?? maps[maps.length - 1];

/** Guides from the sides of the field in one cut to those in the next, across the gap. */
function guideLines(scene: Scene, front: Cut, side: Cut, floor: Cut): Mark[] {
  const field = scene.selected?.field;
  const [, y, x] = field?.clipped ?? [];
  const first = Math.min(0, field?.region[0]?.[0] ?? 0);
  if (!y || !x) return [];
  const [foot, right] = front.drawing.frame;
  const across = y.map((at): [Point, Point] => [
    apply(front.affine, right, at),
    apply(side.affine, Math.max(first, side.room[1][0]), at),
  ]);
  const down = x.map((at): [Point, Point] => [
    apply(front.affine, at, foot),
    apply(floor.affine, at, Math.max(first, floor.room[0][0])),
  ]);
  return [guides([...across, ...down], scene.palette.accent)];
}

/**
 * Three cuts through the selected feature of a volume, which share their edges, and the block that
 * they are cut from. Only for networks of three axes.
 */
function slices(scene: Scene): Drawn {
  const { layout } = scene;
  const name = selectedLayer(scene);
  const [front, side, floor] = drawingsOf(scene.inAxes, layout.rows);
  const size = [floor.frame[0], front.frame[0], front.frame[1]] as const;
  const own = ownMap(front, name);
  const area = flatArea(scene);
  const around = (drawing: Drawing, limit: number): Region => {
    const map = ownMap(drawing, name);
    return worldOf(drawing, [map], map, limit);
  };
  const [y, x] = around(front, OUTSIDE.plane);
  const [z] = around(floor, OUTSIDE.own);
  const room: readonly [Pair, Pair, Pair] = [z, y, x];
  const rooms: readonly Region[] = [
    [y, x],
    [y, z],
    [z, x],
  ];
  const numbers = Math.max(
    numbersWidth(own.row, 0, size[0], z),
    numbersWidth(own.row, 1, size[1], y),
  );
  const grid = gridOf({ size, room, numbers }, { ...area, top: layout.head });
  const cut = (drawing: Drawing, affine: Affine, i: number, through: number): Cut => ({
    drawing,
    affine,
    room: rooms[i],
    map: ownMap(drawing, name),
    through,
  });
  const cuts = [
    cut(front, grid.front, 0, 0),
    cut(side, grid.side, 1, 2),
    cut(floor, grid.floor, 2, 1),
  ];
  const drawn = cuts.map((each) => cutMarks(scene, each));
  const others = scene.drawing.maps.filter((map) => map.name !== cuts[0].map.name);
  const frames = cuts.map(({ affine, room: own }) => frameOf(affine, own));
  const below = (frame: (typeof frames)[number]): number => frame.top + frame.height + 15;
  const ends = (axis: 0 | 1 | 2, scale: number, arrows: Edge['arrows']) =>
    endsOf(scene, { axis, size: size[axis], room: room[axis], scale, arrows });
  const marks = [
    ...rowMarks(scene),
    ...others.map((map) => layerGroup(map, [])),
    ...drawn.map(([map]) => map),
    ...guideLines(scene, cuts[0], cuts[1], cuts[2]),
    ...drawn.flatMap(([, field]) => field),
    ...cuts.map((each, i) => cutWords(scene, each, frames[i].width)),
    ...numbersBeside(
      ends(1, grid.front[3], ARROWS.down),
      grid.front[3],
      grid.numbers,
      grid.front[5],
    ),
    ...numbersBeside(
      ends(0, grid.floor[3], ARROWS.down),
      grid.floor[3],
      grid.numbers,
      grid.floor[5],
    ),
    ...numbersBelow(
      ends(0, grid.side[0], ARROWS.across),
      grid.side[0],
      grid.side[4],
      below(frames[1]),
    ),
    ...numbersBelow(
      ends(2, grid.floor[0], ARROWS.across),
      grid.floor[0],
      grid.floor[4],
      below(frames[2]),
    ),
    ...blockMarks(scene, size, room, grid.corner),
    ...extents(scene, size, grid),
  ];
  const placements = cuts.map(({ map, affine, drawing: { axes } }): Placement => ({
    map,
    affine,
    start: map.start,
    jump: map.jump,
    axes,
  }));
  return { marks, placements, height: Math.max(layout.height, grid.foot) };
}

/** The longer of the columns beside each other has the last word; in the shorter one there is room. */
function extents(scene: Scene, size: readonly number[], grid: Grid): Mark[] {
  const { layout } = scene;
  const { height, width } = EXTENTS;
  const below = layout.ground + 40;
  if (layout.table >= width && grid.foot - below >= height) {
    return extentMarks(scene, size, { left: 0, top: below, width: layout.table, height });
  }
  const left = grid.numbers;
  const right = layout.width - layout.margin - left;
  if (right < width || layout.ground - grid.foot < height) return [];
  return extentMarks(scene, size, { left, top: grid.foot + 16, width: right, height });
}

/** What stands where the network has no volume to cut. */
function needsVolume(scene: Scene, axes: number): Drawn {
  const { palette } = scene;
  const { left, top } = flatArea(scene);
  const words = label([left, top + 40], sentence('slices_need', { axes }), {
    'font-size': 12,
    fill: palette.ink[1],
  });
  const layers = scene.drawing.maps.map((map) => layerGroup(map, []));
  return { marks: [...rowMarks(scene), ...layers, words], placements: [] };
}

export const kind: ViewKind = {
  outputs: true,
  plan: (...of) => besideFlat(plan(...of)),
  draw(scene) {
    const axes = scene.drawing.maps[0].row.n.length;
    return axes === 3 ? slices(scene) : needsVolume(scene, axes);
  },
};
