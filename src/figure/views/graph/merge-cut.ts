import { featureCenter, field, inputsApart, lattices } from '../../../arithmetic/index.js';
import type { Field, Row } from '../../../arithmetic/index.js';
import { axisNames, sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import { keepApart, tickMarks, tickWidth } from '../../parts/axis.js';
import { nameWidth } from '../../words/fit.js';
import type { Pair } from '../../maps.js';
import { closed, halo, label, open, path } from '../../marks/marks.js';
import type { Mark } from '../../marks/marks.js';
import { show } from '../../words/numbers.js';
import type { Scene } from '../../scene.js';
import { fit } from '../../words/fit.js';
import type { Filled, Panel } from './ways-panel.js';

/** Two inputs of a merge that stand in places of their own, and the feature that is looked at. */
interface Apart {
  readonly merge: string;
  readonly rows: readonly [Row, Row];
  readonly fields: readonly [Field, Field];
  readonly axis: number;
  readonly feature: number;
}

const TITLE = 30;
/** Heights of the two lattices and of the image below the title. */
const LINES = { first: 30, second: 84, image: 150 } as const;
const SQUARE = { part: 0.6, least: 2, most: 18 } as const;
/** So many steps of the lattices are shown around the feature. */
const STEPS = 5;
/** Indices stand above features that are as far apart as this, in pixels, or as they are wide. */
const ROOM_FOR_INDEX = 20;
/** Pixels of the image are told apart from this size on. */
const ROOM_FOR_PIXEL = 3;
const FOOT = 66;

/** The middle of what is read of a merge. */
const middleOf = (range: readonly [number, number] | null, n: number): number =>
  range ? Math.min(n - 1, Math.max(0, Math.floor((range[0] + range[1] - 1) / 2))) : 0;

/** The first merge below the selection whose inputs do not line up, across the drawing or down. */
function apartBelow({ network, drawing, selected }: Scene): Apart | null {
  const rows = new Map(lattices(network).map((row) => [row.name, row]));
  const merge = rows.get(rows.get(selected?.field.layer ?? '')?.misaligned ?? '');
  const step = merge && selected?.field.path.get(merge.name);
  if (!step) return null;
  for (const axis of drawing.axes.filter((each) => each >= 0).reverse()) {
    const inputs = inputsApart(network, merge.name, axis);
    if (!inputs) continue;
    const index = step.region.map((range, k) => middleOf(range, merge.n[k]));
    const of = ({ name }: Row): Field => field(network, merge.name, index, { via: name });
    return {
      ...{ merge: merge.name, axis, feature: index[axis] },
      rows: inputs,
      fields: [of(inputs[0]), of(inputs[1])],
    };
  }
  return null;
}

/** The part of the image that is shown: some steps around the feature, or all. */
function windowOf({ rows, fields, axis, feature }: Apart, size: number): Pair {
  const centers = rows.map((row) => featureCenter(row, axis, feature));
  const steps = STEPS * Math.max(...rows.map((row) => Math.abs(Number(row.j[axis]))));
  const regions = fields.flatMap(({ region }) => region[axis] ?? []);
  const lo = Math.min(...regions, ...centers.map((center) => center - steps));
  const hi = Math.max(...regions, ...centers.map((center) => center + steps));
  return [Math.max(Math.min(0, ...regions), lo), Math.min(Math.max(size, ...regions), hi)];
}

interface Cut {
  readonly scene: Scene;
  readonly apart: Apart;
  readonly window: Pair;
  /** From a pixel to the screen. */
  readonly at: (pixel: number) => number;
  readonly scale: number;
  readonly top: number;
  readonly ends: Pair;
}

/** The features of one input as squares, filled or hollow, with their indices. */
function latticeMarks(
  { scene, apart, window, at, scale, ends }: Cut,
  which: 0 | 1,
  y: number,
): Mark[] {
  const { palette } = scene;
  const row = apart.rows[which];
  const { axis, feature } = apart;
  const colour = palette.branches[which];
  const jump = Math.abs(Number(row.j[axis])) * scale;
  const side = Math.min(SQUARE.most, Math.max(SQUARE.least, SQUARE.part * jump));
  const first = Math.max(0, feature - STEPS - 2);
  const shown = Array.from({ length: 2 * STEPS + 5 }, (_, i) => first + i)
    .filter((u) => u < row.n[axis])
    .map((u) => ({ u, center: featureCenter(row, axis, u) }))
    .filter(({ center }) => center >= window[0] && center <= window[1]);
  const widest = Math.max(0, ...shown.map(({ u }) => tickWidth(show(u)))) + 6;
  const room = Math.max(ROOM_FOR_INDEX, widest);
  // Of features that share a place one index is told, that of the one looked at first.
  const hasIndex = ({ u, center }: (typeof shown)[number]): boolean =>
    u === feature ||
    shown.every(
      (other) =>
        other.u === u ||
        Math.abs(other.center - center) * scale >= room ||
        (other.u > u && other.u !== feature),
    );
  const square = (center: number): string => {
    const [x, half] = [at(center), side / 2];
    return closed([
      [x - half, y - half],
      [x + half, y - half],
      [x + half, y + half],
      [x - half, y + half],
    ]);
  };
  const paint = (own: boolean) => {
    const stroke = own ? palette.accent : colour;
    return which === 0
      ? { fill: stroke, 'fill-opacity': own ? 1 : 0.55, stroke }
      : { fill: palette.ground ?? 'none', stroke, 'stroke-width': own ? 1.8 : 1.3 };
  };
  const squares = (own: boolean): string =>
    shown
      .filter(({ u }) => (u === feature) === own)
      .map(({ center }) => square(center))
      .join('');
  return [
    path(
      open([
        [ends[0], y + SQUARE.most / 2 + 7],
        [ends[1], y + SQUARE.most / 2 + 7],
      ]),
      { stroke: palette.rule },
    ),
    path(squares(false), paint(false)),
    path(squares(true), paint(true)),
    ...shown.filter(hasIndex).map(({ u, center }) =>
      label([at(center), y - SQUARE.most / 2 - 6], show(u), {
        ...(u === feature ? halo(palette.ground) : {}),
        'text-anchor': 'middle',
        'font-size': 11,
        'font-weight': u === feature ? 600 : 400,
        fill: u === feature ? palette.accentText : palette.ink[2],
      }),
    ),
  ];
}

/** From one of the two features down to the pixels it sees: solid, or dashed for the second. */
function coneMarks({ scene, apart, at, top }: Cut, which: 0 | 1, y: number): Mark[] {
  const { accent } = scene.palette;
  const range = apart.fields[which].region[apart.axis];
  if (!range) return [];
  const x = at(featureCenter(apart.rows[which], apart.axis, apart.feature));
  const foot = top + LINES.image;
  const sides = [
    [
      [x - 5, y + 9],
      [at(range[0]), foot],
    ],
    [
      [x + 5, y + 9],
      [at(range[1]), foot],
    ],
  ] as const;
  return [
    path(closed([...sides[0], ...[...sides[1]].reverse()]), { fill: accent, 'fill-opacity': 0.1 }),
    path(open(...sides), { stroke: accent, ...(which === 1 ? { 'stroke-dasharray': '4 3' } : {}) }),
  ];
}

/** The pixels of the image, those that are seen in the accent, and the two centres below them. */
function imageMarks({ scene, apart, window, at, scale, top, ends }: Cut): Mark[] {
  const { palette, network } = scene;
  const { axis, fields, rows, feature } = apart;
  const y = top + LINES.image;
  const size = network.inputSize[axis];
  const pixels = scale >= ROOM_FOR_PIXEL;
  const gap = pixels ? 1 : 0;
  const strip = (lo: number, hi: number): string => {
    const [from, to] = [
      Math.max(0, lo, Math.floor(window[0])),
      Math.min(size, hi, Math.ceil(window[1])),
    ];
    if (to <= from) return '';
    const step = pixels ? 1 : to - from;
    return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => {
      const [a, b] = [at(from + i * step), at(from + (i + 1) * step) - gap];
      return closed([
        [a, y],
        [b, y],
        [b, y + 11],
        [a, y + 11],
      ]);
    }).join('');
  };
  const seen = fields.flatMap(({ region }) => region[axis] ?? []);
  const isBlind = seen.length === 0;
  const [lo, hi] = isBlind ? [size, size] : [Math.min(...seen), Math.max(...seen)];
  const centers = rows.map((row) => featureCenter(row, axis, feature));
  const apartBy = Math.abs(centers[1] - centers[0]);
  const tick = (pixel: number, colour: string, weight: number) => ({
    ...{ at: at(pixel + 0.5), text: show(pixel), colour, weight, bare: true },
  });
  const ticks = [
    ...(isBlind ? [] : [lo, hi - 1]).map((pixel) => tick(pixel, palette.accentText, 600)),
    ...[Math.max(0, Math.ceil(window[0])), Math.min(size, Math.floor(window[1])) - 1].map((pixel) =>
      tick(pixel, palette.ink[2], 400),
    ),
  ];
  const [left, right] = centers.map(at).sort((a, b) => a - b);
  const words = y + 48;
  const text = sentence('cut_centers', { centers: centers.map(show), apart: show(apartBy) });
  return [
    path(strip(0, lo) + strip(hi, size), { fill: palette.depth(0), 'fill-opacity': 0.3 }),
    path(strip(lo, hi), { fill: palette.accent, 'fill-opacity': 0.85 }),
    ...tickMarks(keepApart(ticks, 1), [0, y + 8], 1),
    ...centers.map((center, i) =>
      path(
        open([
          [at(center), top + (i === 0 ? LINES.first : LINES.second) + 9],
          [at(center), words - 12],
        ]),
        { stroke: palette.ink[0], 'stroke-dasharray': '1 3' },
      ),
    ),
    path(
      open(
        [
          [left, words - 8],
          [right, words - 8],
        ],
        [
          [left + 4, words - 11],
          [left, words - 8],
          [left + 4, words - 5],
        ],
        [
          [right - 4, words - 11],
          [right, words - 8],
          [right - 4, words - 5],
        ],
      ),
      { stroke: palette.ink[0] },
    ),
    ...besideArrow(text, [left, right], words - 4, ends, palette.ink[0]),
  ];
}

