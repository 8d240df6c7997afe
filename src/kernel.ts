/**
 * The core for a host that speaks JSON: Python runs this file in V8 and calls
 * `ipyreceptive.call`. The networks that were asked about last are kept read.
 */
import {
  anchors,
  contribution,
  design,
  field,
  findings,
  inConvention,
  IndexRangeError,
  lattices,
  notes,
  placeIn,
  readConvention,
  seenBy,
  sharedPixels,
  sweep,
  tileOverlap,
  UnknownLayerError,
} from './arithmetic/index.js';
import type { Contribution, Limit, Reason, Row } from './arithmetic/index.js';
import './figure/graph/structured-clone.js';
import './figure/all-views.js';
import { isHeatmap, writeHeatmap } from './figure/heatmap-form.js';
import type { Heatmap, Scale, Selection } from './figure/index.js';
import {
  cellsOf,
  defaultSelection,
  inUnits,
  readSelection,
  readView,
  scaleOf,
  showUnit,
  staticFigure,
  unitCells,
} from './figure/index.js';
import { latexTable, latexText, writeText } from './figure/export/index.js';
import type { TextFormat, TextTable } from './figure/export/index.js';
import {
  LayerError,
  placeOf,
  pointwise,
  readNetwork,
  sentence,
  toDocument,
} from './layers/index.js';
import type { Network, Remarks } from './layers/index.js';
import { UnknownPresetError, findPresets } from './layers/presets.js';
import type { Preset } from './layers/presets.js';
import { fromPython, MARK, toPython } from './layers/python-value.js';
import { VERSION } from './version.js';

/** One feature of a network, and the layer to look at. */
interface Feature {
  readonly network: number;
  readonly layer: string;
  readonly index: number | readonly number[];
  readonly to?: string;
}

/** Rows of a network, all where nothing is said. */
interface Stretch {
  readonly network: number;
  readonly convention?: unknown;
  readonly first?: number;
  readonly stop?: number;
}

/**
 * What a request holds beside its method, by method; `network` is the number by which the caller
 * knows one, and where a request holds `written` that is first read as the network of this number.
 */
interface Requests {
  read: { readonly network: number };
  document: { readonly network: number };
  names: { readonly network: number };
  row: { readonly network: number; readonly layer: string };
  rows: Stretch;
  rows_text: Stretch;
  texts: Stretch & { readonly columns: readonly string[] };
  table: Stretch;
  findings: { readonly network: number };
  field: Feature & { readonly via?: string; readonly extent?: number | readonly number[] };
  shared_pixels: { readonly network: number; readonly features: readonly unknown[] };
  seen_by: {
    readonly network: number;
    readonly layer: string;
    readonly pixel: number | readonly number[];
    readonly to?: string;
  };
  design: {
    readonly network: number;
    readonly layer: string;
    readonly wanted: number | readonly number[] | 'image';
    readonly options: { readonly atLeast?: boolean };
  };
  sweep: { readonly network: number; readonly layer: string; readonly sizes: unknown };
  anchors: { readonly network: number; readonly layer: string };
  tileOverlap: { readonly network: number; readonly layer: string };
  contribution: Feature;
  contribution_values: Feature;
  contribution_counts: Feature;
  figure: {
    readonly network: number;
    readonly view?: unknown;
    readonly selection?: unknown;
    readonly heatmap?: Heatmap | null;
  };
  heatmap: {
    readonly network: number;
    readonly values: unknown;
    readonly about: Pick<Heatmap, 'layer' | 'index' | 'width'>;
  };
  text: { readonly network: number; readonly format: TextFormat; readonly view?: unknown };
  latex: { readonly text: string };
  latex_table: TextTable;
  selection: { readonly network: number; readonly selection: unknown };
  view: { readonly view: unknown };
  pointwise: { readonly network: number };
  version: object;
  place: { readonly name: string; readonly names: readonly string[] };
  find_presets: { readonly presets: readonly Preset[]; readonly text: string };
  unknown_preset: { readonly name: string; readonly names: readonly string[] };
}

const KEPT_NETWORKS = 16;
const kept = new Map<number, Network>();

/** A network that is no longer kept read. */
class Forgotten extends Error {}

function keep(key: number, network: Network): void {
  kept.delete(key);
  kept.set(key, network);
  if (kept.size <= KEPT_NETWORKS) return;
  const [oldest] = kept.keys();
  kept.delete(oldest);
}

function networkOf(key: number): Network {
  const network = kept.get(key);
  if (!network) throw new Forgotten(`network ${key} is not kept`);
  keep(key, network);
  return network;
}

/** Values as Python sent them; a walk over all of them only where one is marked. */
const parsed = (text: string): unknown =>
  text.includes(MARK) ? fromPython(JSON.parse(text)) : JSON.parse(text);

