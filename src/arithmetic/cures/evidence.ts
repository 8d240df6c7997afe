import { axisNames, wiringOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import type { AxisSet } from '../sets/axis-set.js';
import { interval } from '../sets/axis-set.js';
import { contains } from '../sets/combine.js';
import { field } from '../field.js';
import type { Finding } from '../findings/finding.js';
import { pixelsRead } from '../findings/pixels-read.js';
import { dropsOf } from '../findings/rows-dropped.js';
import { surveyOf } from '../findings/survey.js';
import { shadows } from '../sets/products.js';
import type { Row } from '../lattices/row.js';
import { lattices } from '../lattices/lattices.js';

/** Where the features of a layer stand on one axis: feature `u` at `start + u * j`, in pixels. */
export interface Places {
  readonly layer: string;
  readonly start: number;
  readonly j: number;
}

/** What can be seen of a finding on one axis, in a network that has it and in one that no longer has. */
export type Evidence =
  /** Two layers that should stand in the same places. */
  | { readonly kind: 'places'; readonly places: readonly [Places, Places] }
  /**
   * How often each position from `first` on is used, of the pixels or of the features of a layer;
   * 0 for never.
   */
  | { readonly kind: 'uses'; readonly first: number; readonly uses: readonly number[] };

/** So many positions are looked at. */
const MOST = 12;

type Reader = (network: Network, finding: Finding, axis: number) => Evidence | null;

function placesOf(row: Row | undefined, axis: number): Places | null {
  const start = row?.start[axis];
  if (!row || start === null || start === undefined) return null;
  return { layer: row.name, start: Number(start), j: Number(row.j[axis]) };
}

function pairOf(network: Network, names: readonly unknown[], axis: number): Evidence | null {
  const [a, b] = names.map((name) =>
    placesOf(
      lattices(network).find((row) => row.name === name),
      axis,
    ),
  );
  return a && b ? { kind: 'places', places: [a, b] } : null;
}

/** The positions of a set, and what lies between them. */
const usesIn = (set: AxisSet, from: number, to: number): Evidence => ({
  kind: 'uses',
  first: from,
  uses: Array.from({ length: to - from }, (_, i) =>
    contains(set, interval(from + i, from + i + 1)) ? 1 : 0,
  ),
});

/** The rows at the end of the map that feeds a layer. */
const endOf: Reader = (network, { layer, values }, axis) => {
  const survey = surveyOf(network);
  const at = survey.rows.findIndex(({ name }) => name === values.input);
  const n = survey.rows[at]?.n[axis];
  if (n === undefined) return null;
  const drop = dropsOf(survey.axes[axis]).find(
    (each) => each.at === at && survey.rows[each.reader].name === layer,
  );
  return usesIn(interval(0, n - (drop?.count ?? 0)), Math.max(0, n - MOST), n);
};

/** What the middle feature of a layer sees, from the first pixel on. */
const seen: Reader = (network, { layer: name }, axis) => {
  const layer = network.layers.find((each) => each.name === name);
  if (!layer) return null;
  const { runs, clipped } = field(
    network,
    name,
    layer.size.map((n) => n >> 1),
  );
  const range = clipped[axis];
  if (!range) return null;
  const [from, to] = [range[0], Math.min(range[1], range[0] + MOST)];
  const isSeen = (pixel: number): boolean =>
    runs[axis].some(
      ([first, stop, step]) => pixel >= first && pixel < stop && (pixel - first) % step === 0,
    );
  return {
    kind: 'uses',
    first: from,
    uses: Array.from({ length: to - from }, (_, i) => (isSeen(from + i) ? 1 : 0)),
  };
};

/** The pixels that any feature reads, around the first that none did. */
const read: Reader = (network, { values }, axis) => {
  const size = network.inputSize[axis];
  const from = Math.max(0, Math.min(size - MOST, Number(values.first) - MOST / 2));
  const [set] = shadows(pixelsRead(network), network.inputSize.length).slice(axis);
  return usesIn(set, from, Math.min(size, from + MOST));
};

/** How many features each feature of a layer reads, away from the edges. */
const written: Reader = (network, { layer: name }, axis) => {
  const at = network.layers.findIndex((each) => each.name === name);
  if (at < 0) return null;
  const { size, window } = wiringOf(network).wires[at + 1][0].maps[axis];
  return {
    kind: 'uses',
    first: 0,
    uses: Array.from({ length: Math.min(MOST, size) }, (_, u) =>
      window(u).reduce((sum, { count }) => sum + count, 0),
    ),
  };
};

const READERS: Readonly<Record<string, Reader>> = {
  misaligned: (network, { values }, axis) => pairOf(network, [values.first, values.second], axis),
  even_kernel(network, { layer }, axis) {
    const row = lattices(network).find(({ name }) => name === layer);
    return row ? pairOf(network, [row.inputs[0], layer], axis) : null;
  },
  dilation_holes: seen,
  blind_pixels: read,
  rows_dropped: endOf,
  uneven_overlap: written,
};

/**
 * What there is to see of a finding on the last axis that it speaks of: a few positions, whatever
 * the size of the maps.
 *
 * @param network - the network with the finding, or one in which it was mended
 * @returns `null` where nothing can be shown
 */
export function evidence(network: Network, finding: Finding): Evidence | null {
  const names = axisNames(network.inputSize.length);
  const named = typeof finding.values.axis === 'string' ? finding.values.axis.split(', ') : names;
  const axis = names.indexOf(named[named.length - 1]);
  return READERS[finding.code]?.(network, finding, axis) ?? null;
}

/** Whether anything could mend a finding of this kind. */
export const isCurable = ({ code, severity }: Finding): boolean =>
  severity === 'warning' && code in READERS;
