import { axisNames, sentence } from '../../layers/index.js';
import { keepApart, tickWidth } from '../axis.js';
import type { Tick } from '../axis.js';
import { beamOf } from '../beam.js';
import type { Beam, Box } from '../beam.js';
import { cellOf, featureIn } from '../comb.js';
import { flatFeature, flatField, flatMap, layerGroup } from '../flat.js';
import { lattice } from '../lattice.js';
import type { Region } from '../lattice.js';
import { placesOf } from '../maps.js';
import type { Drawing, DrawnMap, Pair } from '../maps.js';
import { label, mark, open, path } from '../marks.js';
import type { Mark } from '../marks.js';
import { show } from '../numbers.js';
import { corners } from '../projection.js';
import type { Affine } from '../projection.js';
import { depthColour } from '../scene.js';
import type { Scene } from '../scene.js';
import { inSquares, patternId } from '../sheet.js';
import { DASHED } from '../strokes.js';

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

/** The scene of a cut: its own axes, and ids that no other cut has. */
function sceneOf(scene: Scene, { drawing, through }: Cut): Scene {
  return {
    ...scene,
    drawing,
    prefix: `${scene.prefix}c${through}`,
    selected: scene.selected && beamOf(drawing, scene.selected.field),
    hovered: scene.hovered && beamOf(drawing, scene.hovered.field),
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
  if (!down || !across || map.depth === 0 || !inSquares(scene, map, affine)) return [];
  return [
    lattice(affine, [down, across], patternId(scene, map), {
      colour: depthColour(scene, map.depth),
      opacity: scene.palette.lattice[2],
    }),
  ];
}

const groundOf = (beam: Beam | null): Box | undefined =>
  beam?.boxes.find(({ map }) => map.depth === 0);

/** The places that lie outside the image, one line for each: frames before the film. */
function outside({ affine, room, drawing }: Cut, box: Box, colour: string): Mark[] {
  const lines: (readonly [number, number])[][] = [];
  const clamp = (value: number, [lo, hi]: Pair): number => Math.min(hi, Math.max(lo, value));
  const put = (i: 0 | 1): void => {
    const whole = i === 0 ? box.whole.y : box.whole.x;
    const other = i === 0 ? box.whole.x : box.whole.y;
    const step = Math.abs(affine[i === 0 ? 3 : 0]);
    if (step < 5) return;
    const ends = other.map((end) => clamp(end, room[i === 0 ? 1 : 0])) as unknown as Pair;
    for (let at = Math.max(Math.ceil(whole[0]) + 1, room[i][0]); at < 0; at += 1) add(i, at, ends);
    for (let at = drawing.frame[i] + 1; at < Math.min(whole[1], room[i][1]); at += 1) {
      add(i, at, ends);
    }
  };
  const add = (i: 0 | 1, at: number, ends: Pair): void => {
    const [a, , , b] = i === 0 ? corners(affine, [at, at], ends) : corners(affine, ends, [at, at]);
    const [, other] = corners(affine, [at, at], ends);
    lines.push(i === 0 ? [a, other] : [a, b]);
  };
  put(0);
  put(1);
  if (lines.length === 0) return [];
  return [
    path(open(...lines), { stroke: colour, 'stroke-opacity': 0.5, 'stroke-dasharray': '2 3' }),
  ];
}

/** Where the other two cuts go through this one. */
function crossing({ affine, drawing, room }: Cut, beam: Beam, colour: string): Mark[] {
  const [y, x] = drawing.axes.map((axis) => Number(beam.field.center[axis]));
  if (beam.field.pixels === 0) return [];
  const [top, , , bottom] = corners(affine, room[0], [x, x]);
  const [left, right] = corners(affine, [y, y], room[1]);
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
  const { affine, map, room } = cut;
  const [box, asked] = [groundOf(selected), groundOf(hovered)];
  const ink = palette.ink[0];
  return [
    layerGroup(map, flatMap(own, map, affine)),
    [
      ...(selected && box
        ? [
            ...crossing(cut, selected, palette.accent),
            ...flatField(
              affine,
              box,
              {
                colour: palette.accent,
                width: 2,
                fill: 0.2,
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
  const words = mark('text', { x: at[0], y: at[1], 'font-size': 11, fill: palette.ink[0] }, [
    { ...mark('tspan', { 'font-weight': 600 }), text: axes },
    ...(fits && place ? [{ ...mark('tspan', { dx: 8, fill: palette.ink[1] }), text: place }] : []),
  ]);
  return words;
}

/** First and last pixel of a field, also where they lie outside the image; then the image's ends. */
export function endsOf(scene: Scene, axis: number, size: number, room: Pair): Tick[] {
  const { palette, selected, hovered } = scene;
  const ends = (beam: Beam | null, colour: string): Tick[] => {
    const range = beam?.field.region[axis];
    if (!range) return [];
    return [...new Set([range[0], range[1] - 1])]
      .filter((pixel) => pixel >= room[0] && pixel < room[1])
      .map((pixel) => ({ at: pixel + 0.5, text: show(pixel), colour, weight: 500 }));
  };
  return [
    ...ends(hovered, palette.ink[0]),
    ...ends(selected, palette.accentText),
    ...[0, size - 1].map((pixel) => ({
      at: pixel + 0.5,
      text: show(pixel),
      colour: palette.ink[2],
      weight: 400,
    })),
  ];
}

/** Numbers below a cut. */
export const numbersBelow = (
  ticks: readonly Tick[],
  scale: number,
  x0: number,
  y: number,
): Mark[] =>
  keepApart(ticks, scale).map(({ at, text, colour, weight }) =>
    label([x0 + at * scale, y], text, {
      'text-anchor': 'middle',
      'font-size': 11,
      'font-weight': weight,
      fill: colour,
    }),
  );

/** Numbers to the left of a cut, one line apart. */
export function numbersBeside(
  ticks: readonly Tick[],
  scale: number,
  x: number,
  y0: number,
): Mark[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    if (kept.every(({ at }) => Math.abs(at - tick.at) * scale >= 14)) kept.push(tick);
  }
  return kept.map(({ at, text, colour, weight }) =>
    label([x, y0 + at * scale + 4], text, {
      'text-anchor': 'end',
      'font-size': 11,
      'font-weight': weight,
      fill: colour,
    }),
  );
}

/** Dashed guides that carry the field from one cut to the next. */
export const guides = (
  lines: readonly (readonly [readonly [number, number], readonly [number, number]])[],
  colour: string,
): Mark =>
  path(open(...lines), { stroke: colour, 'stroke-opacity': 0.6, 'stroke-dasharray': DASHED });
