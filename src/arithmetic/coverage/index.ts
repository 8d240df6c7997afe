import { wiringOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import type { AxisSet } from '../sets/axis-set.js';
import { EMPTY, hull, size, within } from '../sets/axis-set.js';
import { BeyondExact } from '../exact.js';
import { positionOf, sizeAt } from '../positions.js';
import { TooManyPieces, limited } from '../sets/effort.js';
import { axisWays, isAlike, periodOf, walkAxis } from './axis-walk.js';
import type { AxisWays, Period, Walked } from './axis-walk.js';
import { Ends, TooManyEnds, joined, repeating } from './stretches.js';
import type { Stretch } from './stretches.js';

export { countAt } from './stretches.js';
export type { Stretch } from './stretches.js';
export { taps } from './taps.js';

/** More steps than this, from map to map for all features that are walked from, are not taken. */
const MOST_STEPS = 2 ** 18;
/** More features than this are not looked at one by one, in windows that differ among them. */
const MOST_LOOKED = 2 ** 18;
/** More work on sets than this is not done. */
const MOST_EFFORT = 2 ** 22;
/** Counts that repeat after more pixels than this are not told. */
const LONGEST = 4096;

/** How many features of a layer look at each pixel. */
export interface Coverage {
  readonly layer: string;
  /** An axis each: stretches of pixels from the first to the last. The counts of a pixel multiply. */
  readonly axes: readonly (readonly Stretch[])[];
  /** The fewest and the most features that look at a pixel. */
  readonly range: readonly [least: number, most: number];
  /** `false`: no more look than this. */
  readonly exact: boolean;
}

/** Features whose walk meets no border of any map, in whole periods: the first turn and the last. */
type Turns = readonly [first: number, last: number];

/** The turns of a phase in which all it reads lies inside. */
function turnsInside(sets: Walked['sets'], { shifts }: Period, sizes: readonly number[]): Turns {
  let [first, last] = [-Infinity, Infinity];
  for (const [at, set] of sets) {
    const bounds = hull(set);
    const shift = shifts.get(at) ?? 0;
    if (!bounds) continue;
    const [before, after] = [-bounds[0], sizes[at] - bounds[1]];
    if (shift === 0) {
      if (before > 0 || after < 0) return [0, -1];
      continue;
    }
    // What is wider than its map lies inside in no turn: the first is then after the last.
    const [least, most] = shift > 0 ? [before, after] : [after, before];
    first = Math.max(first, Math.ceil(least / shift));
    last = Math.min(last, Math.floor(most / shift));
  }
  return [first, last];
}

/** Everything that is read on one axis: by single features, and by those that repeat. */
interface Reads {
  readonly single: readonly Walked[];
  readonly phases: readonly Walked[];
  readonly turns: Turns;
  readonly shift: number;
}

const NO_TURNS: Turns = [0, -1];

/** Features that a walk looks at one by one, since their windows differ. */
const looked = ({ steps }: AxisWays, { sets }: Walked): number =>
  steps.reduce((sum, own, at) => {
    const differ = own.some(({ map }) => map.period > 1);
    return sum + (differ ? size(sets.get(at) ?? EMPTY) : 0);
  }, 0);

function readsOf(ways: AxisWays, period: Period | null): Reads | null {
  const { at, sizes, length } = ways;
  const n = sizes[at];
  const span = period?.features ?? 1;
  const repeats = period !== null && n >= 4 * span && span * length <= MOST_STEPS;
  const unclipped = repeats ? Array.from({ length: span }, (_, u) => walkAxis(ways, u, false)) : [];
  const turns = unclipped
    .map(({ sets }) => turnsInside(sets, period as Period, sizes))
    .reduce<Turns>(
      (all, each) => [Math.max(all[0], each[0]), Math.min(all[1], each[1])],
      repeats ? [-Infinity, Infinity] : NO_TURNS,
    );
  const inner: Turns = turns[1] - turns[0] > 1 ? turns : NO_TURNS;
  const [from, to] = [inner[0] * span, (inner[1] + 1) * span];
  const alone = n - (to - from);
  if (alone * length > MOST_STEPS) return null;
  if (alone * looked(ways, walkAxis(ways, n >> 1, true)) > MOST_LOOKED) return null;
  const single: Walked[] = [];
  for (let u = 0; u < n; u += 1) {
    if (u === from && to > from) u = to;
    if (u < n) single.push(walkAxis(ways, u, true));
  }
  const phases = to > from ? unclipped : [];
  return { single, phases, turns: inner, shift: period?.shifts.get(0) ?? 0 };
}

const inputOf = ({ sets }: Walked): AxisSet => sets.get(0) ?? EMPTY;

/** The pixels on which only features look that repeat, all that would if they went on. */
function evenPart(
  sets: readonly AxisSet[],
  { turns, shift }: Reads,
  size: number,
): readonly [number, number] {
  const bounds = sets.map(hull).filter((found) => found !== null);
  const [lo, hi] = [Math.min(...bounds.map(([a]) => a)), Math.max(...bounds.map(([, b]) => b))];
  const ends = turns.map((turn) => turn * shift).sort((a, b) => a - b);
  const step = Math.abs(shift);
  return [Math.max(0, ends[0] - step + hi), Math.min(size, ends[1] + step + lo)];
}

/** Adds the turns that reach into what lies before or after the even part. */
function addTurns(
  ends: Ends,
  sets: readonly AxisSet[],
  { turns: [first, last], shift }: Reads,
  parts: readonly (readonly [number, number])[],
): void {
  for (const set of sets) {
    const bounds = hull(set);
    if (!bounds) continue;
    for (const [lo, hi] of parts) {
      const reach = [(lo - bounds[1]) / shift, (hi - bounds[0]) / shift];
      const from = Math.max(first, Math.floor(Math.min(...reach)));
      const to = Math.min(last, Math.ceil(Math.max(...reach)));
      for (let turn = from; turn <= to; turn += 1) ends.add(set, turn * shift, [lo, hi]);
    }
  }
}

/** How many of the features look at each pixel of an axis. */
function stretchesOf(reads: Reads, size: number): readonly Stretch[] | null {
  const { single, phases, turns, shift } = reads;
  const all = [0, size] as const;
  const sets = phases.map(inputOf);
  const ends = new Ends();
  if (shift === 0) {
    for (const set of sets) ends.add(set, 0, all, turns[1] - turns[0] + 1);
  }
  const isMoving = shift !== 0 && sets.some((set) => set.length > 0);
  const even = isMoving ? evenPart(sets, reads, size) : all;
  const lone = single.map(inputOf);
  const repeats =
    isMoving &&
    even[1] - even[0] > 2 * Math.abs(shift) &&
    Math.abs(shift) <= LONGEST &&
    lone.every((set) => within(set, ...even).length === 0);
  for (const set of lone) ends.add(set, 0, all);
  if (!repeats) {
    if (isMoving) addTurns(ends, sets, reads, [all]);
    return joined(ends.stretches(all));
  }
  const [before, after] = [[0, even[0]] as const, [even[1], size] as const];
  addTurns(ends, sets, reads, [before, after]);
  return joined([
    ...ends.stretches(before),
    repeating(sets, Math.abs(shift), even),
    ...ends.stretches(after),
  ]);
}

/** Whether all that is read is a product of what is read along the axes. */
function isProduct(walked: readonly Walked[]): boolean {
  const ways = new Map<number, ReadonlySet<string>>();
  for (const { whole } of walked) {
    for (const [position, found] of whole) {
      const known = ways.get(position);
      const common = known ? new Set([...known].filter((way) => found.has(way))) : found;
      if (common.size === 0) return false;
      ways.set(position, common);
    }
  }
  return true;
}

function rangeOf(stretches: readonly Stretch[]): readonly [number, number] {
  let [least, most] = [Infinity, 0];
  for (const { counts } of stretches) {
    for (const count of counts) {
      least = Math.min(least, count);
      most = Math.max(most, count);
    }
  }
  return [least, most];
}

interface AxisFound {
  readonly reads: Reads;
  readonly stretches: readonly Stretch[];
}

function alongAxis(ways: AxisWays): AxisFound | null {
  const reads = readsOf(ways, periodOf(ways));
  const stretches = reads && stretchesOf(reads, ways.sizes[0]);
  return reads && stretches && { reads, stretches };
}

/**
 * How many features of a layer look at each pixel of the input, by their clipped fields.
 *
 * Features whose fields meet no border repeat and are counted as one; only those near the borders
 * are walked one by one.
 *
 * @param layer - its name
 * @returns `null` where that would take too long to count
 * @throws UnknownLayerError
 */
export function coverage(network: Network, layer: string): Coverage | null {
  const wiring = wiringOf(network);
  const at = positionOf(network, wiring, layer);
  const found: { ways: AxisWays; axis: AxisFound }[] = [];
  try {
    for (let axis = 0; axis < network.inputSize.length; axis += 1) {
      const ways = axisWays(network, at, axis);
      const twin = found.find((other) => isAlike(other.ways, ways));
      const along = twin?.axis ?? limited(MOST_EFFORT, () => alongAxis(ways));
      if (!along) return null;
      found.push({ ways, axis: along });
    }
  } catch (error) {
    const isTooMuch = [TooManyPieces, TooManyEnds, BeyondExact].some(
      (kind) => error instanceof kind,
    );
    if (isTooMuch) return null;
    throw error;
  }
  const walked = found.flatMap(({ axis: { reads } }) => [...reads.single, ...reads.phases]);
  const isSure = found.every(({ ways }) =>
    ways.steps.every((steps) => steps.every(({ map }) => map.doubt === null)),
  );
  const ranges = found.map(({ axis }) => rangeOf(axis.stretches));
  const product = (end: 0 | 1): number => ranges.reduce((all, range) => all * range[end], 1);
  return {
    layer: at === 0 ? 'input' : network.layers[at - 1].name,
    axes: found.map(({ axis }) => axis.stretches),
    range: [product(0), product(1)],
    exact: isSure && (sizeAt(network, at).length === 1 || isProduct(walked)),
  };
}
