import type { WindowMap } from '../layers/index.js';
import { hull } from './axis-set.js';
import type { AxisSet } from './axis-set.js';
import { union } from './combine.js';
import { BeyondExact, add, isExact, divide, equals, middle, multiply } from './exact.js';
import type { Exact } from './exact.js';
import { measure } from './measure.js';
import type { Measures } from './measure.js';
import type { Reason, Status } from './row.js';
import { exactSet } from './needs.js';
import { TooManyPieces } from './segment.js';
import { spread } from './spread.js';
import { INPUT, boxes, joinTerms, throughWindow } from './terms.js';
import type { Terms } from './terms.js';

/** One axis of one layer: its numbers, and what the layers above need of it. */
export interface AxisLattice {
  readonly n: number;
  readonly measures: Measures;
  readonly terms: Terms;
  /** Position of the first layer from which everything is seen, 0 where there is none. */
  readonly whole: number;
  /** Whether holes were filled because there were too many. */
  readonly filled: boolean;
  /** Position of the first merge whose inputs do not align, 0 where there is none. */
  readonly misaligned: number;
}

/** One input of a layer on one axis. */
export interface AxisInput {
  readonly state: AxisLattice;
  readonly map: WindowMap;
}

/** What the layer sees through one of its inputs. */
interface Part {
  readonly terms: Terms;
  readonly filled: boolean;
}

export const inputLattice = (n: number): AxisLattice => ({
  n,
  measures: measure(INPUT, n, 1),
  terms: INPUT,
  whole: 0,
  filled: false,
  misaligned: 0,
});

/** All that a map of `n` features sees, the same for whoever sees the whole map. */
function everything(terms: Terms, n: number): Terms {
  let all: AxisSet = [];
  for (const { set, jump } of terms) all = union(all, spread(set, jump, n));
  return [{ set: exactSet(all), jump: 0 }];
}

/** Runs `make` on terms, or on their boxes where their holes are too many. */
function orFilled(terms: Terms, make: (terms: Terms) => Terms): Part {
  try {
    return { terms: make(terms), filled: false };
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return { terms: make(boxes(terms)), filled: true };
  }
}

const partOf = ({ state, map }: AxisInput): Part =>
  orFilled(state.terms, (terms) =>
    map.whole ? everything(terms, state.n) : throughWindow(terms, map),
  );

/** Where the features stand that see everything: the lattice of the map they were made of. */
function placeOf({ state, map }: AxisInput, { terms }: Part): { j: Exact; start: Exact } {
  if (map.whole) {
    const [lo, hi] = hull(terms[0].set) as [number, number];
    return { j: hi - lo, start: middle(lo, hi) };
  }
  const [{ first, count, step }] = map.window(0);
  const center = divide(add(multiply(first, 2), multiply(step, count - 1)), 2);
  return {
    j: multiply(state.measures.j, map.shift),
    start: add(state.measures.start, divide(multiply(state.measures.j, 2 * (center as number)), 2)),
  };
}

/** The input whose places a layer keeps that sees everything: one that does not, if there is. */
function placing(inputs: readonly AxisInput[]): number {
  const grid = inputs.map(({ map }) => map.shift !== 0 || map.whole);
  const local = inputs.findIndex(({ state, map }, i) => grid[i] && !map.whole && state.whole === 0);
  return local >= 0 ? local : Math.max(0, grid.indexOf(true));
}

function firstWhole(inputs: readonly AxisInput[], position: number): number {
  let first = 0;
  for (const { state, map } of inputs) {
    const at = state.whole > 0 ? state.whole : map.whole ? position : 0;
    if (at > 0 && (first === 0 || at < first)) first = at;
  }
  return first;
}

/** Whether the inputs that do not see everything agree in `j` and in the centre of feature 0. */
function agree(inputs: readonly AxisInput[]): boolean {
  const local = inputs.filter(({ state }) => state.whole === 0);
  const places = local.map(({ state, map }) => ({
    j: multiply(state.measures.j, map.shift),
    start: state.measures.start,
  }));
  return places.every(({ j, start }) => equals(j, places[0].j) && equals(start, places[0].start));
}

function firstMisaligned(inputs: readonly AxisInput[], position: number): number {
  let first = inputs.length > 1 && !agree(inputs) ? position : 0;
  for (const { state } of inputs) {
    if (state.misaligned > 0 && (first === 0 || state.misaligned < first)) first = state.misaligned;
  }
  return first;
}

/** What the layer sees through all of its inputs. */
function joinParts(parts: readonly Part[]): Part {
  if (parts.length === 1) return parts[0];
  const joined = orFilled(
    parts.flatMap(({ terms }) => terms),
    joinTerms,
  );
  return { ...joined, filled: joined.filled || parts.some(({ filled }) => filled) };
}

/** The numbers of what is seen, or of its boxes where its holes are too many. */
function measurePart(part: Part, n: number, firstJump: Exact): [Measures, Part] {
  try {
    return [measure(part.terms, n, firstJump), part];
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    const terms = joinTerms(boxes(part.terms));
    return [measure(terms, n, firstJump), { terms, filled: true }];
  }
}

function lessSure(measures: Measures, status: Status, reason: Reason): Measures {
  return { ...measures, status, reason, period: null, phases: null };
}

/**
 * One axis of a layer, from those of its inputs.
 *
 * @param position - of the layer, 1 the first
 * @throws BeyondExact where a number passes 2^53
 */
export function axisLattice(
  inputs: readonly AxisInput[],
  position: number,
  nameAt: (position: number) => string,
): AxisLattice {
  const [{ state: first, map }] = inputs;
  const n = map.size;
  const parts = inputs.map(partOf);
  const firstJump = multiply(first.measures.j, map.shift);
  const [measured, { terms, filled: full }] = measurePart(joinParts(parts), n, firstJump);
  if (!isExact(measured.r)) throw new BeyondExact();
  const filled = full || inputs.some(({ state }) => state.filled);
  const whole = firstWhole(inputs, position);
  let measures = measured;
  if (whole > 0) {
    const placer = placing(inputs);
    measures = lessSure({ ...measures, ...placeOf(inputs[placer], parts[placer]) }, 'whole', {
      code: 'whole_from',
      values: { layer: nameAt(whole) },
    });
  }
  if (filled) {
    const reason = { code: 'bound_pieces', values: {} };
    measures = lessSure({ ...measures, dense: false }, 'bound', reason);
  }
  const misaligned = firstMisaligned(inputs, position);
  return { n, measures, terms, whole, filled, misaligned };
}
