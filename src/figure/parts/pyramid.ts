import type { Beam, Box } from '../beam.js';
import { isRegion, regionMarks } from './features.js';
import { groundFill, seenGround } from './ground.js';
import { closed, open, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import { strandsOn } from '../late.js';
import { veiled } from '../marks/palette.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';
import { fieldInSquares, isDrawn, readMarks } from './sheet.js';
import { partOf } from '../late.js';
import { DASHED, DOTTED } from '../marks/strokes.js';

type Corners = readonly [Point, Point, Point, Point];

/** Opacity of the sides of the pyramid, from the one farthest away to the nearest. */
const SIDES = [0.05, 0.07, 0.1, 0.06] as const;
const FLOOR = { input: 0.2, between: 0.1, selected: 0.9 } as const;
const HIDDEN_EDGE = 0.35;
const INNER_VEIL = 0.35;

const boxCorners = (box: Box, affine: Affine): Corners => corners(affine, box.y, box.x);

/** The edges of a box: those that the map cuts are dashed. */
function edges(points: Corners, cut: Box['cut']): [solid: string, dashed: string] {
  const sides = points.map((point, i) => [point, points[(i + 1) % 4]] as const);
  return [open(...sides.filter((_, i) => !cut[i])), open(...sides.filter((_, i) => cut[i]))];
}

/**
 * Sides of the pyramid from the farthest to the nearest. Side `i` runs from corner `i` to the next;
 * the lower its foot lies on the screen the nearer it is, and of two that tie the one that the
 * slope of the sheet opens to view.
 */
function sideOrder([, b, c, d]: Affine): readonly number[] {
  const slant = 1e-6 * c;
  const depth = [-d, b - slant, d, slant - b];
  return [0, 1, 2, 3].sort((i, j) => depth[i] - depth[j]);
}

/** The corner between the two sides that are farthest away. */
const hiddenCorner = ([i, j]: readonly number[]): number => ((i + 1) % 4 === j ? j : i);

/** Which drawn box reads which, those that are not drawn passed over. */
function drawnLinks(scene: Scene, { boxes, links }: Beam): Beam['links'] {
  const below = boxes.map((): number[] => []);
  for (const [upper, lower] of links) below[upper].push(lower);
  const nearest: (readonly number[])[] = [];
  return boxes.flatMap(({ map }, upper) => {
    const reached = [...new Set(below[upper].flatMap((lower) => nearest[lower]))];
    const drawn = isDrawn(scene, map);
    nearest[upper] = drawn ? [upper] : reached;
    return drawn ? reached.map((lower) => [upper, lower] as const) : [];
  });
}

/**
 * The outlines that the pyramid passes below a map: where layers are folded into it, each step twice,
 * as wide as above it and as wide as below.
 *
 * @param thickness - of the slab of pages on the screen
 */
function passed({ map, y, x }: Box, { steps }: Beam, affine: Affine, thickness: number): Corners[] {
  const inside = (thickness > 0 && steps?.get(map.name)) || [];
  if (inside.length === 0) return [];
  const [a, b, c, d, e, f] = affine;
  const at = (down: number, box: Pick<Box, 'y' | 'x'>): Corners =>
    corners([a, b, c, d, e, f + down * thickness], box.y, box.x);
  const sizes = [{ y, x }, ...inside];
  return [
    ...inside.flatMap((step, i) => [at(step.at, sizes[i]), at(step.at, step)]),
    at(1, sizes[sizes.length - 1]),
  ];
}

/**
 * The whole path of the selection, over all sheets: floors, sides and edges, from the input up.
 *
 * @param thickness - of the slab of pages below each map on the screen, by its depth
 */
export function pyramid(
  scene: Scene,
  beam: Beam,
  sheets: readonly Affine[],
  thickness: (depth: number) => number = () => 0,
): Mark[] {
  const { palette } = scene;
  const { boxes } = beam;
  const links = scene.gesture ? drawnLinks(scene, beam) : beam.links;
  const place = boxes.map((box) => boxCorners(box, sheets[box.map.depth]));
  const ways = links.map(([upper, lower]) => {
    const { depth } = boxes[upper].map;
    const below = passed(boxes[upper], beam, sheets[depth], thickness(depth));
    return [place[upper], ...below, place[lower]];
  });
  const order = sideOrder(sheets[0]);
  const hidden = hiddenCorner(order);
  const side = (i: number, rank: number): Mark => {
    const next = (i + 1) % 4;
    const faces = ways.flatMap((way) =>
      way.slice(1).map((l, k) => [way[k][i], way[k][next], l[next], l[i]]),
    );
    return path(closed(...faces), { fill: palette.accent, 'fill-opacity': SIDES[rank] });
  };
  const edge = (i: number): string => open(...ways.map((way) => way.map((points) => points[i])));
  const visible = [0, 1, 2, 3].filter((i) => i !== hidden);
  return [
    ...order.slice(0, 2).map(side),
    path(edge(hidden), { stroke: palette.accent, 'stroke-opacity': HIDDEN_EDGE }),
    ...boxes.flatMap((box, i) => floor(scene, beam, box, place[i], sheets[box.map.depth])),
    ...order.slice(2).map((i, rank) => side(i, rank + 2)),
    path(visible.map(edge).join(''), { stroke: palette.accent, 'stroke-opacity': 0.8 }),
  ];
}

/** The field in pixels, on the feature's own map: only where that map has the size of the image. */
function onOwnMap({ palette }: Scene, { boxes }: Beam, affine: Affine): Mark[] {
  const [ground, own] = [boxes[0], boxes.at(-1)];
  if (ground === own || ground.map.frame.join() !== own?.map.frame.join()) return [];
  return [
    path(closed(boxCorners(ground, affine)), {
      stroke: palette.accent,
      'stroke-opacity': 0.6,
      'stroke-dasharray': '1 3',
    }),
  ];
}

function floor(scene: Scene, beam: Beam, box: Box, points: Corners, affine: Affine): Mark[] {
  const { palette } = scene;
  const { field } = beam;
  const { map } = box;
  const isSelected = map.name === field.layer;
  const input = map.depth === 0;
  const [solid, dashed] = edges(points, box.cut);
  const outline = closed(points);
  const stroke = {
    stroke: palette.accent,
    'stroke-width': input ? 2 : 1.2,
    ...(input && !field.exact ? DOTTED : {}),
  };
  if (isSelected) {
    const strands = isRegion(beam) ? [] : strandsOn(map, [box.y, box.x], affine, palette.accent);
    const isFilled = field.pixels > 0 && !isRegion(beam) && strands.length === 0;
    return [
      ...onOwnMap(scene, beam, affine),
      ...(isRegion(beam) ? regionMarks(scene, beam, affine, palette.accent) : []),
      path(outline, {
        fill: palette.accent,
        'fill-opacity': isFilled ? FLOOR.selected : 0,
        ...stroke,
        ...(input ? { 'data-selected': map.name } : {}),
      }),
      ...strands,
    ];
  }
  if (!isDrawn(scene, map)) return [];
  const squares = fieldInSquares(scene, map, affine);
  return [
    ...(input ? seenGround(scene, box, affine, false) : []),
    path(outline, {
      ...(input
        ? { fill: palette.accent, 'fill-opacity': groundFill(scene, FLOOR.input, box) }
        : veiled(palette.ground, INNER_VEIL, palette.accent, FLOOR.between)),
      ...(input ? { 'data-selected': field.layer } : {}),
      ...(dashed ? {} : stroke),
    }),
    ...readMarks(scene, box, affine, squares),
    ...(dashed
      ? [path(solid, stroke), path(dashed, { ...stroke, 'stroke-dasharray': DASHED })]
      : []),
    ...((input && partOf('varied')?.extremeBoxes(scene, beam, affine)) || []),
  ];
}

/** What the selection is compared with, in thin ink: its own cell, four corner lines, its field. */
export function pinnedPyramid(
  { palette }: Scene,
  { boxes, links, field }: Beam,
  sheets: readonly Affine[],
): Mark[] {
  const place = boxes.map((box) => boxCorners(box, sheets[box.map.depth]));
  const [lowest, own] = [place[0], place.at(-1)];
  if (!lowest || !own) return [];
  const lines = links.flatMap(([upper, lower]) =>
    [0, 1, 2, 3].map((i) => [place[upper][i], place[lower][i]]),
  );
  const ink = { stroke: palette.ink[0], 'stroke-width': 1.2 };
  return [
    path(open(...lines), { ...ink, 'stroke-width': 0.8, 'stroke-opacity': 0.55 }),
    path(closed(lowest), { ...ink, 'data-pinned': field.layer }),
    path(closed(own), ink),
  ];
}

/** What the feature under the pointer sees, in dashed ink: its own cell, four corner lines, its field. */
export function hoverPyramid(
  { palette }: Scene,
  { boxes, links, field }: Beam,
  sheets: readonly Affine[],
): Mark[] {
  const ink = palette.ink[0];
  const dashed = { stroke: ink, 'stroke-width': 1.1, 'stroke-dasharray': '4 3' };
  const place = boxes.map((box) => boxCorners(box, sheets[box.map.depth]));
  const [lowest, own] = [place[0], place.at(-1)];
  if (!lowest || !own) return [];
  const lines = links.flatMap(([upper, lower]) =>
    [0, 1, 2, 3].map((i) => [place[upper][i], place[lower][i]]),
  );
  return [
    path(closed(lowest), { ...dashed, fill: ink, 'fill-opacity': 0.045 }),
    path(open(...lines), dashed),
    // A layer inside a fold has no map of its own.
    path(boxes.at(-1)?.map.name === field.layer ? closed(own) : '', {
      fill: ink,
      'fill-opacity': field.pixels > 0 ? 1 : 0,
      stroke: ink,
      'data-hovered': field.layer,
    }),
  ];
}
