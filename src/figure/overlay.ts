import { levelAxis, ticksOf, keepApart } from './axis.js';
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
import type { Placement } from './hit.js';
import { hull, lattice, latticePattern } from './lattice.js';
import { closed, label, open, path } from './marks.js';
import type { Mark } from './marks.js';
import { corners } from './projection.js';
import type { Affine } from './projection.js';
import { rowMarks } from './rows.js';
import { depthColour, selectedLayer } from './scene.js';
import type { Drawn, Scene } from './scene.js';
import { inSquares, patternId } from './sheet.js';
import type { DrawnMap } from './maps.js';

/** How much of the frame may be added around it for fields that reach past it. */
const MOST_OUTSIDE = 0.6;
/** Room for the numbers of the axes. */
const AXES = 34;

/** A map other than the selected one: only its features, where they can be told apart. */
function faintMap(scene: Scene, map: DrawnMap, affine: Affine): Mark {
  if (map.depth === 0 || !inSquares(scene, map, affine)) return layerGroup(map, []);
  const colour = depthColour(scene, map.depth);
  const lit = map.name === scene.lit;
  return layerGroup(map, [
    latticePattern(patternId(scene, map), map, colour),
    lattice(affine, hull(map), patternId(scene, map), { colour, opacity: lit ? 0.8 : 0.22 }),
  ]);
}

function sideAxis(scene: Scene, x: number, y0: number, scale: number, size: number): Mark[] {
  return keepApart(ticksOf(scene, 'y', size), scale).map(({ at, text, colour, weight }) =>
    label([x - 8, y0 + at * scale + 4], text, {
      'text-anchor': 'end',
      'font-size': 11,
      'font-weight': weight,
      fill: colour,
    }),
  );
}

/** All maps on the image: the features of the selected layer, and the boxes of what one of them sees. */
export function overlay(scene: Scene): Drawn {
  const { drawing, layout, palette, selected, hovered } = scene;
  const [height, width] = drawing.frame;
  const own = drawing.byName.get(selectedLayer(scene) ?? '') ?? drawing.maps[0];
  const area = flatArea(layout);
  const [[above, below], [before, after]] = overshoot(own, drawing.axes, MOST_OUTSIDE);
  const scale = Math.min(
    (area.width - AXES) / (before + width + after),
    Math.max(area.height, 240) / (above + height + below),
  );
  const origin = [area.left + AXES + before * scale, area.top + above * scale] as const;
  const affine = flatPlane(scale, origin);
  const foot = origin[1] + (height + below) * scale;
  const others = drawing.maps.filter((map) => map !== own).reverse();
  const boxes = selected?.boxes ?? [];
  const ground = boxes.find(({ map }) => map.depth === 0);
  const hoverGround = hovered?.boxes.find(({ map }) => map.depth === 0);
  const placements = [...drawing.maps.filter((map) => map !== own), own].map((map): Placement => ({
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
    ...others.map((map) => faintMap(scene, map, affine)),
    layerGroup(own, flatMap(scene, own, affine)),
    ...boxes
      .filter(({ map }) => map.depth > 0 && map !== own)
      .map(({ map, y, x }) =>
        path(closed(corners(affine, y, x)), {
          stroke: depthColour(scene, map.depth),
          'stroke-opacity': 0.7,
        }),
      ),
    ...(ground
      ? flatField(affine, ground, {
          colour: palette.accent,
          width: 2,
          fill: 0.12,
          selected: selected?.field.layer,
        })
      : []),
    ...boxes.filter(({ map }) => map === own).flatMap((box) => flatRead(scene, box, affine)),
    ...(selected ? flatFeature(selected, affine, palette.accent) : []),
    ...(hovered && hoverGround
      ? [
          ...flatField(affine, hoverGround, {
            colour: palette.ink[0],
            width: 1.1,
            fill: 0.045,
            dashed: true,
          }),
          ...flatFeature(hovered, affine, palette.ink[0]),
        ]
      : []),
    path(
      open([
        [origin[0], foot + 4],
        [origin[0] + width * scale, foot + 4],
      ]),
      { stroke: palette.strongRule },
    ),
    ...levelAxis(scene, [origin[0], foot + 4], scale, width, true),
    ...(drawing.axes[0] < 0 ? [] : sideAxis(scene, area.left + AXES, origin[1], scale, height)),
  ];
  return { marks, placements, height: Math.max(layout.height, foot + 34) };
}