/** Words beside an arrow, on the side where there is room; else below it. */
function besideArrow(
  text: string,
  [left, right]: Pair,
  y: number,
  ends: Pair,
  fill: string,
): Mark[] {
  const needed = nameWidth(text) + 30;
  const paint = { 'font-size': 12, 'font-weight': 600, fill };
  if (ends[1] - right > needed) return [label([right + 10, y], text, paint)];
  if (left - ends[0] > needed) {
    return [label([left - 10, y], text, { ...paint, 'text-anchor': 'end' })];
  }
  const middle = { ...paint, 'text-anchor': 'middle' };
  return [label([(left + right) / 2, y + 16], text, middle)];
}

/**
 * Where a merge joins features that stand in different places: both lattices above the pixels of
 * the image, enlarged around one feature, with the distance between its two centres.
 */
export function mergeCut(scene: Scene, panel: Panel): Filled {
  const apart = apartBelow(scene);
  if (!apart) return { marks: [], height: 0, ways: [] };
  const { palette, network } = scene;
  const names = axisNames(network.inputSize.length);
  const title = sentence('cut_title', { merge: apart.merge, axis: names[apart.axis] });
  const words = Math.min(90, 0.25 * panel.width);
  const rim = 8 + SQUARE.most / 2;
  const ends: Pair = [panel.left + words + rim, panel.left + panel.width - rim];
  const window = windowOf(apart, network.inputSize[apart.axis]);
  const scale = (ends[1] - ends[0]) / (window[1] - window[0]);
  const at = (pixel: number): number => ends[0] + (pixel - window[0]) * scale;
  const top = panel.top + TITLE;
  const cut: Cut = { scene, apart, window, at, scale, top, ends };
  const heights = [top + LINES.first, top + LINES.second] as const;
  return {
    marks: [
      label([panel.left, panel.top + 12], fit(title, panel.width), {
        'font-size': 13,
        'font-weight': 600,
        fill: palette.ink[0],
      }),
      ...([1, 0] as const).flatMap((which) => coneMarks(cut, which, heights[which])),
      ...([0, 1] as const).flatMap((which) => [
        ...latticeMarks(cut, which, heights[which]),
        label([panel.left, heights[which] + 4], fit(apart.rows[which].name, words), {
          'font-size': 12,
          'font-weight': 600,
          fill: palette.branches[which],
        }),
      ]),
      ...imageMarks(cut),
    ],
    height: TITLE + LINES.image + FOOT,
    ways: [],
  };
}
