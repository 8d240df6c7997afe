import { lattices } from '../arithmetic/index.js';
import { sentence, toDocument } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import '../layers/sentences/late-sentences.js';
import { ask, drawnOf } from './words/asked.js';
import { draw } from './draw.js';
import { fingerprint } from './fingerprint.js';
import type { Heatmap } from './overlays/heatmap-form.js';
import { nameWidth } from './words/fit.js';
import type { Layout } from './layout.js';
import { label } from './marks/marks.js';
import type { Mark } from './marks/marks.js';
import { shortField } from './words/cells.js';
import { showSize } from './words/numbers.js';
import { ANY_GROUND, LIGHT } from './marks/palette.js';
import type { Palette } from './marks/palette.js';
import { onPaper } from './marks/paper.js';
import { readoutOf } from './words/readout.js';
import { defaultSelection, readSelection } from './words/selection.js';
import { shortName } from './words/short-name.js';
import { writeSvg } from './marks/svg.js';
import { defaultView, readView } from './view.js';
import type { View } from './view.js';

/** A picture that stands on white and on black, and one sentence that says what it shows. */
export interface StaticFigure {
  readonly svg: string;
  readonly caption: string;
  /** Size of the picture in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

const WIDTH = 560;
/** About how wide a digit is, and the least room between a name and its size. */
const DIGIT = 7.5;
const GAP = 6;
/** A name is told apart from others by so much of it. */
const LEAST_NAME = 34;
/** Air to the left and to the right. */
const RIM = 6;
/** More layers than this do not fit into a small picture. */
const MOST_LAYERS = 32;
const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

/** Names and sizes of the fields on the rules of a figure that has no table beside it. */
function words({ rows, columns, ground }: Layout, selected: string, palette: Palette): Mark[] {
  if (rows.length === 0) return [];
  const [left] = columns.name;
  const right = columns.edges.r;
  const heads = { 'font-size': 11, fill: palette.ink[2] };
  const named = rows.filter(({ labelled }) => labelled);
  const sizeOf = (value: string): number => DIGIT * value.length + GAP;
  // Sizes of three axes leave no room for a name beside them.
  const isTall = named.some(
    ({ map, name }) =>
      right - left - sizeOf(shortField(map.row)) < Math.min(nameWidth(name), LEAST_NAME),
  );
  const [above, below] = isTall ? [17, 5] : [11, 11];
  return [
    label([left, ground + 19], 'layer', heads),
    label([right, ground + 19], 'r', { ...heads, 'text-anchor': 'end' }),
    ...named.flatMap(({ map, name, rule }) => {
      const value = shortField(map.row);
      const paint = {
        'font-size': isTall ? 11 : 12,
        'font-weight': 600,
        fill: map.name === selected ? palette.accentText : palette.ink[0],
      };
      const room = right - left - (isTall ? 0 : sizeOf(value));
      return [
        label([left, rule - above], shortName(name, room), paint),
        label([right, rule - below], value, { ...paint, 'text-anchor': 'end' }),
      ];
    }),
  ];
}

/** At most so many layers, evenly picked, the selected one and the last among them. */
function pick(names: readonly string[], selected: string): (name: string) => boolean {
  if (names.length <= MOST_LAYERS) return () => true;
  const step = (names.length - 1) / (MOST_LAYERS - 2);
  const kept = new Set([selected]);
  for (let i = 0; i < MOST_LAYERS - 1; i++) kept.add(names[Math.round(i * step)]);
  return (name) => kept.has(name);
}

/** What of a view tells pictures apart: those at their own height are as ever. */
const toldOf = ({ height, ...view }: View): Partial<View> =>
  height === null ? view : { ...view, height };

/**
 * The picture of a network that needs no script, no style sheet and no known page colour.
 *
 * @param options - `view` and `selection` in any form {@link readView} and {@link readSelection} take
 * @throws LayerError where they are wrong
 */
export function staticFigure(
  network: Network,
  options: {
    readonly view?: unknown;
    readonly selection?: unknown;
    readonly heatmap?: Heatmap | null;
    readonly width?: number;
    /** For white paper: in full colour, and without patterns. */
    readonly paper?: boolean;
  } = {},
): StaticFigure {
  const rows = lattices(network);
  const view = { ...readView(options.view, defaultView(network)), zoom: 1 };
  const selection = readSelection(options.selection, network) ?? defaultSelection(network);
  const asked = ask(network, selection);
  const width = options.width ?? WIDTH;
  const palette = options.paper ? LIGHT : ANY_GROUND;
  const names = network.layers.map(({ name }) => name);
  const shown = view.folding ? undefined : pick(names, selection.layer);
  const document = toDocument(network);
  const figure = draw({
    network,
    rows,
    view,
    ...drawnOf(asked),
    palette,
    heatmap: options.heatmap ?? null,
    width,
    ...(shown ? { shown } : {}),
    prefix: fingerprint(
      JSON.stringify([
        document,
        toldOf(view),
        selection,
        width,
        ...(options.heatmap ? [options.heatmap] : []),
      ]),
    ),
  });
  const { layout } = figure;
  const top =
    view.mode === 'stack' || view.mode === 'conventional'
      ? Math.floor((layout.rows.at(-1)?.rule ?? 0) - Math.max(layout.sheet.back, 24) - 6)
      : layout.head - 8;
  // Whole, so that a picture made of it is as high whoever makes it.
  const height = Math.ceil(figure.height - top);
  const svg: Mark = {
    ...figure.svg,
    attributes: {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${-RIM} ${top} ${width + 2 * RIM} ${height}`,
      width: width + 2 * RIM,
      height,
      'font-family': FONT,
      'font-size': 11,
    },
    children: [...figure.svg.children, ...words(layout, selection.layer, palette)],
  };
  const { subject, says, detail } = readoutOf(view, { network, rows }, asked);
  const caption = sentence('caption', {
    name: network.name,
    size: showSize(network.inputSize),
    reads: `${subject} ${says}`,
    detail,
    measured: options.heatmap ? figure.says : null,
    drawn:
      figure.drawing.maps.length > network.layers.length ? null : figure.drawing.maps.length - 1,
    layers: network.layers.length,
  });
  return {
    svg: writeSvg(options.paper ? onPaper(svg) : svg),
    caption,
    width: width + 2 * RIM,
    height,
  };
}
