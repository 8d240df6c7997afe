import { LayerError, sentence, wiringOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import type { Exact } from '../exact.js';
import { lattices } from '../lattices/lattices.js';
import { feedersOf, nameAt, positionOf } from '../positions.js';
import type { Reason, Row } from '../lattices/row.js';
import { changeOf, changed } from './changed.js';
import type { Change } from './changed.js';
import { fits } from './fits.js';
import { isSliding, moveOf, movesOf } from './moves.js';
import type { Changeable, Move } from './moves.js';
import { before, costOf, distanceOf, distanceOn, factorsOf, mean, rankOf } from './rank.js';
import type { Goal } from './rank.js';
import { reachOf } from './reach.js';
import { spent } from '../sets/effort.js';

export type { Change } from './changed.js';

/** One answer to what must change; `n`, `j` and `r` are those of the layer after it, by axis. */
export interface Design {
  /** At most two; none where all is as wanted. */
  readonly changes: readonly Change[];
  readonly n: readonly number[];
  readonly j: readonly Exact[];
  readonly r: readonly number[];
  /** Weights more for each pair of channels, 0 where they are no more. */
  readonly cost: number;
  /** The network as changed. */
  readonly network: Network;
}

/** Moves that are looked at, and the field they lead to. */
interface Candidate {
  readonly moves: readonly Move[];
  readonly rank: readonly number[];
}

/** Answers given at most. */
const MOST = 12;
/** Networks of more layers are not changed on trial. */
const MOST_LAYERS = 10_000;
/** Work on sets for the networks made on trial, one more aside. */
const MOST_EFFORT = 2 ** 23;
/** Different layers that are changed together. */
const MOST_PAIRED = 48;
/** Candidates of a kind whose field is worked out before one is taken. */
const KEPT = 16;

function readWanted({ inputSize }: Network, wanted: unknown): readonly number[] {
  if (wanted === 'image') return inputSize;
  const list: readonly unknown[] = Array.isArray(wanted) ? wanted : inputSize.map(() => wanted);
  const fits = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;
  if (list.length === inputSize.length && list.every(fits)) return list;
  throw new LayerError('wanted_form', { parameter: 'wanted', value: wanted });
}

const isKnown = ({ status }: Row): boolean => status === 'exact' || status === 'varies';

/** Refuses a layer whose field no parameter decides, and names the last one before it that will do. */
function refuseUnknown(network: Network, top: number, value: unknown): void {
  const rows = lattices(network);
  if (isKnown(rows[top])) return;
  const { code, values } = rows[top].reason as Reason;
  const feeds = feedersOf(wiringOf(network), top);
  const known = rows.reduce((last, row, at) => (feeds[at] && isKnown(row) ? at : last), 0);
  throw new LayerError('design_unknown', {
    layer: nameAt(network, top),
    position: top,
    parameter: 'wanted',
    value,
    reason: sentence(code, values),
    known: known > 0 ? nameAt(network, known) : null,
  });
}

const kindOf = (moves: readonly Move[]): string =>
  moves
    .map(({ parameter }) => parameter)
    .sort()
    .join(' ');

/** The kind of two moves, made once for every two parameters. */
function memoizedKinds(): (a: Changeable, b: Changeable) => string {
  const known: Partial<Record<Changeable, Partial<Record<Changeable, string>>>> = {};
  return (a, b) => ((known[a] ??= {})[b] ??= [a, b].sort().join(' '));
}

/** Keeps the first few of every kind. */
function keep(kinds: Map<string, Candidate[]>, kind: string, candidate: Candidate): void {
  const kept = kinds.get(kind) ?? [];
  if (kept.length === 0) kinds.set(kind, kept);
  if (kept.length === KEPT && before(candidate.rank, kept[KEPT - 1].rank) >= 0) return;
  let place = kept.length;
  while (place > 0 && before(candidate.rank, kept[place - 1].rank) < 0) place -= 1;
  kept.splice(place, 0, candidate);
  if (kept.length > KEPT) kept.pop();
}

function fieldOf({ network, top, axes }: Goal, moves: readonly Move[]): readonly number[] {
  const r: number[] = [];
  axes.forEach((like, axis) => {
    const isLike = like < axis && moves.every(({ to }) => to[like] === to[axis]);
    r.push(isLike ? r[like] : reachOf(network, top, axis, moves));
  });
  return r;
}

/** The first network of a kind that is accepted and has the field that is said of it. */
function firstAccepted(goal: Goal, kept: readonly Candidate[], layer: string): Design | null {
  for (const { moves } of kept) {
    const network = spent() < goal.until ? changed(goal.network, moves) : null;
    if (!network) continue;
    const row = lattices(network)[positionOf(network, wiringOf(network), layer)];
    if (distanceOf(goal, row.r) >= distanceOf(goal, goal.r)) continue;
    const changes = moves.map((move) => changeOf(goal.network, move));
    return { changes, n: row.n, j: row.j, r: row.r, cost: costOf(moves), network };
  }
  return null;
}

/** Layers that do the same in the same place of the chain stand for one another: the last one. */
function distinctLayers({ network, top }: Goal): readonly number[] {
  const rows = lattices(network);
  const wiring = wiringOf(network);
  const feeds = feedersOf(wiring, top);
  const last = new Map<string, number>();
  network.layers.forEach((layer, index) => {
    const at = index + 1;
    if (!feeds[at] || !isSliding(layer)) return;
    const { j, n } = rows[wiring.wires[at][0].from];
    last.set(JSON.stringify([layer.type, layer.parameters, j, n]), at);
  });
  return [...last.values()];
}

/** One move, and the field it leads to. */
interface Single extends Candidate {
  readonly r: readonly number[];
}

/** Moves that are the best on every axis by itself, where those are not alike. */
function movesByAxis(goal: Goal, singles: readonly Single[]): readonly Move[] {
  const groups = new Map<string, Single[]>();
  for (const single of singles) {
    const [{ at, parameter }] = single.moves;
    const key = `${at} ${parameter}`;
    if (parameter !== 'copies') groups.set(key, [...(groups.get(key) ?? []), single]);
  }
  return [...groups.values()].flatMap((group): Move[] => {
    const [{ at, parameter }] = group[0].moves;
    const own = goal.network.layers[at - 1].parameters[parameter] as readonly number[];
    const to = goal.r.map((size, axis) => {
      const choices = group.map(({ moves: [move], r }): readonly [number, number] => [
        distanceOn(goal, axis, r[axis]),
        move.to[axis],
      ]);
      return [[distanceOn(goal, axis, size), own[axis]] as const, ...choices].reduce(
        (best, choice) => (before(choice, best) < 0 ? choice : best),
      )[1];
    });
    const move = to.every((value) => value === to[0])
      ? null
      : moveOf(goal.network, at, parameter, to);
    return move && to.some((value, axis) => value !== own[axis]) ? [move] : [];
  });
}

/** Some of the moves, of few layers spread over all that have any. */
function ofFewLayers<T extends Candidate>(singles: readonly T[]): readonly T[] {
  const all = [...new Set(singles.map(({ moves: [{ at }] }) => at))];
  const part = (place: number): number => Math.floor((place * MOST_PAIRED) / all.length);
  const few = new Set(all.filter((_, i) => all.length <= MOST_PAIRED || part(i) > part(i - 1)));
  return singles.filter(({ moves: [{ at }] }) => few.has(at));
}

/** Pairs whose field is told from those of their moves, worked out for the few best. */
function pairsOf(goal: Goal, singles: readonly Single[]): Map<string, Candidate[]> {
  const rough = new Map<string, Candidate[]>();
  const ones = goal.r.map(() => 1);
  const scales = singles.map(({ moves: [move] }) =>
    move.parameter === 'stride' ? factorsOf(goal.network, move) : ones,
  );
  const names = memoizedKinds();
  const r = [...goal.r];
  singles.forEach(({ moves: [first], r: one }, i) => {
    for (let k = i + 1; k < singles.length; k += 1) {
      const [second] = singles[k].moves;
      if (first.at === second.at) continue;
      const { r: other } = singles[k];
      // What stands above a stride grows with it.
      const grows = first.at < second.at ? scales[i] : ones;
      const grown = second.at < first.at ? scales[k] : ones;
      for (let axis = 0; axis < r.length; axis += 1) {
        const size = goal.r[axis];
        r[axis] = size + (one[axis] - size) * grown[axis] + (other[axis] - size) * grows[axis];
      }
      const kind = names(first.parameter, second.parameter);
      const kept = rough.get(kind);
      if (kept && kept.length === KEPT) {
        const [distance, cost] = kept[KEPT - 1].rank;
        const far = distanceOf(goal, r) - distance;
        if (far > 0 || (far === 0 && first.growth + second.growth > cost)) continue;
      }
      const moves = [first, second];
      keep(rough, kind, { moves, rank: rankOf(goal, moves, r) });
    }
  });
  const exact = new Map<string, Candidate[]>();
  for (const [kind, candidates] of rough) {
    for (const { moves } of candidates) {
      keep(exact, kind, { moves, rank: rankOf(goal, moves, fieldOf(goal, moves)) });
    }
  }
  return exact;
}

/**
 * What to change so that the fields of a layer have a wanted size: the best of every kind of
 * change, nearest first, then what costs the fewest weights, then what changes the jump least.
 *
 * Kernels become odd ones up to 31 or ones that the network has already, dilations up to 64,
 * strides up to 4, and a layer stands up to 8 times in a row; a second change is proposed where
 * it brings the field nearer. Padding follows where a layer keeps its size. A parameter gets a value
 * of its own on each axis where that brings the field nearer than one for all.
 *
 * @param wanted - pixels, one number for all axes or one an axis; `image`: at least its size
 * @param options - `atLeast`: a larger field is as good
 * @returns one design without changes where all is as wanted; none where no change helps
 * @throws UnknownLayerError, and LayerError where `wanted` cannot be read, or where what the layer
 *   reads is not known, only bounded, or everything whatever is changed, or of more than 10,000
 *   layers
 */
export function design(
  network: Network,
  layer: string,
  wanted: number | readonly number[] | 'image',
  options: { readonly atLeast?: boolean } = {},
): readonly Design[] {
  const wiring = wiringOf(network);
  const top = positionOf(network, wiring, layer);
  const row = lattices(network)[top];
  const size = readWanted(network, wanted);
  const alike = wiring.wires.every((wires) =>
    wires.every(({ maps }) => maps.every((map) => map === maps[0])),
  );
  const axes = size.map((_, axis) => (alike ? 0 : axis));
  const atLeast = wanted === 'image' || (options.atLeast ?? false);
  const until = spent() + MOST_EFFORT;
  const goal: Goal = { network, top, wanted: size, atLeast, axes, r: row.r, until };
  const { n, j, r } = row;
  const isMet = distanceOf(goal, r) === 0;
  if (!isMet || row.status !== 'whole') refuseUnknown(network, top, wanted);
  if (isMet) return [{ changes: [], n, j, r, cost: 0, network }];
  const count = network.layers.length;
  if (count > MOST_LAYERS) throw new LayerError('design_large', { count, limit: MOST_LAYERS });
  const look = (tried: readonly Move[]): readonly Single[] =>
    tried
      .filter((move) => fits(network, move))
      .map((move) => {
        const moves = [move];
        const field = fieldOf(goal, moves);
        return { moves, r: field, rank: rankOf(goal, moves, field) };
      });
  const onAllAxes = look(distinctLayers(goal).flatMap((at) => movesOf(network, at)));
  const singles = [...onAllAxes, ...look(movesByAxis(goal, onAllAxes))];
  const kinds = new Map<string, Candidate[]>();
  for (const single of singles) keep(kinds, kindOf(single.moves), single);
  const found = new Map<string, Design>();
  const take = (kind: string, kept: readonly Candidate[]): void => {
    const best = firstAccepted(goal, kept, layer);
    if (best) found.set(kind, best);
  };
  for (const [kind, kept] of kinds) take(kind, kept);
  for (const [kind, kept] of pairsOf(goal, ofFewLayers(singles))) {
    const alone = kind.split(' ').map((part) => found.get(part));
    const least = Math.min(...alone.map((each) => (each ? distanceOf(goal, each.r) : Infinity)));
    take(
      kind,
      kept.filter(({ rank }) => rank[0] < least),
    );
  }
  const jump = (each: Design): number =>
    Math.abs(mean(each.j.map((after, axis) => Math.log2(Number(after) / Number(j[axis])))));
  const order = (each: Design): readonly number[] => [
    distanceOf(goal, each.r),
    each.cost,
    jump(each),
  ];
  return [...found.values()].sort((a, b) => before(order(a), order(b))).slice(0, MOST);
}
