import type { Beam, Box } from '../beam.js';
import { featureCorners, isRegion, regionMarks } from './features.js';
import { hull, latticePattern, paddingCells, TINT } from './lattice.js';
import type { Region } from './lattice.js';
import { lastCall } from '../last-call.js';
import type { Plan } from '../row-plan.js';
import type { DrawnMap, Pair } from '../maps.js';
import { closed, group, open, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import { featuresOn, strandsOn } from '../late.js';
import { laidOn } from '../overlays.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import { depthColour, selectedLayer } from '../scene.js';
import type { Scene } from '../scene.js';
import { inSquares, patternId, readMarks } from './sheet.js';
import { DASHED, DOTTED } from '../marks/strokes.js';
import { doubtMarks, edgeDots, isKnown } from './doubt.js';

/** A rectangle of the screen in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A flat view may be as high as it is wide, up to this height, where nobody asked for one. */
export const HIGHEST = 820;
/** A table of long numbers leaves flat maps so much. */
const LEAST_WIDTH = 80;
/** Below this width of the figure the table gives flat maps room. */
const AMPLE = 1200;

/** Rows beside flat maps: no sheets stand on them, and fewer columns stand in them. */
export const besideFlat = lastCall((own: Plan): Plan => ({
  ...own,
  sheets: false,
  columns: (breadth, width) =>
    breadth === 'wide' && width < AMPLE ? 'middle' : breadth === 'middle' ? 'slim' : breadth,
}));

/** Where a flat view is drawn: beside the table, below the headline. */
export const flatArea = ({ layout, view }: Pick<Scene, 'layout' | 'view'>): Area => {
  const folded = layout.breadth === 'narrow' || layout.breadth === 'tiny';
  const left = folded ? layout.table + 8 : layout.table + 24;
  const top = layout.head - (layout.columns.bars ? 12 : 0);
  const width = Math.max(LEAST_WIDTH, layout.width - layout.margin - left);
  const least = view.height === null ? Math.min(HIGHEST, width) : 0;
  return { left, top, width, height: Math.max(layout.ground - top, least) };
};

/** A plane without slant. */
export const flatPlane = (scale: number, [x, y]: Point): Affine => [scale, 0, 0, scale, x, y];

/** A map seen from above: its frame, its features, the padding around it. */
export function flatMap(scene: Scene, map: DrawnMap, affine: Affine): Mark[] {
  const { palette, selected, lit, prefix, view } = scene;
  const [height, width] = map.frame;
  const frame = closed(corners(affine, [0, height], [0, width]));
  const isSelected = map.name === selectedLayer(scene);
  const onPath = selected?.field.path.has(map.name) ?? false;
  const colour = depthColour(scene, map.depth);
  const squares = inSquares(scene, map, affine);
  return [
    path(frame, {
      fill: map.depth === 0 ? 'none' : palette.depth(0),
      'fill-opacity': map.depth === 0 ? undefined : 0.05,
      stroke: isSelected ? palette.accent : colour,
      'stroke-opacity': palette.edge[isSelected ? 2 : onPath || map.name === lit ? 1 : 0],
      'stroke-width': isSelected ? 1.4 : 1,
      ...edgeDots(map),
    }),
    ...doubtMarks(scene, map, affine),
    ...(squares ? [latticePattern(patternId(scene, map), map, colour)] : []),
    ...(isKnown(map)
      ? featuresOn(scene, map, affine, hull(map), squares ? patternId(scene, map) : null, {
          colour,
          opacity: squares ? palette.lattice[onPath ? 1 : 0] : TINT.rest,
        })
      : []),
    ...laidOn(scene, map, affine),
    ...(view.overlays.padding
      ? paddingCells(`${prefix}p${map.depth}`, map, affine, palette.strongRule)
      : []),
  ];
}

/** How the box of a field is drawn. */
export interface FieldPaint {
  readonly colour: string;
  readonly width: number;
  readonly fill: number;
  readonly dashed?: boolean;
  /** No more than a bound is known. */
  readonly dotted?: boolean;
  /** The layer whose selected feature it is. */
  readonly selected?: string;
}

/** Where a side goes on past the room, its end fades: so long each part is, and so strong. */
const FADE = { length: 7, strengths: [0.6, 0.3] } as const;

type Side = readonly [from: Point, to: Point];

/** The sides of a box that goes on past the map; those that end in the room, and the ends that fade. */
interface Sides {
  readonly whole: readonly Side[];
  readonly fading: readonly (readonly [Side, strength: number])[];
}

/** Takes the parts that fade off the end of a side. */
function faded([from, to]: Side): { rest: Side; fading: Sides['fading'] } {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const { length: part, strengths } = FADE;
  if (length < part * (strengths.length + 1)) return { rest: [from, to], fading: [] };
  const at = (back: number): Point => {
    const t = 1 - back / length;
    return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
  };
  const cuts = strengths.map((_, i) => at(part * (strengths.length - i)));
  return {
    rest: [from, cuts[0]],
    fading: strengths.map((strength, i) => [[cuts[i], cuts[i + 1] ?? to], strength] as const),
  };
}

/** The sides of a box that goes on past the map, as far as there is room. */
function outerSides(affine: Affine, { whole }: Box, [roomY, roomX]: Region): Sides {
  const within = ([lo, hi]: Pair, [least, most]: Pair): Pair => [
    Math.min(most, Math.max(least, lo)),
    Math.max(least, Math.min(most, hi)),
  ];
  const points = corners(affine, within(whole.y, roomY), within(whole.x, roomX));
  // Top, right, bottom, left.
  const seen = [
    whole.y[0] >= roomY[0],
    whole.x[1] <= roomX[1],
    whole.y[1] <= roomY[1],
    whole.x[0] >= roomX[0],
  ];
  const sides: Side[] = [];
  const fading: (readonly [Side, number])[] = [];
  points.forEach((point, i) => {
    if (!seen[i]) return;
    let side: Side = [point, points[(i + 1) % 4]];
    if (!seen[(i + 1) % 4]) {
      const end = faded(side);
      side = end.rest;
      fading.push(...end.fading);
    }
    if (!seen[(i + 3) % 4]) {
      const end = faded([side[1], side[0]]);
      side = end.rest;
      fading.push(...end.fading);
    }
    sides.push(side);
  });
  return { whole: sides, fading };
}

const ANYWHERE: Region = [
  [-Infinity, Infinity],
  [-Infinity, Infinity],
];

/**
 * The box of a field in a flat map: solid inside the frame; dashed where the map cuts it, and beyond.
 *
 * @param room - where there is room for what lies beyond
 */
export function flatField(
  affine: Affine,
  ground: Box,
  { colour, width, fill, dashed, dotted, selected }: FieldPaint,
  room: Region = ANYWHERE,
): Mark[] {
  const inner = corners(affine, ground.y, ground.x);
  const stroke = { stroke: colour, 'stroke-width': width, ...(dotted ? DOTTED : {}) };
  const filled = { fill: colour, 'fill-opacity': fill, 'data-selected': selected };
  if (!ground.cut.some(Boolean)) {
    const dash = dashed ? { 'stroke-dasharray': DASHED } : {};
    return [path(closed(inner), { ...filled, ...stroke, ...dash })];
  }
  const sides = inner.map((point, i) => [point, inner[(i + 1) % 4]]);
  const { whole, fading } = outerSides(affine, ground, room);
  const broken = [...whole, ...sides.filter((_, i) => dashed || ground.cut[i])];
  const dash = { ...stroke, 'stroke-dasharray': DASHED };
  return [
    path(closed(inner), filled),
    path(open(...broken), dash),
    ...FADE.strengths.flatMap((strength) => {
      const ends = fading.filter(([, own]) => own === strength).map(([side]) => side);
      return ends.length > 0 ? [path(open(...ends), { ...dash, 'stroke-opacity': strength })] : [];
    }),
    ...(dashed ? [] : [path(open(...sides.filter((_, i) => !ground.cut[i])), stroke)]),
  ];
}

/** The features that a beam reads of a map, at full strength. */
export const flatRead = (scene: Scene, box: Box, affine: Affine): Mark[] =>
  readMarks(scene, box, affine, inSquares(scene, box.map, affine));

/** The feature itself, or the region of features. */
export function flatFeature(scene: Scene, beam: Beam, affine: Affine, colour: string): Mark[] {
  const own = beam.boxes.at(-1);
  if (!own || own.map.name !== beam.field.layer) return [];
  if (isRegion(beam)) return regionMarks(scene, beam, affine, colour);
  const strands = strandsOn(own.map, [own.y, own.x], affine, colour);
  if (strands.length > 0) return strands;
  const filled = beam.field.pixels > 0;
  return [
    path(closed(featureCorners(own, affine)), {
      fill: colour,
      'fill-opacity': filled ? 1 : 0,
      stroke: colour,
    }),
  ];
}

/** What the selection is compared with: its features hollow, its field an outline. */
export function flatPinned({ palette, pinned }: Scene, map: DrawnMap, affine: Affine): Mark[] {
  const box = pinned?.boxes.find((candidate) => candidate.map === map);
  if (!pinned || !box) return [];
  const ink = { stroke: palette.ink[0], 'stroke-width': 1.2 };
  const own = map.name === pinned.field.layer;
  return [
    ...(map.depth === 0
      ? [path(closed(corners(affine, box.y, box.x)), { ...ink, 'data-pinned': pinned.field.layer })]
      : []),
    ...(own ? [path(closed(featureCorners(box, affine)), ink)] : []),
  ];
}

/** The group of a layer. */
export const layerGroup = (map: DrawnMap, marks: readonly Mark[]): Mark =>
  group({ 'data-layer': map.name }, marks);
