import { LayerError, wiringOf } from '../layers/index.js';
import type { Network, Wiring } from '../layers/index.js';
import { interval, size as sizeOf } from './sets/axis-set.js';
import type { Exact } from './exact.js';
import { BeyondExact, middle } from './exact.js';
import { real } from './needs.js';
import { box, fillsBox, insert, shadows, volume } from './sets/products.js';
import type { Product, Products } from './sets/products.js';
import { fedBy, nameAt, positionOf, sizeAt } from './positions.js';
import { UnknownLayerError, readExtent, readIndex } from './query-errors.js';
import { runsOf } from './sets/runs.js';
import type { Run } from './sets/runs.js';
import { NOTHING, orFilled, walk } from './walk.js';
import type { Reading } from './walk.js';

/** `[lo, hi)`. */
export type Range = readonly [lo: number, hi: number];

/** What of one map is read: as if every map went on for ever, and what is really there. */
export interface PathStep {
  readonly region: readonly (Range | null)[];
  readonly clipped: readonly (Range | null)[];
}

/** What one feature, or a region of features, sees; lists have one entry an axis. */
export interface Field {
  readonly layer: string;
  readonly index: readonly number[];
  /** Features an axis from `index` on, 1 for a single feature. */
  readonly extent: readonly number[];
  /** Centre of `region`. */
  readonly center: readonly (Exact | null)[];
  readonly size: readonly number[];
  /** The box of the unclipped field, in pixels. */
  readonly region: readonly (Range | null)[];
  /** The box of the real pixels; `null` on every axis where none is seen. */
  readonly clipped: readonly (Range | null)[];
  /** Real pixels an axis. */
  readonly count: readonly number[];
  /** The real pixels an axis. */
  readonly runs: readonly (readonly Run[])[];
  /** Real pixels over all axes together; rounded where they are more than 2^53. */
  readonly pixels: number;
  /** Pixels of the unclipped field over all axes together. */
  readonly covered: number;
  /** The unclipped field fills its box. */
  readonly dense: boolean;
  /** `false`: an upper bound. */
  readonly exact: boolean;
  /** The share of the unclipped field that lies outside the image. */
  readonly padding_share: number;
  /** Every layer passed, the feature's own first, in features of each. */
  readonly path: ReadonlyMap<string, PathStep>;
}

const ALL_WAYS: ReadonlyMap<number, string> = new Map();

/** What is read of every map on the way down from a region of features, by the places of the layers. */
export function walkDown(
  network: Network,
  wiring: Wiring,
  from: number,
  to: number,
  product: Product,
  via: ReadonlyMap<number, string> = ALL_WAYS,
): Map<number, Reading> {
  const start = [product];
  const readings = new Map<number, Reading>([
    [from, { ...NOTHING, unclipped: start, clipped: start }],
  ]);
  const fed = fedBy(wiring, to, from);
  for (let at = from; at > to; at -= 1) {
    const reading = readings.get(at);
    if (!reading) continue;
    const only = via.get(at);
    for (const wire of wiring.wires[at]) {
      if (!fed[wire.from] || wire.from < to) continue;
      if (only !== undefined && nameAt(network, wire.from) !== only) continue;
      const size = sizeAt(network, wire.from);
      try {
        readings.set(wire.from, walk(reading, wire, readings.get(wire.from) ?? NOTHING, size));
      } catch (error) {
        if (!(error instanceof BeyondExact)) throw error;
        throw new LayerError('beyond_exact', { layer: network.layers[at - 1].name, position: at });
      }
    }
  }
  return readings;
}

/** The one input of some merges to go through, by their positions. */
function waysOf(
  network: Network,
  wiring: Wiring,
  via: Readonly<Record<string, string>>,
): ReadonlyMap<number, string> {
  return new Map(
    Object.entries(via).map(([merge, input]) => {
      const at = positionOf(network, wiring, merge);
      const inputs = at === 0 ? [] : network.layers[at - 1].inputs;
      if (!inputs.includes(input)) throw new UnknownLayerError(input, inputs);
      return [at, input];
    }),
  );
}

