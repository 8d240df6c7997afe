import { noteOf } from '../words/cells.js';
import { lastCall } from '../last-call.js';
import type { Layout, RowPlace } from '../layout.js';
import { LINE, linesOf } from '../row-plan.js';
import type { DrawnMap } from '../maps.js';
import { closed, coordinate, label, mark, open, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import { depthColour, selectedLayer } from '../scene.js';
import type { Scene } from '../scene.js';
import { partOf } from '../late.js';
import { show, showAxes } from '../words/numbers.js';
import { tickWidth } from './axis.js';

const SWATCH = 8;
const BAR = 6;
/** From one stripe of a bar to the next. */
const STRIPE = 5;
/** Strength of the part of a bar that only some features reach. */
const PALE = 0.4;
/** Height of a row's text above its rule. */
const BASELINE = 13;

/** Smallest or largest size of a field against the image, on the axis where that is most. */
const reach = (
  ranges: readonly (readonly [number, number])[],
  image: readonly number[],
  end: 0 | 1,
): number => Math.max(...ranges.map((range, axis) => range[end] / image[axis]));

const rectangle = (left: number, top: number, right: number, bottom: number): string =>
  closed([
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]);

/** Slanting stripes: a bar that goes on beyond the image. */
function stripes(left: number, right: number, y: number): string {
  const bars: Point[][] = [];
  for (let x = left + 1; x < right - 1; x += STRIPE) {
    const at = (dx: number): number => Math.min(right, x + dx);
    bars.push([
      [at(0), y + BAR],
      [at(2), y + BAR],
      [at(6), y],
      [at(4), y],
    ]);
  }
  return closed(...bars);
}

/** The corner of a bar's box, the end of the image on it, and how much one axis of a field is of that. */
interface Scale {
  readonly left: number;
  readonly y: number;
  readonly at: (share: number) => number;
}

/** A bar that is full up to the size of the image, and striped beyond it. */
const solid = ({ left, y, at }: Scale, share: number): string =>
  rectangle(left, y, Math.max(left + 1, Math.min(at(share), at(1))), y + BAR) +
  stripes(at(1), at(share), y);

/** A bar that is full as far as the fields of the layer below reach, and pale from there on. */
function grown(scale: Scale, from: number, to: number): [string, Dress | null] {
  const { left, y, at } = scale;
  const end = at(Math.min(to, 1));
  if (from >= Math.min(to, 1)) return [solid(scale, to), null];
  const start = Math.max(left + 1, at(from));
  const pale = rectangle(start, y, Math.max(start + 1, end), y + BAR) + stripes(at(1), at(to), y);
  return [solid(scale, from), { d: pale, fill: 'pale' }];
}

/**
 * A bar as sure as its row: what is full, and what is drawn otherwise.
 *
 * @param below - how far the fields reach that go into a row of several layers
 */
function bar(
  { row }: DrawnMap,
  image: readonly number[],
  scale: Scale,
  below: number | null,
): [string, Dress | null] {
  const { left, y, at } = scale;
  const [least, most] = [0, 1].map((end) => reach(row.r_range, image, end as 0 | 1));
  switch (row.status) {
    case 'exact':
      return below === null ? [solid(scale, most), null] : grown(scale, below, most);
    case 'varies': {
      const from = Math.max(left + 1, at(least));
      const pale = rectangle(from, y, Math.max(from + 1, at(most)), y + BAR);
      return [least > 0 ? solid(scale, least) : '', { d: pale, fill: 'pale' }];
    }
    case 'whole': {
      const brackets = [left, at(1)].map((x) => rectangle(x - 0.75, y - 2, x + 0.75, y + BAR + 2));
      return [rectangle(left, y, at(1), y + BAR) + brackets.join(''), null];
    }
    case 'bound': {
      const box = rectangle(left + 0.5, y + 0.5, Math.max(left + 2, at(most)), y + BAR - 0.5);
      return ['', { d: box, dash: '2 2' }];
    }
    case 'unsupported': {
      const middle = y + BAR / 2;
      const line = open([
        [left, middle],
        [at(1), middle],
      ]);
      return ['', { d: line, dash: '1 2' }];
    }
  }
}

/** What of a bar is not full: a pale box, or a broken line. */
type Dress =
  { readonly d: string; readonly fill: 'pale' } | { readonly d: string; readonly dash: string };

const dressed = (dress: Dress, colour: string): Mark =>
  'fill' in dress
    ? path(dress.d, { fill: colour, 'fill-opacity': PALE })
    : path(dress.d, { stroke: colour, 'stroke-dasharray': dress.dash });

/** The square before a name; hollow where nothing is known of the layer. */
function swatch({ map: { row }, foot }: RowPlace): string {
  const [top, round] = [foot - BASELINE - SWATCH + 1, 1.5];
  const square = (inset: number, r: number): string => {
    const [a, b] = [inset, SWATCH - inset];
    const [y0, y1] = [coordinate(top + a), coordinate(top + b)];
    const [y2, y3] = [coordinate(top + a + r), coordinate(top + b - r)];
    const arc = `A${r} ${r} 0 0 1 `;
    return `M${a + r} ${y0}H${b - r}${arc}${b} ${y2}V${y3}${arc}${b - r} ${y1}H${a + r}${arc}${a} ${y3}V${y2}${arc}${a + r} ${y0}Z`;
  };
  return square(0, round) + (row.status === 'unsupported' ? square(1.2, 0.8) : '');
}

/** What the bars are drawn from. */
type Barred = Pick<
  Scene,
  'network' | 'wrong' | 'layout' | 'drawing' | 'palette' | 'shades' | 'about'
>;

const rowColour = (scene: Barred, map: DrawnMap): string =>
  map.name === selectedLayer(scene) ? scene.palette.accent : depthColour(scene, map.depth);

/** Height of a note below a name, with the air around both. */
const NOTE = 20;
/** The text of a row with a note stands so much higher. */
const LIFT = 8;

/** Where the text of a row stands: higher where the table puts a note below its name. */
function textPlace({ network, wrong }: Barred, place: RowPlace): RowPlace {
  const { map, maps, top, foot } = place;
  if (map.name === wrong || foot - top - LINE * linesOf(network, map) < NOTE) return place;
  const { word, text } = noteOf(
    network.layers.find(({ name }) => name === map.name),
    map.row,
  );
  return maps.length > 1 || word || text ? { ...place, foot: foot - LIFT } : place;
}

/** Swatches, bars of `r` against the size of the image, and the line where the image ends. */
function bars(scene: Barred): Mark[] {
  const { layout, drawing, palette } = scene;
  const rows = layout.rows.filter(({ labelled }) => labelled);
  const place = layout.columns.bars;
  const input = drawing.maps[0];
  if (!place || !input) {
    return rows.map((row) =>
      path(swatch(row), { fill: rowColour(scene, row.map), 'fill-rule': 'evenodd' }),
    );
  }
  const image = input.row.n;
  const most = Math.min(2, Math.max(1, ...rows.map(({ map }) => reach(map.row.r_range, image, 1))));
  const [left, right] = place;
  const at = (share: number): number => left + ((right - left) * Math.min(share, most)) / most;
  const imageEnd = at(1);
  const words = `image ${showAxes(image.map(show)).join(' × ')}`;
  return [
    path(
      open([
        [imageEnd, layout.head - 8],
        [imageEnd, layout.ground + 3],
      ]),
      {
        stroke: palette.strongRule,
        'stroke-dasharray': '2 3',
      },
    ),
    ...rows.flatMap((placed) => {
      const row = textPlace(scene, placed);
      const scale = { left, y: row.foot - BASELINE - BAR + 2, at };
      const under = layout.rows[layout.rows.indexOf(placed) - 1];
      const below = row.maps.length > 1 && under ? reach(under.map.row.r_range, image, 1) : null;
      const [full, dress] = bar(row.map, image, scale, below);
      const colour = rowColour(scene, row.map);
      return [
        path((layout.left ? '' : swatch(row)) + full, { fill: colour, 'fill-rule': 'evenodd' }),
        ...(dress ? [dressed(dress, colour)] : []),
      ];
    }),
    label(
      [Math.min(imageEnd + tickWidth(words) / 2, layout.table - 10), layout.ground + 18],
      words,
      {
        'text-anchor': 'end',
        'font-size': 11,
        fill: palette.ink[2],
      },
    ),
  ];
}

/** They stay as they are while the stack is turned. */
const barsOf = lastCall(
  (
    network: Scene['network'],
    wrong: Scene['wrong'],
    layout: Layout,
    drawing: Scene['drawing'],
    palette: Scene['palette'],
    shades: Scene['shades'],
    about: Scene['about'],
  ) => bars({ network, wrong, layout, drawing, palette, shades, about }),
);

/** The ground of a row, from `y` to its rule. */
const groundOf = (row: RowPlace, x: number, end: number, y: number, fill: string): Mark =>
  mark('rect', { x, y, width: end - x, height: row.rule - y, fill });

const ruleOf = (row: RowPlace, left: number, end: number): string =>
  open([
    [left, row.rule],
    [end, row.rule],
  ]);

/** The ground and the rule of the row that is wrong. */
export function wrongRow({ layout, palette, wrong }: Scene): Mark[] {
  const row = layout.rows.find(({ map, labelled }) => labelled && map.name === wrong);
  if (!row) return [];
  const [ground, stroke] = palette.warning;
  return [
    groundOf(row, -10, layout.table, Math.max(row.top + 2, row.foot - 36), ground),
    path(ruleOf(row, -10, layout.table), { stroke, 'stroke-width': 2 }),
  ];
}

/**
 * The rules of the table, the swatches and the bars; the words are not drawn here.
 *
 * @param end - how far the rules run: to the table's end, or on to the front edges of the sheets
 * @param ground - how far the ground of the selected row runs
 */
export function rowMarks(
  scene: Scene,
  end = scene.layout.table,
  ground = scene.layout.table,
): Mark[] {
  const { layout, palette, lit, hovered } = scene;
  const selected = selectedLayer(scene);
  const rows = layout.rows.filter(({ labelled }) => labelled);
  const { left } = layout;
  const line = (row: RowPlace): string => ruleOf(row, left, end);
  const pointed = hovered?.field.layer ?? lit;
  const hoveredRow = layout.rows.find(({ maps }) => maps.some(({ name }) => name === pointed));
  const selectedRow = layout.rows.find(({ map }) => map.name === selected);
  const isNoted = selectedRow && textPlace(scene, selectedRow) !== selectedRow;
  return [
    ...(selectedRow && selected !== scene.wrong && palette.accentRow !== 'none'
      ? [
          groundOf(
            selectedRow,
            left || -10,
            ground,
            // Numbers of several axes stand higher over a note.
            Math.max(selectedRow.top + 45, selectedRow.rule) -
              (isNoted && linesOf(scene.network, selectedRow.map) > 1 ? 44 : 36),
            palette.accentRow,
          ),
        ]
      : []),
    path(rows.map(line).join(''), { stroke: palette.rule }),
    ...(hoveredRow && hoveredRow !== selectedRow
      ? [path(line(hoveredRow), { stroke: palette.ink[0], 'stroke-dasharray': '4 3' })]
      : []),
    ...(selectedRow
      ? [path(line(selectedRow), { stroke: palette.accent, 'stroke-width': 1.5 })]
      : []),
    ...((left && partOf('deep')?.depthStrip(scene)) || []),
    ...barsOf(
      scene.network,
      scene.wrong,
      layout,
      scene.drawing,
      palette,
      scene.shades,
      scene.about,
    ),
  ];
}
