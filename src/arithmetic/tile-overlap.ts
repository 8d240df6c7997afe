import { wiringOf } from '../layers/index.js';
import type { Network, WindowMap } from '../layers/index.js';
import '../layers/sentences/late-sentences.js';
import { NoPace, paces } from './pace.js';
import type { Pace } from './pace.js';
import { feedersOf, nameAt, positionOf, sizeAt } from './positions.js';
import type { Reason } from './lattices/row.js';

/**
 * How to cut an image so that the features of a layer join without a seam; lists have one entry
 * an axis, `null` on all axes where no cut will do.
 *
 * With `m` any whole number from 1 on, tile `i` covers the pixels from `i * m * step` up to
 * `(i + 1) * m * step + overlap`, the last one up to the end of the image. Of every tile but the
 * first the first `skip` features are left out; from there on each gives `m * advance` features,
 * and the last one all it has.
 */
export interface TileOverlap {
  readonly layer: string;
  /** Pixels that neighbouring tiles share; so many more than a multiple of `step` as the image. */
  readonly overlap: readonly (number | null)[];
  /** Pixels by which the input must move to move every layer by whole features. */
  readonly step: readonly (number | null)[];
  /** Features at the start of a tile that would see its edge. */
  readonly skip: readonly (number | null)[];
  /** Features that `step` pixels make. */
  readonly advance: readonly (number | null)[];
  /** Why no cut will do. */
  readonly reason: Reason | null;
}

/** More windows than this are not looked at one by one. */
const MOST_PHASES = 2 ** 20;

interface Cut {
  readonly overlap: number;
  readonly step: number;
  readonly skip: number;
  readonly advance: number;
}

/** Features from `first` to `last` that read neither padding nor what such padding has touched. */
interface Clean {
  readonly first: number;
  readonly last: number;
}

/** What stays clean behind a window map. */
function cleanThrough({ first, last }: Clean, map: WindowMap): Clean {
  const { period, shift, size } = map;
  let [lowest, highest] = [0, size - 1];
  for (let phase = 0; phase < period; phase += 1) {
    for (const window of map.window(phase)) {
      const end = window.first + window.step * (window.count - 1);
      const round = Math.ceil((first - window.first) / shift);
      lowest = Math.max(lowest, phase + (round - 1) * period + 1);
      highest = Math.min(highest, phase + (Math.floor((last - end) / shift) + 1) * period - 1);
    }
  }
  return { first: lowest, last: highest };
}

const both = (a: Clean, b: Clean): Clean => ({
  first: Math.max(a.first, b.first),
  last: Math.min(a.last, b.last),
});

/** The clean features of all `feeds`, by position; where they are few, `last` is below `first`. */
function cleanFeatures(
  network: Network,
  feeds: readonly number[],
  axis: number,
): ReadonlyMap<number, Clean> {
  const { wires } = wiringOf(network);
  const found = new Map<number, Clean>([[0, { first: 0, last: network.inputSize[axis] - 1 }]]);
  let phases = 0;
  for (const at of feeds) {
    if (at === 0) continue;
    phases += wires[at].reduce((sum, { maps }) => sum + maps[axis].period, 0);
    if (phases > MOST_PHASES) throw new NoPace('pace_phases', nameAt(network, at));
    const parts = wires[at].map(({ from, maps }) =>
      cleanThrough(found.get(from) as Clean, maps[axis]),
    );
    found.set(at, parts.reduce(both));
  }
  return found;
}

/** How deep into a map of `n` its border copies, before and after; `null` where it copies none. */
function copied({ border, size, window }: WindowMap, n: number): readonly [number, number] | null {
  if (border === 'zeros') return null;
  const before = -Math.min(0, ...window(0).map(({ first }) => first));
  const ends = window(size - 1).map(({ first, count, step }) => first + step * (count - 1));
  const after = Math.max(0, ...ends.map((end) => end - (n - 1)));
  if (before === 0 && after === 0) return null;
  return border === 'reflect' ? [before, after] : [0, 0];
}

/**
 * A tile that is larger than the image by `rounds` steps, also where less than none, has windows
 * and padding that differ by whole features, so where its clean features end follows from where
 * those of the image do. What the image's own border copies must be clean as well.
 */
function roundsOf(
  network: Network,
  feeds: readonly number[],
  axis: number,
  clean: ReadonlyMap<number, Clean>,
  advances: ReadonlyMap<number, number>,
): number {
  const { wires } = wiringOf(network);
  const top = feeds[feeds.length - 1];
  const { first, last } = clean.get(top) as Clean;
  let rounds = Math.ceil((first - 1 - last) / (advances.get(top) as number));
  for (const at of feeds) {
    for (const { from, maps } of wires[at]) {
      const n = sizeAt(network, from)[axis];
      const depths = copied(maps[axis], n);
      if (!depths) continue;
      const [before, after] = depths;
      const source = clean.get(from) as Clean;
      const missing = Math.max(before - source.last, source.first + after + 1 - n);
      // The smallest tile is a step larger than the overlap.
      rounds = Math.max(rounds, Math.ceil(missing / (advances.get(from) as number)) - 1);
    }
  }
  return rounds;
}

function cutAxis(network: Network, feeds: readonly number[], axis: number): Cut {
  const top = feeds[feeds.length - 1];
  const found = paces(network, feeds, axis);
  const step = (found.get(top) as Pace).pixels;
  const advances = new Map(
    Array.from(found, ([at, pace]) => [at, pace.features * (step / pace.pixels)]),
  );
  const clean = cleanFeatures(network, feeds, axis);
  const size = network.inputSize[axis];
  const least = -Math.floor(size / step);
  const rounds = Math.max(least, roundsOf(network, feeds, axis, clean, advances));
  return {
    overlap: size + rounds * step,
    step,
    skip: (clean.get(top) as Clean).first,
    advance: advances.get(top) as number,
  };
}

/**
 * What a run in tiles needs so that the features of a layer are those of a run on the whole image.
 *
 * @throws UnknownLayerError, and LayerError where a number passes 2^53
 */
export function tileOverlap(network: Network, layer: string): TileOverlap {
  const wiring = wiringOf(network);
  const at = positionOf(network, wiring, layer);
  const feeders = feedersOf(wiring, at);
  const feeds = [...feeders.keys()].filter((each) => feeders[each]);
  let reason: Reason | null = null;
  let cuts: readonly (Cut | null)[];
  try {
    cuts = network.inputSize.map((_, axis) => cutAxis(network, feeds, axis));
  } catch (error) {
    if (!(error instanceof NoPace)) throw error;
    reason = error.reason;
    cuts = network.inputSize.map(() => null);
  }
  const each = (key: keyof Cut): readonly (number | null)[] =>
    cuts.map((cut) => cut?.[key] ?? null);
  return {
    layer: nameAt(network, at),
    overlap: each('overlap'),
    step: each('step'),
    skip: each('skip'),
    advance: each('advance'),
    reason,
  };
}