function open(key: number, written: string): void {
  const { source, options } = parsed(written) as { source: unknown; options: Remarks };
  keep(key, readNetwork(source, options));
}

/** The network as a view reads it. */
function networkIn(view: unknown, key: number): Network {
  const network = networkOf(key);
  return readView(view ?? {}).pointwise ? pointwise(network) : network;
}

const said = (reason: Reason | null): string | null =>
  reason && sentence(reason.code, reason.values);

/** Numbers of a row in units, and as they are printed. */
const scaled = (scale: Scale, row: Row): object => ({
  unit: showUnit(scale),
  units: scale.unit,
  ...{ j: inUnits(scale, row.j), r: inUnits(scale, row.r), start: inUnits(scale, row.start) },
  cells: unitCells(scale, row),
});

const rowsIn = ({ network, convention, first = 0, stop }: Stretch): readonly Row[] =>
  inConvention(lattices(networkOf(network)).slice(first, stop), readConvention(convention));

/** Rows of a network from place `first` on and before `stop`, without their cells. */
function factsOf(stretch: Stretch): object[] {
  const network = networkOf(stretch.network);
  const noted = notes(network);
  const scale = scaleOf(network);
  return rowsIn(stretch).map((row) => ({
    ...row,
    reason: said(row.reason),
    note: said(noted.get(row.name) ?? null),
    scaled: scale && scaled(scale, row),
  }));
}

/** The cells of the same rows. */
function cellsIn(stretch: Stretch): Readonly<Record<string, string>>[] {
  const { layers } = networkOf(stretch.network);
  const { first = 0 } = stretch;
  return rowsIn(stretch).map((row, index) => cellsOf(layers[first + index - 1], row));
}

function rowsOf(stretch: Stretch): object[] {
  const cells = cellsIn(stretch);
  return factsOf(stretch).map((facts, index) => ({ ...facts, cells: cells[index] }));
}

/** What is printed of the same rows, a list a column. */
function textsOf({ columns, ...stretch }: Requests['texts']): object {
  const network = networkOf(stretch.network);
  const scale = scaleOf(network);
  const rows = rowsIn(stretch);
  const gathered = (
    names: readonly string[],
    cells: readonly Readonly<Record<string, string>>[],
  ): object => Object.fromEntries(names.map((name) => [name, cells.map((row) => row[name])]));
  const measured = scale && rows.map((row) => unitCells(scale, row));
  return {
    own: {
      ...gathered(columns, cellsIn(stretch)),
      layer: rows.map(({ name }) => name),
      type: rows.map(({ type }) => type),
      status: rows.map(({ status }) => status),
    },
    scaled: measured && {
      unit: showUnit(scale),
      cells: gathered(
        columns.filter((name) => name in measured[0]),
        measured,
      ),
    },
  };
}

/** Places that hold, as `[first, stop]` of each stretch of them. */
function stretches(holds: readonly boolean[]): [first: number, stop: number][] {
  const found: [number, number][] = [];
  holds.forEach((held, at) => {
    const last = found.at(-1);
    if (held && last?.[1] === at) last[1] = at + 1;
    else if (held) found.push([at, at + 1]);
  });
  return found;
}

/** The last of each network: its values and counts are asked for after it. */
const weighed = new WeakMap<Network, readonly [question: string, found: Contribution]>();

function contributionOf({ network: number, layer, index, ...options }: Feature): Contribution {
  const network = networkOf(number);
  const question = JSON.stringify([layer, index, options]);
  const known = weighed.get(network);
  if (known?.[0] === question) return known[1];
  const found = contribution(network, layer, index, options);
  weighed.set(network, [question, found]);
  return found;
}

