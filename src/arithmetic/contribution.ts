import { LayerError, wiringOf } from '../layers/index.js';
import type { Network, WindowMap, Wire, Wiring } from '../layers/index.js';
import '../layers/sentences/late-sentences.js';
import { TooManyDigits, countPaths } from './counts.js';
import { isIdentity } from './needs.js';
import { fedBy, feedersOf, nameAt, positionOf, sizeAt } from './positions.js';
import { readIndex } from './query-errors.js';
import {
  MOST_WEIGHTS,
  MOST_WORK,
  TooManyAdditions,
  TooManyWeights,
  added,
  allWork,
  passDown,
  settled,
  sumOver,
  unit,
} from './weights.js';
import type { Weights, Work } from './weights.js';

/**
 * How much each real pixel counts for one feature: its share of all paths from the feature down.
 *
 * Lists have one entry an axis. Luo et al. 2016, "Understanding the effective receptive field in
 * deep convolutional neural networks".
 */
export interface Contribution {
  readonly layer: string;
  readonly index: readonly number[];
  /** First pixel; `null` on every axis where no pixel is seen. */
  readonly first: readonly (number | null)[];
  /** Whether all between is known; else the shares are those of an upper bound. */
  readonly exact: boolean;
  /** Pixels from the first to the last. */
  readonly shape: readonly number[];
  /** Shares summed over the other axes, from the first pixel on; they sum to 1. */
  readonly marginals: readonly Float64Array[];
  /** Mean place, in pixels; pixel `i` has its centre at `i + 0.5`. */
  readonly mean: readonly (number | null)[];
  /** Standard deviation, in pixels. */
  readonly std: readonly (number | null)[];
  /** Shares of all pixels of the box, the last axis fastest; made when asked for. */
  readonly values: () => Float64Array;
  /**
   * Numbers of paths along each axis; made when asked for. `null` where branches meet, so that
   * the axes are no product, and where they have more digits than can be counted.
   */
  readonly counts: () => readonly (readonly bigint[])[] | null;
}

interface Step {
  readonly wire: Wire;
  /** Features of the map behind. */
  readonly size: readonly number[];
}

/** The wires from a layer down to another; `null` where there is more than one way. */
function chainOf(network: Network, wiring: Wiring, from: number, to: number): Step[] | null {
  const fed = fedBy(wiring, to, from);
  const steps: Step[] = [];
  let at = from;
  while (at !== to) {
    const wires = wiring.wires[at].filter((wire) => wire.from >= to && fed[wire.from]);
    if (wires.length !== 1) return wires.length === 0 ? [] : null;
    const [wire] = wires;
    steps.push({ wire, size: sizeAt(network, wire.from) });
    at = wire.from;
  }
  return steps;
}

/** Whether what each layer between two reads is known exactly. */
function isKnown(wiring: Wiring, from: number, to: number): boolean {
  const fed = fedBy(wiring, to, from);
  const feeds = feedersOf(wiring, from);
  return wiring.wires.every(
    (wires, at) =>
      at <= to ||
      !feeds[at] ||
      wires.every((wire) => !fed[wire.from] || wire.maps.every(({ doubt }) => doubt === null)),
  );
}

/** Weights of one axis of a chain, whose axes do not mix. */
function chainAxis(
  index: number,
  axis: number,
  steps: readonly Step[],
  work: Work,
): Weights | null {
  let weights: Weights | null = unit([index]);
  for (const { wire, size } of steps) {
    const passed = passDown(weights, 0, wire.maps[axis], size[axis], work);
    weights = passed && settled(passed);
    if (!weights) return null;
  }
  return weights;
}

/** Weights of the map behind a wire; the same box where each feature reads the one in its place. */
function through(
  weights: Weights,
  { maps }: Wire,
  size: readonly number[],
  work: Work,
): Weights | null {
  let out: Weights | null = weights;
  for (let axis = 0; out && axis < maps.length; axis += 1) {
    if (isIdentity(maps[axis]) && maps[axis].size <= size[axis]) continue;
    const passed = passDown(out, axis, maps[axis], size[axis], work);
    out = passed && settled(passed);
  }
  return out;
}

/** A copy, where the box is that of others. */
const owned = (part: Weights, others: Weights): Weights =>
  part.values === others.values ? { ...part, values: part.values.slice() } : part;

/** Weights over all axes together, where branches meet. */
function graphWeights(
  network: Network,
  wiring: Wiring,
  [from, to]: readonly [number, number],
  index: readonly number[],
): Weights | null {
  const fed = fedBy(wiring, to, from);
  const known = new Map<number, Weights>([[from, unit(index)]]);
  const work = allWork();
  for (let at = from; at > to; at -= 1) {
    const weights = known.get(at);
    if (!weights) continue;
    known.delete(at);
    for (const wire of wiring.wires[at]) {
      if (wire.from < to || !fed[wire.from]) continue;
      const part = through(weights, wire, sizeAt(network, wire.from), work);
      if (!part) continue;
      const before = known.get(wire.from);
      known.set(wire.from, before ? added(before, part, work) : owned(part, weights));
    }
  }
  return known.get(to) ?? null;
}

/** What counts keeps a share, however small. */
const shareOf = (share: number, isRead: boolean): number =>
  share === 0 && isRead ? Number.MIN_VALUE : share;

