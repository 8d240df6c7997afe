import {
  flatArea,
  flatFeature,
  flatField,
  flatMap,
  flatPlane,
  flatRead,
  layerGroup,
  overshoot,
} from './flat.js';
import type { Area } from './flat.js';
import type { Beam } from './beam.js';
import type { Placement } from './hit.js';
import type { Drawing, DrawnMap, Pair } from './maps.js';
import { label, mark } from './marks.js';
import type { Mark } from './marks.js';
import { nameWidth } from './layout.js';
import { showSize } from './numbers.js';
import type { Affine } from './projection.js';
import { rowMarks } from './rows.js';
import { selectedLayer } from './scene.js';
import type { Drawn, Scene } from './scene.js';

const GAP = 16;
/** Two lines above a map: its name and its size. */
const CAPTION = 34;
const MOST_OUTSIDE = 0.35;
const LEAST_MAP = 56;

interface Grid {
  readonly columns: number;
  readonly scale: number;
  readonly cell: readonly [width: number, height: number];
}

/** The number of columns that lets the maps be largest. */
function gridOf(count: number, { width, height }: Area, [h, w]: Pair): Grid {
  let best: Grid | null = null;
  for (let columns = 1; columns <= count; columns++) {
    const lines = Math.ceil(count / columns);
    const across = (width - (columns - 1) * GAP) / columns / w;
    const down = (height / lines - CAPTION - GAP) / h;
    const scale = Math.max(Math.min(across, down), Math.min(across, LEAST_MAP / Math.max(h, w)));
    if (!best || scale > best.scale * 1.0001) {
      best = { columns, scale, cell: [w * scale, h * scale + CAPTION + GAP] };
    }
  }
  return best as Grid;
}

/** Frame of the image with room for the fields that reach past it. */
function worldOf({ maps, axes, frame }: Drawing, selected: string | null): readonly [Pair, Pair] {
  const own = maps.find(({ name }) => name === selected) ?? maps[0];
  const [y, x] = overshoot(own, axes, MOST_OUTSIDE);
  return [
    [-y[0], frame[0] + y[1]],
    [-x[0], frame[1] + x[1]],
  ];
}

/** A name that fits in a width, cut in its middle. */
export function fit(name: string, width: number): string {
  const most = Math.max(3, Math.floor(width / 6.9));
  const letters = [...name];
  if (letters.length <= most) return name;
  const head = Math.ceil((most - 1) / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (most - 1 - head)).join('')}`;
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
    mark('rect', { x, y: y - 12, width, height: CAPTION - 4, fill: 'none' }, []),
    label([x, y], fit(map.name, width), {
      'font-size': 12,
      'font-weight': 600,
      fill: selected ? palette.accentText : palette.ink[0],
    }),
    label([x, y + 15], showSize(map.row.n), { 'font-size': 11, fill: palette.ink[2] }),
  ];
}

/** The field of a beam on one map: the box it sees, and which features of the map that goes through. */
function fieldOn(scene: Scene, beam: Beam, map: DrawnMap, affine: Affine): Mark[] {
  const box = beam.boxes.find((candidate) => candidate.map === map);
  const ground = beam.boxes[0];
  if (!box || !ground) return [];
  const { palette } = scene;
  const field = ground.map.depth === 0 ? ground : box;
  return [
    ...flatField(affine, field, {
      colour: palette.accent,
      width: map.depth === 0 ? 2 : 1.2,
      fill: map.depth === 0 ? 0.2 : 0.08,
      selected: map.depth === 0 ? beam.field.layer : undefined,
    }),
    ...(map.name === beam.field.layer
      ? flatFeature(beam, affine, palette.accent)
      : flatRead(scene, box, affine)),
  ];
}

/** Flat maps, all at the size of the image, the input first, row by row from the foot up. */
export function sideBySide(scene: Scene): Drawn {
  const { drawing, layout, palette, selected, hovered } = scene;
  const [worldY, worldX] = worldOf(drawing, selectedLayer(scene));
  const area = flatArea(layout);
  const size: Pair = [worldY[1] - worldY[0], worldX[1] - worldX[0]];
  const { columns, scale, cell } = gridOf(drawing.maps.length, area, size);
  const lines = Math.ceil(drawing.maps.length / columns);
  const foot = Math.max(layout.ground, area.top + lines * cell[1]);
  const planes = drawing.maps.map((_, i): Affine => {
    const left = area.left + (i % columns) * (cell[0] + GAP);
    const bottom = foot - Math.floor(i / columns) * cell[1];
    return flatPlane(scale, [left - worldX[0] * scale, bottom - worldY[1] * scale]);
  });
  const marks = [
    ...rowMarks(scene),
    ...drawing.maps.map((map, i) => {
      const affine = planes[i];
      const top = affine[5] + worldY[0] * scale - CAPTION + 14;
      return layerGroup(map, [
        ...caption(
          scene,
          map,
          [affine[4] + Math.min(0, worldX[0] * scale), top],
          Math.max(cell[0], nameWidth('abc')),
        ),
        ...flatMap(scene, map, affine),
        ...(selected ? fieldOn(scene, selected, map, affine) : []),
      ]);
    }),
    ...(hovered
      ? hovered.boxes.flatMap((box) => {
          const affine = planes[box.map.depth];
          const ground = hovered.boxes[0];
          return [
            ...flatField(affine, ground.map.depth === 0 ? ground : box, {
              colour: palette.ink[0],
              width: 1.1,
              fill: 0.045,
              dashed: true,
            }),
            ...(box.map.name === hovered.field.layer
              ? flatFeature(hovered, affine, palette.ink[0])
              : []),
          ];
        })
      : []),
  ];
  const placements = drawing.maps.map((map, i): Placement => ({
    map,
    affine: planes[i],
    start: map.start,
    jump: map.jump,
  }));
  return { marks, placements, height: Math.max(layout.height, foot + 34) };
}
