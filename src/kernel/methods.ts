import {
  anchors,
  contribution,
  design,
  field,
  findings,
  lattices,
  placeIn,
  seenBy,
  sharedPixels,
  sweep,
  tileOverlap,
  UnknownLayerError,
} from '../arithmetic/index.js';
import type { Contribution, Limit } from '../arithmetic/index.js';
import { latexTable, latexText, writeText } from '../figure/export/index.js';
import { isHeatmap, writeHeatmap } from '../figure/overlays/heatmap-form.js';
import { defaultSelection, readSelection, readView, staticFigure } from '../figure/index.js';
import type { Selection } from '../figure/index.js';
import { placeOf, pointwise, sentence, toDocument } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import { findPresets, UnknownPresetError } from '../layers/presets.js';
import { VERSION } from '../version.js';
import { networkIn, networkOf } from './networks.js';
import type { Feature, Requests } from './requests.js';
import { factsOf, rowAt, said, tableOf, textsOf } from './rows.js';

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

/** What is asked, by its name. */
export const methods: { readonly [M in keyof Requests]: (request: Requests[M]) => unknown } = {
  read({ network }) {
    const read = networkOf(network);
    return { ...toDocument({ ...read, layers: [] }), layers: undefined, count: read.layers.length };
  },
  document: ({ network }) => JSON.stringify(toDocument(networkOf(network))),
  names: ({ network }) => lattices(networkOf(network)).map(({ name }) => name),
  row: ({ network, layer }) => rowAt(network, placeIn(networkOf(network), layer)),
  rows: factsOf,
  rows_text: (stretch) => JSON.stringify(factsOf(stretch)),
  texts: textsOf,
  table: tableOf,
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