function normalised(values: Float64Array): Float64Array {
  const total = values.reduce((all, value) => all + value, 0);
  return values.map((value) => shareOf(value / total, value > 0));
}

function momentsOf(first: number, shares: Float64Array): [mean: number, std: number] {
  let mean = 0;
  shares.forEach((share, i) => (mean += share * i));
  let variance = 0;
  shares.forEach((share, i) => (variance += share * (i - mean) ** 2));
  return [first + mean + 0.5, Math.sqrt(variance)];
}

/** The product of one list an axis, the last axis fastest. */
function productOf(marginals: readonly Float64Array[]): Float64Array {
  const count = marginals.reduce((all, { length }) => all * length, 1);
  if (count > MOST_WEIGHTS) throw new TooManyWeights();
  return marginals.reduce((all, shares) => {
    const { length } = shares;
    const out = new Float64Array(all.length * length);
    for (let i = 0; i < all.length; i += 1) {
      const value = all[i];
      for (let k = 0; k < length; k += 1) {
        out[i * length + k] = shareOf(value * shares[k], value > 0 && shares[k] > 0);
      }
    }
    return out;
  }, Float64Array.of(1));
}

type Found = Pick<Contribution, 'first' | 'shape' | 'marginals' | 'values' | 'counts'>;

function nothing(axes: readonly number[]): Found {
  return {
    first: axes.map(() => null),
    shape: axes.map(() => 0),
    marginals: axes.map(() => new Float64Array(0)),
    values: () => new Float64Array(0),
    counts: () => null,
  };
}

function exactCounts(index: readonly number[], steps: readonly Step[]) {
  const along = (axis: number): { map: WindowMap; n: number }[] =>
    steps.map(({ wire, size }) => ({ map: wire.maps[axis], n: size[axis] }));
  try {
    return index.map((u, axis) => countPaths(u, along(axis))?.counts ?? []);
  } catch (error) {
    if (error instanceof TooManyDigits) return null;
    throw error;
  }
}

function onChain(index: readonly number[], steps: readonly Step[]): Found {
  const work = allWork();
  const axes: (Weights | null)[] = [];
  index.forEach((u, axis) => {
    const alike =
      axis > 0 &&
      u === index[0] &&
      steps.every(({ wire: { maps }, size }) => maps[axis] === maps[0] && size[axis] === size[0]);
    axes.push(alike ? axes[0] : chainAxis(u, axis, steps, work));
  });
  if (!axes.every((weights) => weights !== null)) return nothing(index);
  const marginals = axes.map(({ values }) => normalised(values));
  return {
    first: axes.map(({ first }) => first[0]),
    shape: axes.map(({ shape }) => shape[0]),
    marginals,
    values: () => productOf(marginals),
    counts: () => exactCounts(index, steps),
  };
}

function onGraph(weights: Weights | null, index: readonly number[]): Found {
  if (!weights) return nothing(index);
  const { first, shape } = weights;
  const values = normalised(weights.values);
  const shares = { ...weights, values };
  const marginals = index.map((_, axis) => sumOver(shares, axis));
  return { first, shape, marginals, values: () => values, counts: () => null };
}

/**
 * How much each real pixel counts for one feature.
 *
 * Every edge of every window map weighs 1 (divisors and weights of interpolation play no part),
 * merges add, zeros carry nothing, and a mirrored or clamped position adds to the pixel it copies.
 *
 * @param index - the feature, one entry an axis; a single number stands for all axes
 * @param options - `to`: the layer whose features are weighed; the input where it is left out
 * @throws UnknownLayerError, IndexRangeError, and LayerError where the field has more pixels than
 *   are weighed
 */
export function contribution(
  network: Network,
  layer: string,
  index: number | readonly number[],
  options: { readonly to?: string } = {},
): Contribution {
  const wiring = wiringOf(network);
  const from = positionOf(network, wiring, layer);
  const to = positionOf(network, wiring, options.to ?? 'input');
  const feature = readIndex(layer, sizeAt(network, from), index);
  const refused = (error: unknown): never => {
    const about = { layer, position: from };
    if (error instanceof TooManyWeights) {
      throw new LayerError('contribution_large', { ...about, limit: MOST_WEIGHTS });
    }
    if (!(error instanceof TooManyAdditions)) throw error;
    throw new LayerError('contribution_long', { ...about, limit: MOST_WORK });
  };
  let found: Found;
  try {
    const steps = from < to ? [] : chainOf(network, wiring, from, to);
    if (from !== to && steps?.length === 0) found = nothing(feature);
    else if (steps) found = onChain(feature, steps);
    else found = onGraph(graphWeights(network, wiring, [from, to], feature), feature);
  } catch (error) {
    return refused(error);
  }
  const { first, marginals, values } = found;
  const moments = marginals.map((shares, axis) => {
    const start = first[axis];
    return start === null ? [null, null] : momentsOf(start, shares);
  });
  return {
    layer: nameAt(network, from),
    index: feature,
    exact: isKnown(wiring, from, to),
    ...found,
    mean: moments.map(([mean]) => mean),
    std: moments.map(([, std]) => std),
    values() {
      try {
        return values();
      } catch (error) {
        return refused(error);
      }
    },
  };
}
