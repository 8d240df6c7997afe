import { lookersOn } from '../parts/above.js';
import { levelAxis, ticksOf, keepApart } from '../parts/axis.js';
import {
  besideFlat,
  flatArea,
  flatFeature,
  flatField,
  flatMap,
  flatPinned,
  flatPlane,
  flatRead,
  layerGroup,
} from '../parts/flat.js';
import { groundFill, picture, seenGround } from '../parts/ground.js';
import type { Placement } from '../hit.js';
import { extremeBoxes } from '../parts/extremes.js';
import { hull, latticePattern } from '../parts/lattice.js';
import type { Region } from '../parts/lattice.js';
import { worldOf } from '../parts/outside.js';
import { closed, label, open, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import { featuresOn } from '../late.js';
import { laidOn } from '../overlays.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import { rowMarks } from '../parts/rows.js';
import { depthColour, selectedLayer } from '../scene.js';
import type { Drawn, Scene } from '../scene.js';
import { inSquares, patternId } from '../parts/sheet.js';
import { plan } from '../views.js';
import type { ViewKind } from '../views.js';
import type { DrawnMap } from '../maps.js';
import type { Box } from '../beam.js';

/** How much of the frame may be added around it for fields that reach past it, as the room allows. */
const MOST_OUTSIDE = { ample: 0.2, scarce: 0.08 } as const;
/** An image is to be at least so wide, or less is drawn around it. */
const LEAST_IMAGE = 180;
/** Up to so many maps are all drawn; of more only the selected one and what it reads. */
const FEW = 4;
/** Room for the numbers of the axes. */
const AXES = 34;

/** A map other than the selected one: only its features, where they can be told apart. */
function faintMap(scene: Scene, map: DrawnMap, affine: Affine, shown: boolean): Mark {
  const lit = map.name === scene.lit;
  if (map.depth === 0 || !(shown || lit) || !inSquares(scene, map, affine)) {
    return layerGroup(map, []);
  }
  const colour = depthColour(scene, map.depth);
  return layerGroup(map, [
    latticePattern(patternId(scene, map), map, colour),
    ...featuresOn(scene, map, affine, hull(map), patternId(scene, map), {
      colour,
      opacity: lit ? 0.8 : 0.3,
    }),
  ]);
}

/** The axes below and to the left, tied to the edges of the field by dotted lines. */
function axes(
  scene: Scene,
  affine: Affine,
  [[, bottom], [start]]: Region,
  reach: Box | undefined,
): Mark[] {
  const { drawing, palette } = scene;
  const [height, width] = drawing.frame;
  const [scale, , , , x0, y0] = affine;
  const left = x0 + start * scale - 8;
  const foot = y0 + bottom * scale + 10;
  const strip = drawing.axes[0] < 0;
  return [
    path(
      open([
        [x0, foot],
        [x0 + width * scale, foot],
      ]),
      { stroke: palette.strongRule },
    ),
    ...(reach ? [guides(scene, corners(affine, reach.y, reach.x), strip ? null : left, foot)] : []),
    ...levelAxis(scene, [x0, foot], scale, width, true),
    ...(strip ? [] : keepApart(ticksOf(scene, 'y', height), scale)).map(
      ({ at, text, colour, weight }) =>
        label([left, y0 + at * scale + 4], text, {
          'text-anchor': 'end',
          'font-size': 11,
          'font-weight': weight,
          fill: colour,
        }),
    ),
  ];
}

/** Dotted lines from the edges of a box down to `foot`, and left to `left`. */
function guides(
  { palette }: Scene,
  [, topRight, bottomRight, bottomLeft]: readonly Point[],
  left: number | null,
  foot: number,
): Mark {
  const down = [bottomLeft, bottomRight].map((from) => [from, [from[0], foot]] as const);
  const across =
    left === null
      ? []
      : [topRight[1], bottomLeft[1]].map(
          (y) =>
            [
              [bottomLeft[0], y],
              [left + 3, y],
            ] as const,
        );
  return path(open(...down, ...across), {
    stroke: palette.accent,
    'stroke-opacity': 0.7,
    'stroke-dasharray': '2 2',
  });
}

/** All maps on the image: the features of the selected layer, and the boxes of what one of them sees. */
function overlay(scene: Scene): Drawn {
  const { drawing, layout, palette, selected, hovered } = scene;
  const [height, width] = drawing.frame;
  const own =
    drawing.byName.get(selectedLayer(scene) ?? '') ?? drawing.maps[drawing.maps.length - 1];
  const whole = flatArea(scene);
  const room = scene.heat?.kind.profileRoom(whole.width) ?? 0;
  const area = {
    ...whole,
    top: whole.top + room,
    width: whole.width - room,
    height: whole.height - room,
  };
  const others = drawing.maps.filter((map) => map !== own);
  const shown = others.filter(({ name }) => drawing.maps.length <= FEW || own.below.includes(name));
  const most = MOST_OUTSIDE[area.width < LEAST_IMAGE ? 'scarce' : 'ample'];
  const world = worldOf(drawing, [own, ...shown], own, most);
  const [[top, bottom], [left, right]] = world;
  const scale = Math.min(
    (area.width - AXES) / (right - left),
    (Math.max(area.height, 240) - AXES) / (bottom - top),
  );
  const affine = flatPlane(scale, [area.left + AXES - left * scale, area.top - top * scale]);
  const boxes = selected?.boxes ?? [];
  const pinnedMap = drawing.byName.get(scene.pinned?.field.layer ?? '');
  const ground = boxes.find(({ map }) => map.depth === 0);
  const hoverGround = hovered?.boxes.find(({ map }) => map.depth === 0);
  const placements = [...others, own].map((map): Placement => ({
    map,
    affine,
    start: map.start,
    jump: map.jump,
  }));
  const marks: Mark[] = [
    ...rowMarks(scene),
    path(closed(corners(affine, [0, height], [0, width])), {
      fill: palette.depth(0),
      'fill-opacity': 0.06,
    }),
    ...picture(scene, affine),
    ...(own.depth > 0 ? laidOn(scene, drawing.maps[0], affine) : []),
    layerGroup(own, flatMap(scene, own, affine)),
    ...[...others].reverse().map((map) => faintMap(scene, map, affine, shown.includes(map))),
    ...boxes
      .filter(({ map }) => map.depth > 0 && map !== own)
      .map(({ map, y, x }) =>
        path(closed(corners(affine, y, x)), {
          stroke: depthColour(scene, map.depth),
          'stroke-opacity': 0.55,
          'stroke-width': 0.8,
        }),
      ),
    ...(ground ? seenGround(scene, ground, affine, true) : []),
    ...(scene.heat
      ? scene.heat.kind.heatProfiles(scene.heat.heat, scene, affine, [top, right], whole.width)
      : []),
    ...(ground
      ? flatField(
          affine,
          ground,
          {
            colour: palette.accent,
            width: 2,
            fill: groundFill(scene, 0.12, ground),
            dotted: selected?.field.exact === false,
            selected: selected?.field.layer,
          },
          world,
        )
      : []),
    ...(ground ? flatRead(scene, ground, affine) : []),
    ...(selected ? extremeBoxes(scene, selected, affine) : []),
    ...boxes.filter(({ map }) => map === own).flatMap((box) => flatRead(scene, box, affine)),
    ...(selected ? flatFeature(scene, selected, affine, palette.accent) : []),
    ...lookersOn(scene, own, affine),
    ...[drawing.maps[0], ...(pinnedMap ? [pinnedMap] : [])].flatMap((map) =>
      flatPinned(scene, map, affine),
    ),
    ...(hovered && hoverGround
      ? [
          ...flatField(
            affine,
            hoverGround,
            { colour: palette.ink[0], width: 1.1, fill: 0.045, dashed: true },
            world,
          ),
          ...flatFeature(scene, hovered, affine, palette.ink[0]),
        ]
      : []),
    ...axes(scene, affine, world, ground),
  ];
  const foot = affine[5] + bottom * scale + 44;
  return { marks, placements, height: Math.max(layout.height, foot) };
}

export const kind: ViewKind = {
  draw: overlay,
  plan: (...of) => besideFlat(plan(...of)),
  outputs: true,
  strands: true,
};
