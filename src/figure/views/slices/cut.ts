import { axisNames, sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import { lookersOn } from '../../parts/above.js';
import { tickWidth } from '../../parts/axis.js';
import { beamOf } from '../../beam.js';
import type { Beam, Box } from '../../beam.js';
import { cellOf, featureIn } from '../../comb.js';
import { flatFeature, flatField, flatMap, flatPinned, layerGroup } from '../../parts/flat.js';
import { groundFill, picture, seenGround } from '../../parts/ground.js';
import { lattice } from '../../parts/lattice.js';
import type { Region } from '../../parts/lattice.js';
import { lastCall } from '../../last-call.js';
import { partOf } from '../../late.js';
import type { ContributionKind } from '../../overlays.js';
import { placesOf } from '../../maps.js';
import type { Drawing, DrawnMap, Pair } from '../../maps.js';
import { halo, mark, open, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import { apply, corners } from '../../marks/projection.js';
import type { Affine } from '../../marks/projection.js';
import { depthColour } from '../../scene.js';
import type { Scene } from '../../scene.js';
import { inSquares, patternId } from '../../parts/sheet.js';
import { DASHED } from '../../marks/strokes.js';

/** Places closer than this on the screen are not drawn one by one. */
const FINEST = 5;

/** One cut through the volume: two axes of it, where it lies, and what it is drawn from. */
export interface Cut {
  readonly drawing: Drawing;
  readonly affine: Affine;
  /** The frame of the image with the room around it. */
  readonly room: Region;
  /** The map whose features are drawn. */
  readonly map: DrawnMap;
  /** The axis that the cut goes across. */
  readonly through: number;
}

type HeatOf = ContributionKind['heatOf'];

/** Weights are worked out once for each cut. */
const heats = [0, 1, 2].map(() =>
  lastCall((heatOf: HeatOf, ...of: Parameters<HeatOf>) => heatOf(...of)),
);

/** How much the pixels of a cut count, summed over the axis that it goes across. */
function heatIn({ heat, network, selected }: Scene, { axes }: Drawing, through: number) {
  const kind = partOf('contribution');
  if (!kind || heat?.kind !== kind || !selected) return null;
  const own = heats[through](kind.heatOf, network, selected.field, axes);
  return own && { kind, heat: own };
}

/** The scene of a cut: its own axes, ids that no other cut has, and the accent left to the field. */
function sceneOf(scene: Scene, { drawing, through }: Cut): Scene {
  return {
    ...scene,
    drawing,
    about: null,
    // A picture is a frame of the film: y down, x across.
    image: through === 0 ? scene.image : null,
    heat: heatIn(scene, drawing, through),
    prefix: `${scene.prefix}c${through}`,
    selected: scene.selected && beamOf(drawing, scene.selected.field),
    hovered: scene.hovered && beamOf(drawing, scene.hovered.field),
    pinned: scene.pinned && beamOf(drawing, scene.pinned.field),
  };
}

/** The cells that lie inside a range, whole. */
function wholeCells(map: DrawnMap, axis: 0 | 1, [lo, hi]: Pair): Pair | null {
  const places = placesOf(map, axis);
  const [a, b] = [featureIn(places, lo), featureIn(places, hi)];
  const [from, to] = [Math.max(0, Math.min(a, b)), Math.min(map.n[axis] - 1, Math.max(a, b))];
  const inside = [from, from + 1, to - 1, to]
    .filter((u) => u >= from && u <= to)
    .map((u) => cellOf(places, u))
    .filter(({ at, side }) => at - 0.3 * side >= lo && at + 0.3 * side <= hi);
  if (inside.length === 0) return null;
  return [Math.min(...inside.map((cell) => cell.lo)), Math.max(...inside.map((cell) => cell.hi))];
}

/** The features inside the field, at full strength. */
function inside(scene: Scene, { map, affine }: Cut, { y, x }: Box): Mark[] {
  const [down, across] = [wholeCells(map, 0, y), wholeCells(map, 1, x)];
  if (!down || !across || map.depth === 0 || scene.heat || !inSquares(scene, map, affine)) {
    return [];
  }
  return [
    lattice(affine, [down, across], patternId(scene, map), {
      colour: depthColour(scene, map.depth),
      opacity: scene.palette.lattice[2],
    }),
  ];
}

const groundOf = (beam: Beam | null): Box | undefined =>
  beam?.boxes.find(({ map }) => map.depth === 0);

const clamp = ([lo, hi]: Pair, [least, most]: Pair): Pair => [
  Math.min(most, Math.max(least, lo)),
  Math.max(least, Math.min(most, hi)),
];

/** Places of the field outside the image: frames before the film, as wide as what is real of each. */
function outside({ affine, room, drawing }: Cut, box: Box, colour: string): Mark[] {
  const axis = (i: 0 | 1): Point[][] => {
    const [whole, across] = i === 0 ? [box.whole.y, box.x] : [box.whole.x, box.y];
    const [from, to] = clamp(whole, room[i]).map(Math.ceil);
    if (Math.abs(affine[i === 0 ? 3 : 0]) < FINEST) return [];
    return Array.from({ length: Math.max(0, to - from - 1) }, (_, k) => from + 1 + k)
      .filter((at) => at < 0 || at > drawing.frame[i])
      .map((at) =>
        across.map((end) => (i === 0 ? apply(affine, end, at) : apply(affine, at, end))),
      );
  };
  const lines = [...axis(0), ...axis(1)];
  if (lines.length === 0) return [];
  return [
    path(open(...lines), { stroke: colour, 'stroke-opacity': 0.5, 'stroke-dasharray': '2 3' }),
  ];
}

/** Where the other two cuts go through this one. */
function crossing({ affine, drawing }: Cut, beam: Beam, colour: string): Mark[] {
  const [y, x] = drawing.axes.map((axis) => Number(beam.field.center[axis]));
  if (beam.field.pixels === 0) return [];
  const [height, width] = drawing.frame;
  const [top, , , bottom] = corners(affine, [0, height], [x, x]);
  const [left, right] = corners(affine, [y, y], [0, width]);
  return [
    path(open([top, bottom], [left, right]), {
      stroke: colour,
      'stroke-opacity': 0.55,
      'stroke-dasharray': '1 3',
    }),
  ];
}

/** One cut: the features of the selected layer in it, and its field. */
export function cutMarks(scene: Scene, cut: Cut): readonly [map: Mark, field: Mark[]] {
  const own = sceneOf(scene, cut);
  const { palette, selected, hovered } = own;
  const { affine, map, room, drawing } = cut;
  const [box, asked] = [groundOf(selected), groundOf(hovered)];
  const ink = palette.ink[0];
  return [
    layerGroup(map, [...picture(own, affine), ...flatMap(own, map, affine)]),
    [
      ...(selected && box
        ? [
            ...crossing(cut, selected, palette.accent),
            ...seenGround(own, box, affine, false),
            ...flatField(
              affine,
              box,
              {
                colour: palette.accent,
                width: 2,
                fill: groundFill(own, 0.2, box),
                dotted: !selected.field.exact,
                selected: selected.field.layer,
              },
              room,
            ),
            ...outside(cut, box, palette.accent),
            ...inside(own, cut, box),
          ]
        : []),
      ...(selected ? flatFeature(own, selected, affine, palette.accent) : []),
      ...lookersOn(own, map, affine),
      ...[drawing.maps[0], map].flatMap((each) => flatPinned(own, each, affine)),
      ...(hovered && asked
        ? [
            ...flatField(
              affine,
              asked,
              { colour: ink, width: 1.1, fill: 0.045, dashed: true },
              room,
            ),
            ...flatFeature(own, hovered, affine, ink),
          ]
        : []),
    ],
  ];
}

/** `y, x` and where the cut goes through the third axis. */
export function cutWords(
  scene: Scene,
  { drawing, affine, room, through }: Cut,
  width: number,
): Mark {
  const { palette } = scene;
  const names = axisNames(3);
  const about = scene.hovered ?? scene.selected;
  const center = about?.field.center[through];
  const axes = drawing.axes.map((axis) => names[axis]).join(', ');
  const place =
    center === null || center === undefined
      ? ''
      : sentence('slices_at', { axis: names[through], pixel: Math.floor(Number(center)) });
  const fits = tickWidth(`${axes}  ${place}`) <= width;
  const at: readonly [number, number] = [
    affine[4] + Math.min(0, room[1][0]) * affine[0],
    affine[5] + room[0][0] * affine[3] - 10,
  ];
  const rim = halo(palette.ground);
  const words = mark(
    'text',
    { x: at[0], y: at[1], 'font-size': 11, fill: palette.ink[0], ...rim },
    [
      { ...mark('tspan', { 'font-weight': 600 }), text: axes },
      ...(fits && place
        ? [{ ...mark('tspan', { dx: 8, fill: palette.ink[1] }), text: place }]
        : []),
    ],
  );
  return words;
}

/** Dashed guides that carry the field from one cut to the next. */
export const guides = (
  lines: readonly (readonly [readonly [number, number], readonly [number, number]])[],
  colour: string,
): Mark =>
  path(open(...lines), { stroke: colour, 'stroke-opacity': 0.6, 'stroke-dasharray': DASHED });
