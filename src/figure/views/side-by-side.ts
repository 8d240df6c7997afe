import {
  besideFlat,
  flatArea,
  flatFeature,
  flatField,
  flatMap,
  flatPinned,
  flatPlane,
  flatRead,
  HIGHEST,
  layerGroup,
} from '../parts/flat.js';
import { lookersOn } from '../parts/above.js';
import type { Area } from '../parts/flat.js';
import type { Beam, Box } from '../beam.js';
import { extremeBoxes } from '../parts/extremes.js';
import { groundFill, picture, seenGround } from '../parts/ground.js';
import type { Placement } from '../hit.js';
import type { Region } from '../parts/lattice.js';
import { plan } from '../views.js';
import type { ViewKind } from '../views.js';
import type { DrawnMap, Pair } from '../maps.js';
import { label } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { fit } from '../words/fit.js';
import { shortName } from '../words/short-name.js';
import { nameWidth } from '../words/fit.js';
import { showSize } from '../words/numbers.js';
import type { Affine } from '../marks/projection.js';
import { worldOf } from '../parts/outside.js';
import { rowMarks } from '../parts/rows.js';
import { selectedLayer } from '../scene.js';
import type { Drawn, Scene } from '../scene.js';

const GAP = 16;
/** Of the width of a map its name may take so much: letters differ in width. */
const NAME_SHARE = 0.92;
/** Two lines above a map: its name and its size. */
const CAPTION = 34;
/** A field may reach past the frame by this part of it, with few maps or with many; then it is cut. */
const MOST_OUTSIDE = { few: 0.6, many: 0.12 } as const;
const FEW = 4;
/** The maps may be so high together against their width. */
const TALL = 1.7;
/** Maps are at least so large where the width allows; then the figure grows in height. */
const LEAST_MAP = 72;

interface Grid {
  readonly columns: number;
  readonly scale: number;
  readonly cell: readonly [width: number, height: number];
}

/** Maps that are smaller by no more than this stand in more columns, so that the figure is less high. */
const NEARLY = 0.8;

/** The grid in which the maps are largest. */
function gridOf(count: number, { width, height }: Area, [h, w]: Pair): Grid {
  const grids = Array.from({ length: count }, (_, i): Grid => {
    const columns = i + 1;
    const lines = Math.ceil(count / columns);
    const across = (width - (columns - 1) * GAP) / columns / w;
    const down = (height / lines - CAPTION - GAP) / h;
    const scale = Math.min(across, Math.max(down, LEAST_MAP / Math.max(h, w)));
    return { columns, scale, cell: [w * scale, h * scale + CAPTION + GAP] };
  });
  const best = Math.max(...grids.map(({ scale }) => scale));
  return grids.filter(({ scale }) => scale >= NEARLY * best).at(-1) as Grid;
}

function caption(
  scene: Scene,
  map: DrawnMap,
  [x, y]: readonly [number, number],
  width: number,
): Mark[] {
  const { palette } = scene;
  const selected = map.name === selectedLayer(scene);
  return [
    label([x, y], shortName(scene.layout.rows[map.depth].name, width * NAME_SHARE), {
      'font-size': 12,
      'font-weight': 600,
      fill: selected ? palette.accentText : palette.ink[0],
    }),
    label([x, y + 15], fit(showSize(map.row.n), width), { 'font-size': 11, fill: palette.ink[2] }),
  ];
}

/** The box of a beam on one map: the pixels it sees, which are the same place on all of them. */
const fieldBox = ({ boxes }: Beam, own: Box): Box => (boxes[0].map.depth === 0 ? boxes[0] : own);

/** The field of the selection on one map, and which features of the map it goes through. */
function fieldOn(scene: Scene, beam: Beam, map: DrawnMap, affine: Affine, room: Region): Mark[] {
  const box = beam.boxes.find((candidate) => candidate.map === map);
  if (!box) return [];
  const { accent } = scene.palette;
  const input = map.depth === 0;
  return [
    ...(input ? seenGround(scene, box, affine, false) : []),
    ...flatField(
      affine,
      fieldBox(beam, box),
      {
        colour: accent,
        width: input ? 2 : 1.2,
        fill: input ? groundFill(scene, 0.2, box) : 0.08,
        dotted: !beam.field.exact,
        selected: input ? beam.field.layer : undefined,
      },
      room,
    ),
    ...(input ? extremeBoxes(scene, beam, affine) : []),
    ...(map.name === beam.field.layer
      ? flatFeature(scene, beam, affine, accent)
      : flatRead(scene, box, affine)),
  ];
}

/** The field of the feature under the pointer on one map. */
function hoverOn(scene: Scene, beam: Beam, map: DrawnMap, affine: Affine, room: Region): Mark[] {
  const box = beam.boxes.find((candidate) => candidate.map === map);
  if (!box) return [];
  const ink = scene.palette.ink[0];
  return [
    ...flatField(
      affine,
      fieldBox(beam, box),
      { colour: ink, width: 1.1, fill: 0.045, dashed: true },
      room,
    ),
    ...(map.name === beam.field.layer ? flatFeature(scene, beam, affine, ink) : []),
  ];
}

/** Flat maps, all at the size of the image, the input first, row by row from the foot up. */
function sideBySide(scene: Scene): Drawn {
  const { drawing, layout, selected, hovered } = scene;
  const { maps } = drawing;
  const own = drawing.byName.get(selectedLayer(scene) ?? '') ?? maps[maps.length - 1];
  const world = worldOf(drawing, maps, own, MOST_OUTSIDE[maps.length <= FEW ? 'few' : 'many']);
  const [worldY, worldX] = world;
  const beside = flatArea(scene);
  const high = scene.view.height === null ? Math.min(HIGHEST, TALL * beside.width) : 0;
  const area = { ...beside, height: Math.max(beside.height, high) };
  const size: Pair = [worldY[1] - worldY[0], worldX[1] - worldX[0]];
  const { columns, scale, cell } = gridOf(maps.length, area, size);
  const lines = Math.ceil(maps.length / columns);
  const foot = Math.max(layout.ground, area.top + lines * cell[1]);
  const planes = maps.map((_, i): Affine => {
    const left = area.left + (i % columns) * (cell[0] + GAP);
    const bottom = foot - Math.floor(i / columns) * cell[1];
    return flatPlane(scale, [left - worldX[0] * scale, bottom - worldY[1] * scale]);
  });
  const marks = [
    ...rowMarks(scene),
    ...maps.map((map, i) => {
      const affine = planes[i];
      const top = affine[5] + worldY[0] * scale - CAPTION + 14;
      return layerGroup(map, [
        ...caption(
          scene,
          map,
          [affine[4] + Math.min(0, worldX[0] * scale), top],
          Math.max(cell[0], nameWidth('abc')),
        ),
        ...(map.depth === 0 ? picture(scene, affine) : []),
        ...flatMap(scene, map, affine),
        ...(selected ? fieldOn(scene, selected, map, affine, world) : []),
        ...flatPinned(scene, map, affine),
        ...lookersOn(scene, map, affine),
      ]);
    }),
    ...(hovered?.boxes ?? []).flatMap(({ map }) =>
      hoverOn(scene, hovered as Beam, map, planes[map.depth], world),
    ),
  ];
  const placements = maps.map((map, i): Placement => ({
    map,
    affine: planes[i],
    start: map.start,
    jump: map.jump,
  }));
  return { marks, placements, height: Math.max(layout.height, foot + 34) };
}

export const kind: ViewKind = {
  draw: sideBySide,
  plan: (...of) => besideFlat(plan(...of)),
  outputs: true,
  strands: true,
};