const methods: { readonly [M in keyof Requests]: (request: Requests[M]) => unknown } = {
  read({ network }) {
    const { layers, ...remarks } = toDocument(networkOf(network));
    return { ...remarks, count: layers.length };
  },
  document: ({ network }) => JSON.stringify(toDocument(networkOf(network))),
  names: ({ network }) => lattices(networkOf(network)).map(({ name }) => name),
  row({ network, layer }) {
    const first = placeIn(networkOf(network), layer);
    return rowsOf({ network, first, stop: first + 1 })[0];
  },
  rows: rowsOf,
  rows_text: (stretch) => JSON.stringify(factsOf(stretch)),
  texts: textsOf,
  table(stretch) {
    const network = networkOf(stretch.network);
    const all = lattices(network);
    const noted = notes(network);
    return {
      rows: rowsOf(stretch),
      count: all.length,
      unsure: stretches(all.map(({ status }) => status !== 'exact')),
      noted: stretches(all.map(({ name }) => noted.has(name))),
    };
  },
  findings: ({ network }) =>
    findings(networkOf(network)).map((found) => ({
      ...found,
      message: sentence(found.code, found.values),
    })),
  field({ network, layer, index, ...options }) {
    const found = field(networkOf(network), layer, index, options);
    return { ...found, path: [...found.path] };
  },
  shared_pixels({ network, features }) {
    const read = networkOf(network);
    const [first, second] = features.map((given) => readSelection(given ?? [], read) as Selection);
    return sharedPixels(read, first, second);
  },
  design: ({ network, layer, wanted, options }) =>
    design(networkOf(network), layer, wanted, options).map((found) => ({
      ...found,
      network: JSON.stringify(toDocument(found.network)),
    })),
  sweep({ network, layer, sizes }) {
    const found = sweep(networkOf(network), layer, sizes);
    const limits = (all: readonly Limit[]): object[] =>
      all.map(({ size, reason }) => ({ size, reason: said(reason) }));
    return {
      ...found,
      rows: found.rows.map((row) => ({ ...row, error: said(row.error) })),
      smallest: limits(found.smallest),
      sees_all: limits(found.sees_all),
      no_drop: { ...found.no_drop, reason: said(found.no_drop.reason) },
    };
  },
  anchors({ network, layer }) {
    const found = anchors(networkOf(network), layer);
    return { ...found, reason: said(found.reason) };
  },
  tileOverlap({ network, layer }) {
    const found = tileOverlap(networkOf(network), layer);
    return { ...found, reason: said(found.reason) };
  },
  seen_by: ({ network, layer, pixel, ...options }) =>
    seenBy(networkOf(network), layer, pixel, options),
  contribution(request) {
    const found = contributionOf(request);
    return { ...found, marginals: found.marginals.map((shares) => Array.from(shares)) };
  },
  contribution_values: (request) => Array.from(contributionOf(request).values()),
  contribution_counts: (request) =>
    contributionOf(request)
      .counts()
      ?.map((axis) => axis.map((count) => count.toString(16))) ?? null,
  figure({ network, ...options }) {
    const read = networkIn(options.view, network);
    const selection = readSelection(options.selection, read) ?? defaultSelection(read);
    return { ...staticFigure(read, { ...options, selection }), selection };
  },
  text: ({ network, format, view }) =>
    writeText(format === 'json' ? networkOf(network) : networkIn(view, network), format),
  latex: ({ text }) => latexText(text),
  latex_table: latexTable,
  heatmap({ network: key, values, about }) {
    const network = networkOf(key);
    if (isHeatmap(values, network.inputSize.length)) return values;
    return writeHeatmap(network, values, about);
  },
  selection: ({ network, selection }) => readSelection(selection, networkOf(network)),
  view: ({ view }) => readView(view),
  pointwise: ({ network }) => JSON.stringify(toDocument(pointwise(networkOf(network)))),
  version: () => VERSION,
  place({ name, names }) {
    const found = placeOf(name, names);
    if (found < 0) throw new UnknownLayerError(name, names);
    return found;
  },
  find_presets: ({ presets, text }) => findPresets(presets, text),
  unknown_preset({ name, names }) {
    throw new UnknownPresetError(name, names);
  },
};

function described(error: unknown): object {
  if (error instanceof LayerError) {
    const { message, layer, parameter, value } = error;
    return { kind: 'layer', message, layer, parameter, value };
  }
  if (error instanceof UnknownLayerError) {
    const { message, layer, nearest } = error;
    return { kind: 'key', message, name: layer ?? null, nearest };
  }
  if (error instanceof UnknownPresetError) {
    const { message, preset, nearest } = error;
    return { kind: 'key', message, name: preset, nearest };
  }
  if (error instanceof Forgotten) return { kind: 'forgotten', message: error.message };
  if (error instanceof IndexRangeError) return { kind: 'index', message: error.message };
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}

interface Call {
  readonly method: keyof Requests;
  readonly network: number;
  readonly written?: string;
}

/**
 * Answers one request.
 *
 * @param request - JSON: `{"method": "table", "network": 1}`
 * @returns JSON: `{"result": ...}`, or `{"error": {"kind": ..., "message": ...}}` with `kind` one of
 *   `layer`, `key`, `index`, `forgotten` and `internal`
 */
function call(request: string): string {
  try {
    const { method, written, ...rest } = parsed(request) as Call;
    if (written !== undefined) open(rest.network, written);
    return JSON.stringify({ result: (methods[method] as (given: object) => unknown)(rest) });
  } catch (error) {
    return JSON.stringify({ error: described(error) }, toPython);
  }
}

Object.assign(globalThis, { ipyreceptive: { call, version: VERSION } });
