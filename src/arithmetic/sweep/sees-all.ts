import { wiringOf } from '../../layers/index.js';
import type { Layer, Network, WindowMap } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import type { AxisLattice } from '../lattices/axis-lattice.js';
import { axisStates } from '../lattices/axis-states.js';
import { twinsOf } from '../findings/axis-maps.js';
import type { AxisMaps } from '../findings/axis-maps.js';
import { lattices } from '../lattices/lattices.js';
import type { Measures } from '../lattices/measure.js';
import { followsSize, NoPace, paces } from '../pace.js';
import type { Pace } from '../pace.js';
import { nameAt } from '../positions.js';
import type { Reason } from '../lattices/row.js';
import type { Limit } from './limit.js';
import { firstAccepted, lowerBound, mapsAt, mostTries } from './smallest.js';

/** More classes of sizes than this are not looked at. */
const MOST_CLASSES = 256;
/** So many sizes of a class are tried until one is accepted. */
const MOST_PROBES = 8;

/** A feature whose field begins inside the image, the first of its phase. */
interface Candidate {
  readonly index: number;
  readonly lo: number;
  /** Its field ends here, and so must the image at the earliest. */
  readonly hi: number;
}

/** The layer whose fields are looked for, and what feeds it. */
interface Goal {
  readonly network: Network;
  readonly axis: number;
  readonly feeds: readonly number[];
  readonly top: number;
}

/** Sizes in one class, from the first that shows a field whole. */
interface Seeing {
  readonly size: number;
  readonly candidate: Candidate;
}

/** Whether the places of features hang on the size of the input within a step. */
const isRounded = ({ parameters }: Layer, { shift }: WindowMap): boolean =>
  parameters.padding === 'same' && shift > 1;

/** The numbers of the layer at the size of some maps. */
const measuresOf = ({ network, feeds, top }: Goal, maps: AxisMaps): Measures =>
  (axisStates(network, maps, feeds).get(top) as AxisLattice).measures;

function candidatesOf({ j: jump, phases }: Measures): readonly Candidate[] {
  const j = Number(jump);
  return (phases ?? []).flatMap(([center, r], phase, { length }): Candidate[] => {
    if (center === null) return [];
    const first = (r / 2 - Number(center)) / j;
    // Fields begin at whole pixels: what is less than a pixel apart is rounding.
    const rounds = Math.max(0, Math.ceil((first - phase) / length - 1e-6));
    const index = phase + rounds * length;
    const lo = Math.round(Number(center) + index * j - r / 2);
    return [{ index, lo, hi: lo + r }];
  });
}

/** The first size of a class at which a feature sees its whole field; `null` where none does. */
function seeingIn(
  { top }: Goal,
  { sizes }: AxisMaps,
  candidates: readonly Candidate[],
  { pixels, features }: Pace,
): Seeing | null {
  let found: Seeing | null = null;
  for (const candidate of candidates) {
    const rounds = Math.max(
      Math.ceil((candidate.hi - sizes[0]) / pixels),
      Math.ceil((candidate.index + 1 - sizes[top]) / features),
    );
    const size = sizes[0] + rounds * pixels;
    if (!found || size < found.size) found = { size, candidate };
  }
  return found;
}

/**
 * The maps at a size, `null` also where a merge would take another branch than at the network's
 * own size for a single feature to pass on to all.
 */
function levelMapsAt(network: Network, axis: number, n: number): AxisMaps | null {
  const maps = mapsAt(network, axis, n);
  const { wires: own } = wiringOf(network);
  const isLevel = maps?.wires.every(
    (inputs, at) =>
      inputs.length < 2 ||
      inputs.every(({ map }, k) => map.shift !== 0 || own[at][k].maps[axis].shift === 0),
  );
  return isLevel ? maps : null;
}

/** The maps at the first size of a class that is accepted: layers beside the way may refuse some. */
function mapsInClass({ network, axis }: Goal, first: number, step: number): AxisMaps | null {
  for (let n = first; n < first + MOST_PROBES * step; n += step) {
    const maps = levelMapsAt(network, axis, n);
    if (maps) return maps;
  }
  return null;
}