/** The share of `unclipped` outside a map of the given size. */
function outside(unclipped: Products, size: readonly number[]): number {
  let inside: Products = [];
  for (const product of unclipped) {
    inside = insert(
      inside,
      product.map((set, axis) => real(set, size[axis], 'zeros')),
    );
  }
  const all = volume(unclipped);
  return all === 0 ? 0 : 1 - volume(inside) / all;
}

/** The share of what is read that lies outside a map of the given size. */
export const shareOutside = ({ unclipped, clipped }: Reading, size: readonly number[]): number =>
  clipped === unclipped ? 0 : outside(unclipped, size);

/** All that is told of what is read of a map of the given size. */
function describe(reading: Reading, size: readonly number[]) {
  const { unclipped, clipped, exact } = reading;
  const region = box(unclipped, size.length);
  const seen = shadows(clipped, size.length);
  return {
    center: region.map((range) => (range ? middle(...range) : null)),
    size: region.map((range) => (range ? range[1] - range[0] : 0)),
    region,
    clipped: box(clipped, size.length),
    count: seen.map(sizeOf),
    runs: seen.map(runsOf),
    pixels: volume(clipped),
    covered: volume(unclipped),
    dense: fillsBox(unclipped),
    exact,
    padding_share: shareOutside(reading, size),
  };
}

/** The boxes of every map that is read, from the feature's own down. */
function pathOf(
  readings: ReadonlyMap<number, Reading>,
  network: Network,
): ReadonlyMap<string, PathStep> {
  const path = new Map<string, PathStep>();
  for (const at of Array.from(readings.keys()).sort((a, b) => b - a)) {
    const { unclipped, clipped } = readings.get(at) as Reading;
    const axes = network.inputSize.length;
    const region = box(unclipped, axes);
    const step = { region, clipped: clipped === unclipped ? region : box(clipped, axes) };
    path.set(nameAt(network, at), step);
  }
  return path;
}

/** Features an axis: from each entry of `index` on so many as `extent` says. */
export const regionOf = (index: readonly number[], extent: readonly number[]): Product =>
  index.map((u, axis) => interval(u, u + extent[axis]));

/**
 * What one feature sees, on every layer it passes.
 *
 * @param layer - name of the feature's layer
 * @param index - the feature, one entry an axis; a single number stands for all axes
 * @param options - `to`: the layer to stop at, in whose features all is then told; the input where
 *   it is left out; `via`: the only one of its inputs to go through, for the parts of a merge, or
 *   for several merges on the way, each with the one input to go through there; `extent`: how many
 *   features an axis are meant together, from `index` on, 1 where it is left out
 * @throws UnknownLayerError, IndexRangeError, and LayerError where a number passes 2^53
 */
export function field(
  network: Network,
  layer: string,
  index: number | readonly number[],
  options: {
    readonly to?: string;
    readonly via?: string | Readonly<Record<string, string>>;
    readonly extent?: number | readonly number[];
  } = {},
): Field {
  const wiring = wiringOf(network);
  const from = positionOf(network, wiring, layer);
  const to = positionOf(network, wiring, options.to ?? 'input');
  const feature = readIndex(layer, sizeAt(network, from), index);
  const extent = readExtent(layer, sizeAt(network, from), feature, options.extent);
  const { via = {} } = options;
  const ways = waysOf(network, wiring, typeof via === 'string' ? { [layer]: via } : via);
  const readings = walkDown(network, wiring, from, to, regionOf(feature, extent), ways);
  const path = pathOf(readings, network);
  const told = orFilled(readings.get(to) ?? NOTHING, (reading) =>
    describe(reading, sizeAt(network, to)),
  );
  return { layer: nameAt(network, from), index: feature, extent, ...told, path };
}
