import { sentence } from '../../layers/index.js';
import { flatArea, layerGroup } from '../flat.js';
import type { Placement } from '../hit.js';
import type { Region } from '../lattice.js';
import type { Drawing, Pair } from '../maps.js';
import { label } from '../marks.js';
import type { Mark, Point } from '../marks.js';
import { worldOf } from '../outside.js';
import type { Affine } from '../projection.js';
import { apply } from '../projection.js';
import { rowMarks } from '../rows.js';
import { selectedLayer } from '../scene.js';
import type { Drawn, Scene } from '../scene.js';
import type { ViewKind } from '../views.js';
import { blockMarks } from './block.js';
import { cutMarks, cutWords, endsOf, guides, numbersBelow, numbersBeside } from './cut.js';
import type { Cut } from './cut.js';
import { frameOf, gridOf, NUMBERS } from './grid.js';

/** How much of the frame may be added around it for fields that reach past it. */
const MOST_OUTSIDE = 0.6;

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
  const drawings = (
    [
      [1, 2],
      [1, 0],
      [0, 2],
    ] as const
  ).map((axes) => scene.inAxes(axes));
  const [front, side, floor] = drawings;
  const rooms = drawings.map((drawing): Region => {
    const map = ownMap(drawing, name);
    return worldOf(drawing, [map], map, MOST_OUTSIDE);
  });
  const size = [floor.frame[0], front.frame[0], front.frame[1]] as const;
  const area = flatArea(scene);
  const room: readonly [Pair, Pair, Pair] = [rooms[2][0], rooms[0][0], rooms[0][1]];
  const grid = gridOf({ size, room }, { ...area, top: layout.head });
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
  const left = area.left + NUMBERS - 6;
  const below = (frame: (typeof frames)[number]): number => frame.top + frame.height + 15;
  const marks = [
    ...rowMarks(scene),
    ...others.map((map) => layerGroup(map, [])),
    ...drawn.map(([map]) => map),
    ...guideLines(scene, cuts[0], cuts[1], cuts[2]),
    ...drawn.flatMap(([, field]) => field),
    ...cuts.map((each, i) => cutWords(scene, each, frames[i].width)),
    ...numbersBeside(endsOf(scene, 1, size[1], room[1]), grid.front[3], left, grid.front[5]),
    ...numbersBeside(endsOf(scene, 0, size[0], room[0]), grid.floor[3], left, grid.floor[5]),
    ...numbersBelow(
      endsOf(scene, 0, size[0], room[0]),
      grid.side[0],
      grid.side[4],
      below(frames[1]),
    ),
    ...numbersBelow(
      endsOf(scene, 2, size[2], room[2]),
      grid.floor[0],
      grid.floor[4],
      below(frames[2]),
    ),
    ...blockMarks(scene, size, grid.corner),
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
  draw(scene) {
    const axes = scene.drawing.maps[0].row.n.length;
    return axes === 3 ? slices(scene) : needsVolume(scene, axes);
  },
};