const none = (reason: Reason): Limit => ({ size: null, reason });

/** The size from which on the goal is seen, where the input moves the layer at a pace. */
function searched(goal: Goal, pace: Pace): Limit {
  const { network, axis, feeds, top } = goal;
  const layer = nameAt(network, top);
  const unknown = none({ code: 'sweep_classes', values: { layer } });
  const tries = Math.min(MOST_CLASSES, mostTries(network));
  if (pace.pixels > tries) return unknown;
  // A step above its own size no map that moves has a single feature.
  const own = network.inputSize[axis] + pace.pixels;
  const { wires } = wiringOf(network);
  const rounded = feeds.some(
    (at) => at > 0 && isRounded(network.layers[at - 1], wires[at][0].maps[axis]),
  );
  let candidates: readonly Candidate[] | null = null;
  let from = lowerBound(network, axis);
  for (let more = 0; more < pace.pixels; more += 1) {
    const maps = mapsInClass(goal, own + more, pace.pixels);
    if (!maps) continue;
    if (!candidates || rounded) candidates = candidatesOf(measuresOf(goal, maps));
    const seeing = seeingIn(goal, maps, candidates, pace);
    if (!seeing) return none({ code: 'sweep_never', values: { layer } });
    // Layers beside the way may refuse sizes between.
    const least = Math.max(from, seeing.size - tries * pace.pixels);
    let blind = seeing.size - pace.pixels;
    while (blind >= least && !levelMapsAt(network, axis, blind)) blind -= pace.pixels;
    if (blind < least && least > from) return unknown;
    from = Math.max(from, blind + 1);
  }
  const most = tries * pace.pixels;
  const size = candidates && firstAccepted(network, axis, from, { maps: levelMapsAt, most });
  // Layers beside the way may refuse all of these sizes.
  if (size === null) return unknown;
  const maps = levelMapsAt(network, axis, size) as AxisMaps;
  const seeing = seeingIn(goal, maps, candidatesOf(measuresOf(goal, maps)), pace) as Seeing;
  const { index, lo, hi } = seeing.candidate;
  return {
    size,
    reason: { code: 'sweep_sees_all', values: { layer, index, first: lo, last: hi - 1 } },
  };
}

/** That size on one axis. */
function seenOn(network: Network, feeds: readonly number[], axis: number): Limit {
  const top = feeds[feeds.length - 1];
  const layer = nameAt(network, top);
  const { statuses, reason, phases } = lattices(network)[top];
  if (statuses[axis] !== 'exact' && statuses[axis] !== 'varies') return none(reason as Reason);
  const goal = { network, axis, feeds, top };
  const follower = feeds.find((at) => at > 0 && followsSize(network.layers[at - 1], axis));
  if (follower !== undefined) {
    return none({ code: 'sweep_follows', values: { layer: nameAt(network, follower) } });
  }
  if (!phases[axis]) return none({ code: 'sweep_classes', values: { layer } });
  try {
    return searched(goal, paces(network, feeds, axis, { unclipped: true }).get(top) as Pace);
  } catch (error) {
    if (!(error instanceof NoPace)) throw error;
    const { code, values } = error.reason;
    return none({ code: code === 'pace_branches' ? code : 'sweep_follows', values });
  }
}

/**
 * On each axis the size from which on, at every size that is accepted, some feature of a layer has
 * its whole unclipped field within the image. Sizes so small that a map comes down to one feature
 * which a merge then passes on to all of a larger one are left out.
 *
 * @param feeds - positions of the layers that feed it, ascending, its own the last
 */
export function seesAll(network: Network, feeds: readonly number[]): readonly Limit[] {
  const limits: Limit[] = [];
  twinsOf(network).forEach((twin, axis) => {
    limits.push(limits[twin] ?? seenOn(network, feeds, axis));
  });
  return limits;
}
