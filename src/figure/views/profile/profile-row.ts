import type { Beam, Box } from '../../beam.js';
import { layerGroup } from '../../parts/flat.js';
import {
  hollowPattern,
  hull,
  lattice,
  latticePattern,
  paddingCells,
  resolves,
  TINT,
} from '../../parts/lattice.js';
import type { RowPlace } from '../../layout.js';
import type { DrawnMap, Pair } from '../../maps.js';
import { closed, open, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import { laidOn } from '../../overlays.js';
import { depthColour, selectedLayer } from '../../scene.js';
import type { Scene } from '../../scene.js';
import { ON_SCREEN } from './section.js';
import type { Plot } from './section.js';
import { patternId, readMarks } from '../../parts/sheet.js';
import { hatch } from '../../marks/strokes.js';

/** How dark a tint is inside the cone: as dark as the squares that it stands for. */
const TINT_IN_CONE = 0.3;
/** Strength of the line that a folded layer has. */
const FOLDED = 0.35;
/** Lines of folded layers are at least so far from each other; of more layers only some have one. */
const LEAST_STEP = 1.6;
/** A pixel is drawn at least so wide. */
const LEAST_PIXEL = 3;

const rectangle = ([top, bottom]: Pair, [left, right]: Pair): readonly Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** The part of a range inside another; `null` where there is none. */
function within([lo, hi]: Pair, [least, most]: Pair): Pair | null {
  const part = [Math.max(lo, least), Math.min(hi, most)] as const;
  return part[1] > part[0] ? part : null;
}

/** Top and bottom of the features of a row. */
const bar = ({ start, jump }: DrawnMap): Pair => [
  start[0] - 0.3 * jump[0],
  start[0] + 0.3 * jump[0],
];

/** Which of the layers inside a folded row have a line: all, or as many as stand apart. */
export function linedIn({ maps, top, foot }: RowPlace): readonly string[] {
  const step = Math.ceil((LEAST_STEP * maps.length) / (0.6 * (foot - top)));
  return maps.filter((_, i) => i % step === 0).map(({ name }) => name);
}

/** A layer inside a folded row: one line. */
const foldedRow = (scene: Scene, map: DrawnMap, { image }: Plot): Mark =>
  layerGroup(map, [
    path(open(image.map((x) => [x, map.start[0]] as const)), {
      stroke: depthColour(scene, map.depth),
      'stroke-opacity': map.name === scene.lit ? 1 : FOLDED,
    }),
  ]);

/** The frame of a layer that sees everything, or of which nothing is known. */
function frame(scene: Scene, map: DrawnMap, { image }: Plot, colour: string): Mark[] {
  const { status } = map.row;
  const outline = closed(rectangle([bar(map)[0] - 2, bar(map)[1] + 2], image));
  if (status === 'whole') {
    return [
      path(outline, { fill: colour, 'fill-opacity': 0.08, stroke: colour, 'stroke-opacity': 0.7 }),
    ];
  }
  const id = `${scene.prefix}u${map.depth}`;
  return status === 'unsupported'
    ? [
        hatch(id, colour),
        path(outline, { fill: `url(#${id})`, stroke: colour, 'stroke-dasharray': '1 3' }),
      ]
    : [];
}

/** The features of a row that the cone goes through, and the padding it takes for features. */
function read(
  scene: Scene,
  { map, y, x, whole, parts }: Box,
  { room }: Plot,
  colour: string,
): Mark[] {
  const squares = resolves(map, ON_SCREEN);
  const [, [first, last]] = hull(map);
  const inside = within(x, room);
  const outside = [within([whole.x[0], first], room), within([last, whole.x[1]], room)].flatMap(
    (range) => (range ? [rectangle(y, range)] : []),
  );
  const id = `${scene.prefix}o${map.depth}`;
  const { accent } = scene.palette;
  return [
    ...(parts && squares ? readMarks(scene, { map, y, x, parts }, ON_SCREEN, squares) : []),
    ...(inside && !(parts && squares)
      ? [
          lattice(ON_SCREEN, [y, inside], squares ? patternId(scene, map) : null, {
            colour,
            opacity: squares ? scene.palette.lattice[2] : TINT_IN_CONE,
          }),
        ]
      : []),
    ...(outside.length > 0 && squares
      ? [
          hollowPattern(id, map, { stroke: accent, 'stroke-width': 0.8 }),
          path(closed(...outside), { fill: `url(#${id})` }),
        ]
      : []),
  ];
}

/** The row of the input: the image, and the part of it that the selection sees. */
function inputRow(scene: Scene, map: DrawnMap, { image }: Plot): Mark {
  return layerGroup(map, [
    path(closed(rectangle(bar(map), image)), {
      fill: depthColour(scene, 0),
      'fill-opacity': 0.3,
    }),
    ...laidOn(scene, map, ON_SCREEN),
  ]);
}

/** What a layer has: its features, or in a folded row a line or nothing. */
export type RowKind = 'features' | 'line' | 'folded';

/** One layer: its features at the centres of what they see. */
export function sectionRow(scene: Scene, map: DrawnMap, plot: Plot, kind: RowKind): Mark {
  if (kind === 'folded') return layerGroup(map, []);
  if (kind === 'line') return foldedRow(scene, map, plot);
  if (map.depth === 0) return inputRow(scene, map, plot);
  const { palette, prefix, selected, lit, view } = scene;
  const colour = depthColour(scene, map.depth);
  const known = map.row.status !== 'unsupported';
  const squares = known && resolves(map, ON_SCREEN);
  const onPath = selected?.field.path.has(map.name) ?? false;
  const [y, x] = hull(map);
  const shown = within(x, plot.room);
  const box = selected?.boxes.find((candidate) => candidate.map === map);
  const own = map.name === selectedLayer(scene);
  return layerGroup(map, [
    ...frame(scene, map, plot, colour),
    ...(squares ? [latticePattern(patternId(scene, map), map, colour)] : []),
    ...(known && shown
      ? [
          lattice(ON_SCREEN, [y, shown], squares ? patternId(scene, map) : null, {
            colour,
            opacity: squares ? palette.lattice[onPath || map.name === lit ? 1 : 0] : TINT.rest,
          }),
        ]
      : []),
    ...laidOn(scene, map, ON_SCREEN),
    ...(view.overlays.padding
      ? paddingCells(`${prefix}p${map.depth}`, map, ON_SCREEN, palette.strongRule)
      : []),
    ...(box && !own && known ? read(scene, box, plot, colour) : []),
  ]);
}

/** What the selection sees of the image: full inside it, hollow outside. */
export function groundMarks({ selected, palette }: Scene, { room, image }: Plot): Mark[] {
  const ground = selected?.boxes[0];
  if (!selected || !ground || ground.map.depth > 0 || selected.field.layer === 'input') return [];
  const { whole } = ground;
  const y = bar(ground.map);
  const inside = within(ground.x, room);
  const outside = [
    within([whole.x[0], image[0]], room),
    within([image[1], whole.x[1]], room),
  ].flatMap((range) => (range ? [rectangle(y, range)] : []));
  return [
    ...(inside
      ? [
          path(closed(rectangle(y, inside)), {
            fill: palette.accent,
            'fill-opacity': 0.85,
            'data-selected': selected.field.layer,
          }),
        ]
      : []),
    ...(outside.length > 0
      ? [path(closed(...outside), { stroke: palette.accent, 'stroke-dasharray': '2 2' })]
      : []),
  ];
}

/** A feature itself; hollow where it sees no pixel. */
export function featureMark(beam: Beam, { room }: Plot, colour: string): Mark[] {
  const own = beam.boxes.at(-1);
  if (!own || own.map.name !== beam.field.layer) return [];
  const width = own.x[1] - own.x[0];
  const x = within([own.x[0] + 0.2 * width, own.x[1] - 0.2 * width], room);
  if (!x) return [];
  const filled = beam.field.pixels > 0;
  const [top, bottom] = bar(own.map);
  const least = Math.max(0, LEAST_PIXEL - (x[1] - x[0])) / 2;
  return [
    path(closed(rectangle([top - 0.5, bottom + 0.5], [x[0] - least, x[1] + least])), {
      fill: colour,
      'fill-opacity': filled ? 1 : 0,
      stroke: colour,
    }),
  ];
}

/** A pixel of the input row. */
export function pixelMark(beam: Beam, plot: Plot, colour: string, selected?: string): Mark {
  const { map, x } = beam.boxes[0];
  const middle = (x[0] + x[1]) / 2;
  const half = Math.max(LEAST_PIXEL, 0.8 * plot.scale) / 2;
  const [top, bottom] = bar(map);
  return path(closed(rectangle([top - 3, bottom + 3], [middle - half, middle + half])), {
    fill: colour,
    'data-selected': selected,
  });
}
