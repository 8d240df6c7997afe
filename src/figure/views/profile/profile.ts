import type { SeenBy } from '../../../arithmetic/index.js';
import { axisNames, sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import { keepApart, tickMarks, tickWidth } from '../../parts/axis.js';
import type { Tick } from '../../parts/axis.js';
import { beamOf } from '../../beam.js';
import type { Beam } from '../../beam.js';
import { extentOf } from '../../comb.js';
import { outlineOf } from './cone.js';
import type { Outline, Slice } from './cone.js';
import type { Placement } from '../../hit.js';
import { lastCall } from '../../last-call.js';
import { closed, label, open, path } from '../../marks/marks.js';
import type { Mark } from '../../marks/marks.js';
import { placesOf } from '../../maps.js';
import type { Drawing, Pair } from '../../maps.js';
import { show } from '../../words/numbers.js';
import { featureMark, groundMarks, linedIn, pixelMark, sectionRow } from './profile-row.js';
import type { RowKind } from './profile-row.js';
import { rowMarks } from '../../parts/rows.js';
import type { Drawn, Scene } from '../../scene.js';
import { ON_SCREEN, plotOf, seated, sectionPlan } from './section.js';
import type { Plot } from './section.js';
import { DASHED, DOTTED, hatch } from '../../marks/strokes.js';
import { scaleOf, showLength } from '../../words/units.js';
import { profileAxis } from '../../view.js';
import type { ViewKind } from '../../views.js';

/** Two lines below the rows: the axis, and what is folded; and one for the axis in units. */
const FOOT = 52;
const UNITS = 15;
/** How high the weights of the pixels stand above the input. */
const WEIGHTS = 22;
/** Strength of the fan of what looks at the selected feature. */
const FAN = 0.6;

type Links = readonly (readonly [upper: number, lower: number])[];

/** Place of the row of every map. */
const rowsOf = ({ layout }: Scene): ReadonlyMap<string, number> =>
  new Map(layout.rows.flatMap(({ maps }, row) => maps.map(({ name }) => [name, row] as const)));

/** The cone of a feature, as if every map went on. */
function coneOf(scene: Scene, { boxes, links }: Beam, plot: Plot): Outline {
  const rows = rowsOf(scene);
  const slices = boxes.map(({ map, whole }): Slice => ({
    y: map.start[0],
    x: whole.x,
    row: rows.get(map.name) ?? 0,
  }));
  return outlineOf(...standing(slices, links, scene.layout.ground), plot.image, plot.room);
}

/** A cone that ends on the rule below the input. */
function standing(slices: Slice[], links: Links, ground: number): [Slice[], Links] {
  const [lowest] = slices;
  if (!lowest) return [slices, links];
  const shifted = links.map(([upper, lower]) => [upper + 1, lower + 1] as const);
  return [[{ ...lowest, y: ground, row: -1 }, ...slices], shifted];
}

/** The fan of a pixel: what looks at it, on every map up. */
function fanOf(scene: Scene, seen: ReadonlyMap<string, SeenBy>, plot: Plot): Outline {
  const rows = rowsOf(scene);
  const axis = scene.drawing.axes[1];
  const places = new Map<string, number>();
  const slices: Slice[] = [];
  const links: (readonly [number, number])[] = [];
  for (const map of scene.drawing.maps) {
    const { name, below } = map;
    const { lo, hi } = seen.get(name) ?? { lo: [], hi: [] };
    const [first, last] = [lo[axis], hi[axis]];
    if (typeof first !== 'number' || typeof last !== 'number') continue;
    const at = slices.length;
    places.set(name, at);
    for (const input of below) {
      const from = places.get(input);
      if (from !== undefined) links.push([at, from]);
    }
    const x = extentOf(placesOf(map, 1), [first, last]);
    slices.push({ y: map.start[0], x, row: rows.get(name) ?? 0 });
  }
  return outlineOf(slices, links, plot.image, plot.room);
}

/** The selection's cone, below the features it goes through, and its sides above them. */
function selectedCone(scene: Scene, beam: Beam, outline: Outline): readonly [Mark, Mark[]] {
  const { accent } = scene.palette;
  const bound = scene.drawing.byName.get(beam.field.layer)?.row.status === 'bound';
  const stroke = { stroke: accent, 'stroke-width': 1.4, 'stroke-linejoin': 'round' };
  return [
    path(outline.area, { fill: accent, 'fill-opacity': 0.13 }),
    [
      path(outline.inside, {
        ...stroke,
        ...(bound ? DOTTED : {}),
      }),
      path(outline.outside, { ...stroke, 'stroke-dasharray': DASHED }),
    ],
  ];
}

/** What the pointer asks, in dashed ink. */
function asked({ palette }: Scene, { area, inside, outside }: Outline): Mark[] {
  const ink = palette.ink[0];
  return [
    path(area, { fill: ink, 'fill-opacity': 0.045 }),
    path(inside + outside, { stroke: ink, 'stroke-width': 1.1, 'stroke-dasharray': DASHED }),
  ];
}

/** What is hovered: the cone of a feature, the fan of a pixel. */
function hoveredMarks(scene: Scene, beam: Beam, plot: Plot): Mark[] {
  const { layer, index } = beam.field;
  const ink = scene.palette.ink[0];
  if (layer === 'input') {
    return [...asked(scene, fanOf(scene, scene.lookers(index), plot)), pixelMark(beam, plot, ink)];
  }
  return [...asked(scene, coneOf(scene, beam, plot)), ...featureMark(beam, plot, ink)];
}

/** What is selected: below the features, and above them. */
function selectedMarks(scene: Scene, plot: Plot): readonly [below: Mark[], above: Mark[]] {
  const { selected, palette } = scene;
  if (!selected) return [[], []];
  const { layer } = selected.field;
  const fan = fanOf(scene, scene.above, plot);
  if (layer === 'input') {
    const [area, sides] = selectedCone(scene, selected, fan);
    return [[area], [...sides, pixelMark(selected, plot, palette.accent, layer)]];
  }
  const [area, sides] = selectedCone(scene, selected, coneOf(scene, selected, plot));
  const up = fan.inside + fan.outside;
  const paint = { stroke: palette.accent, 'stroke-opacity': FAN, 'stroke-dasharray': DASHED };
  return [
    [area],
    [...(up ? [path(up, paint)] : []), ...sides, ...featureMark(selected, plot, palette.accent)],
  ];
}
/** What the selection is compared with: a thin cone in ink. */
function pinnedMarks(scene: Scene, plot: Plot): Mark[] {
  const { pinned, palette } = scene;
  if (!pinned) return [];
  const { inside, outside } = coneOf(scene, pinned, plot);
  const ink = { stroke: palette.ink[0], 'stroke-width': 1.2 };
  return [
    path(inside, { ...ink, 'data-pinned': pinned.field.layer }),
    path(outside, { ...ink, 'stroke-dasharray': DASHED }),
    ...featureMark(pinned, plot, palette.ink[0]),
  ];
}

/** First and last pixel of a field; an arrow where it goes on beyond the room. */
function fieldTicks(
  beam: Beam | null,
  axis: number,
  { room, image, scale }: Plot,
  paint: { colour: string; weight: number },
): Tick[] {
  const range = beam?.field.region[axis];
  if (!range) return [];
  const [first, last] = [range[0], range[1] - 1];
  const tick = (pixel: number): Tick => {
    const at = image[0] + (pixel + 0.5) * scale;
    const text =
      at < room[0] ? `← ${show(pixel)}` : at > room[1] ? `${show(pixel)} →` : show(pixel);
    return { at: Math.min(room[1], Math.max(room[0], at)), text, ...paint };
  };
  return (first === last ? [first] : [first, last]).map(tick);
}

/** The numbers below the rows: what is hovered, what is selected, the ends of the image, the size. */
function axisMarks(scene: Scene, plot: Plot): readonly Mark[] {
  const { palette, selected, hovered, layout, drawing } = scene;
  const axis = drawing.axes[1];
  const { image, scale } = plot;
  const size = drawing.frame[1];
  const ends = [...new Set([0, size - 1])].map((pixel) => ({
    at: image[0] + (pixel + 0.5) * scale,
    text: show(pixel),
    colour: palette.ink[2],
    weight: 400,
  }));
  const accent = { colour: palette.accentText, weight: 500 };
  const own = fieldTicks(selected, axis, plot, accent);
  const ticks = [
    ...fieldTicks(hovered, axis, plot, { colour: palette.ink[0], weight: 500 }),
    ...own,
    ...ends,
  ];
  const words = selected && `${show(selected.field.size[axis])} px`;
  const middle =
    words && own.length > 1 && !hovered
      ? [{ at: (own[0].at + own[1].at) / 2, text: words, ...accent, weight: 400, bare: true }]
      : [];
  const within = (tick: Tick): Tick => {
    const half = tickWidth(tick.text) / 2;
    const at = Math.max(layout.table + half, Math.min(layout.width - half - 1, tick.at));
    return { ...tick, at };
  };
  return tickMarks(keepApart([...ticks, ...middle].map(within), 1), [0, layout.ground], 1);
}

/** The same places in units, below the numbers: where the field begins and ends, and the image. */
function unitMarks({ network, drawing, selected, palette, layout }: Scene, plot: Plot): Mark[] {
  const units = scaleOf(network);
  if (!units) return [];
  const { room, image, scale } = plot;
  const axis = drawing.axes[1];
  const size = drawing.frame[1];
  const tick = (pixel: number, colour: string): Tick => {
    const length = showLength(units, axis, pixel);
    const at = image[0] + pixel * scale;
    const text = at < room[0] ? `← ${length}` : at > room[1] ? `${length} →` : length;
    const half = tickWidth(text) / 2;
    const [least, most] = [layout.table + half, layout.width - half - 1];
    return { at: Math.max(least, Math.min(most, at)), text, colour, weight: 400 };
  };
  const range = selected?.field.region[axis] ?? [];
  const ticks = [
    ...range.map((pixel) => tick(pixel, palette.accentText)),
    ...[0, size].map((pixel) => tick(pixel, palette.ink[2])),
  ];
  return keepApart(ticks, 1).map(({ at, text, colour }) =>
    label([at, layout.ground + 19 + UNITS], text, {
      'text-anchor': 'middle',
      'font-size': 11,
      fill: colour,
    }),
  );
}

/** Along which axis, and how much is folded. */
function footnote({ layout, drawing, palette }: Scene, axes: number, below: number): Mark[] {
  const { rows, width, ground } = layout;
  const layers = drawing.maps.length;
  const axis = axes > 1 ? axisNames(axes)[drawing.axes[1]] : null;
  const isFolded = rows.length < layers;
  if (!axis && !isFolded) return [];
  const text = isFolded
    ? sentence('rows_folded', { layers: layers - 1, rows: rows.length - 1, axis })
    : sentence('profile_axis', { axis });
  return [
    label([width, ground + 38 + below], text, {
      'text-anchor': 'end',
      'font-size': 11,
      fill: palette.ink[2],
    }),
  ];
}

/** Where the pointer finds the features of a row: anywhere in its height. */
function placementsOf({ layout, drawing }: Scene): Placement[] {
  return layout.rows.map(({ map: { name }, top, foot }): Placement => {
    const map = drawing.byName.get(name) as Drawing['maps'][number];
    const high = 2 * Math.min(foot - map.start[0], map.start[0] - top);
    return { map, affine: ON_SCREEN, start: map.start, jump: [high, map.jump[1]] };
  });
}

/** Hatched where there is no image, and the lines where it ends. */
function surroundings(scene: Scene, { room, image }: Plot): Mark[] {
  const { layout, palette, prefix } = scene;
  const [top, foot] = [layout.head, layout.ground];
  const beside = [
    [room[0], image[0]],
    [image[1], room[1]],
  ].filter(([from, to]) => to - from > 0.5);
  const box = ([from, to]: readonly number[]) =>
    [
      [from, top],
      [to, top],
      [to, foot],
      [from, foot],
    ] as const;
  const id = `${prefix}h`;
  return [
    ...(beside.length > 0
      ? [
          hatch(id, palette.strongRule),
          path(closed(...beside.map(box)), { fill: `url(#${id})`, 'fill-opacity': 0.7 }),
        ]
      : []),
    path(
      open(
        ...image.map(
          (x) =>
            [
              [x, top],
              [x, foot],
            ] as const,
        ),
      ),
      { stroke: palette.strongRule },
    ),
  ];
}

/**
 * A section along one axis: layers are rows from the input up, pixels run across. The cone of the
 * selected feature runs down to what it sees, the fan of a pixel up to what looks at it.
 */
function profile(scene: Scene): Drawn {
  const { layout, drawing: flat } = scene;
  const plot = plotOf(flat, layout);
  const drawing = seated(flat, layout, plot);
  const own: Scene = {
    ...scene,
    drawing,
    selected: scene.selected && beamOf(drawing, scene.selected.field, scene.selected.read),
    hovered: scene.hovered && beamOf(drawing, scene.hovered.field),
    pinned: scene.pinned && beamOf(drawing, scene.pinned.field),
  };
  const below = scaleOf(scene.network) ? UNITS : 0;
  const [lower, above] = selectedMarks(own, plot);
  const outputs = new Set(layout.rows.map(({ map }) => map.name));
  const lined = new Set(layout.rows.flatMap(linedIn));
  const kindOf = (name: string): RowKind =>
    outputs.has(name) ? 'features' : lined.has(name) ? 'line' : 'folded';
  const marks = [
    ...surroundings(own, plot),
    ...rowMarks(own, layout.width, layout.width),
    ...lower,
    ...drawing.maps.map((map) => sectionRow(own, map, plot, kindOf(map.name))),
    ...groundMarks(own, plot),
    ...(own.heat
      ? own.heat.kind.heatSection(
          own.heat.heat,
          own,
          [plot.image[0], plot.scale],
          [drawing.maps[0].start[0] - 6, WEIGHTS],
        )
      : []),
    ...above,
    ...pinnedMarks(own, plot),
    ...(own.hovered ? hoveredMarks(own, own.hovered, plot) : []),
    ...axisMarks(own, plot),
    ...unitMarks(own, plot),
    ...footnote(own, scene.drawing.maps[0].row.n.length, below),
  ];
  return { marks, placements: placementsOf(own), height: layout.ground + FOOT + below };
}

/** One and the same pair for an axis, so that what was worked out for it is found again. */
const ALONG: readonly Pair[] = [0, 1, 2].map((axis) => [-1, axis]);
const planOf = lastCall(sectionPlan);

export const kind: ViewKind = {
  draw: profile,
  axes: (view, rank) => ALONG[profileAxis(view, rank)],
  plan: (drawing, { folding }, selected) => planOf(drawing, folding, selected),
};
