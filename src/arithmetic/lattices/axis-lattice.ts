import type { WindowMap } from '../../layers/index.js';
import { hull } from '../sets/axis-set.js';
import { bandEverything, bandsOf, measureBands, throughBand } from './band.js';
import type { Band } from './band.js';
import { eachOf, measureEach } from './each-field.js';
import type { EachField } from './each-field.js';
import { BeyondExact, add, divide, equals, isExact, middle, multiply, subtract } from '../exact.js';
import type { Exact } from '../exact.js';
import { endsOf } from '../needs.js';
import { meanOffset, measure, rateOf } from './measure.js';
import type { Measures } from './measure.js';
import type { Reason, Status } from './row.js';
import { worse } from './row.js';
import { TooManyPieces, limited } from '../sets/effort.js';
import {
  INPUT,
  TooManyPhases,
  boxes,
  constant,
  everything,
  joinTerms,
  throughWindow,
} from './terms.js';
import type { Terms } from './terms.js';

/** Why the numbers of an axis are less sure than its terms say. */
interface Doubt {
  readonly status: Status;
  readonly reason: Reason;
}

/** What the features of an axis see, and how surely that is known. */
interface Seen {
  readonly terms: Terms;
  /** In place of terms, where those have too many phases. */
  readonly bands: readonly Band[] | null;
  /** Beside bands, for few features. */
  readonly each?: EachField | null;
  /** Why it is no more than a bound, the worst reason so far. */
  readonly doubt: Doubt | null;
}

/** One axis of one layer: its numbers, and what the layers above need of it. */
export interface AxisLattice extends Seen {
  readonly n: number;
  readonly measures: Measures;
  /** Whether period and jump are the same at any size of the input. */
  readonly regular: boolean;
  /** Position of the first layer from which everything is seen, 0 where there is none. */
  readonly whole: number;
  /** Position of the first merge whose inputs do not align, 0 where there is none. */
  readonly misaligned: number;
}

/** One input of a layer on one axis. */
export interface AxisInput {
  readonly state: AxisLattice;
  readonly map: WindowMap;
}

/** Work on the sets of one layer, from which on bounds are taken. */
const MOST_EFFORT = 2 ** 21;
/** So much a layer may take whatever those before it took. */
const LEAST_EFFORT = 2 ** 8;

const FILLED: Doubt = { status: 'bound', reason: { code: 'bound_pieces', values: {} } };

const worst = (a: Doubt | null, b: Doubt | null): Doubt | null =>
  a && b ? (worse(b.status, a.status) === a.status ? a : b) : (a ?? b);

export const inputLattice = (n: number): AxisLattice => ({
  n,
  measures: measure(INPUT, n, 1),
  terms: INPUT,
  bands: null,
  regular: true,
  whole: 0,
  doubt: null,
  misaligned: 0,
});

/** Runs `make` on terms; on their boxes where their holes are too many. */
function orFilled<T>(terms: Terms, doubt: Doubt | null, make: (seen: Seen) => T): T {
  try {
    return make({ terms, bands: null, doubt });
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return make({ terms: joinTerms(boxes(terms)), bands: null, doubt: worst(doubt, FILLED) });
  }
}

function throughBands(bands: readonly Band[], { state, map }: AxisInput): Seen {
  const seen = map.whole
    ? [bandEverything(bands, state.n)]
    : bands.map((band) => throughBand(band, map));
  return { terms: [], bands: bands.length === 0 ? bands : seen, doubt: null };
}

/** What is seen through one input. */
function through(input: AxisInput): Seen {
  const { state, map } = input;
  if (state.bands) return throughBands(state.bands, input);
  try {
    return orFilled(state.terms, null, (seen) => ({
      ...seen,
      terms: map.whole ? constant(everything(seen.terms, state.n)) : throughWindow(seen.terms, map),
    }));
  } catch (error) {
    if (!(error instanceof TooManyPhases)) throw error;
    return throughBands(bandsOf(state.terms), input);
  }
}

const toBands = ({ terms, bands }: Seen): readonly Band[] => bands ?? bandsOf(terms);

/** What is seen through all inputs; several are those of a merge, which reads each as it is. */
function joinSeen(parts: readonly Seen[]): Seen {
  if (parts.length === 1) return parts[0];
  if (parts.every(({ bands }) => bands === null)) {
    try {
      return orFilled(
        parts.flatMap(({ terms }) => terms),
        null,
        (seen) => ({ ...seen, terms: joinTerms(seen.terms) }),
      );
    } catch (error) {
      if (!(error instanceof TooManyPhases)) throw error;
    }
  }
  return { terms: [], bands: parts.flatMap(toBands), doubt: null };
}

/** Where the features stand that see everything: the lattice of the map they were made of. */
function placeOf(
  { state, map }: AxisInput,
  { terms, bands }: Seen,
  each: EachField | null | undefined,
): Pick<Measures, 'j' | 'start'> {
  const { j, start } = state.measures;
  if (map.whole && map.inPlace) return rescaled(state.measures, state.n, map.size);
  if (map.whole) {
    const all = bands ? each?.at(0) : terms[0].sets[0];
    const bounds = all ? hull(all) : null;
    if (!bounds) return { j: multiply(j, state.n), start };
    return { j: bounds[1] - bounds[0], start: middle(...bounds) };
  }
  const { period, shift } = map;
  for (let u = 0; u < period && start !== null; u += 1) {
    const windows = map.window(u);
    if (windows.length === 0) continue;
    const [first, last] = endsOf(windows);
    const jump = divide(multiply(j, shift), period);
    const center = add(start, divide(multiply(j, first + last), 2));
    return { j: jump, start: subtract(center, multiply(jump, u)) };
  }
  return { j: divide(multiply(j, shift), period), start };
}

/** `n` features that take the places of others, as many or not. */
function rescaled(
  { j, start }: Measures,
  before: number,
  n: number,
): Pick<Measures, 'j' | 'start'> {
  if (n === before || start === null) return { j, start };
  const jump = divide(multiply(j, before), n);
  return { j: jump, start: add(start, divide(subtract(jump, j), 2)) };
}

/** The input whose places a layer keeps that sees everything: one that does not, if there is. */
function placing(inputs: readonly AxisInput[]): number {
  const spread = inputs.map(({ map }) => map.shift === 0);
  const local = inputs.findIndex(({ state }, i) => !spread[i] && state.whole === 0);
  return [local, spread.indexOf(false), 0].find((at) => at >= 0) as number;
}

function firstWhole(inputs: readonly AxisInput[], position: number): number {
  let first = 0;
  for (const { state, map } of inputs) {
    const at = state.whole > 0 ? state.whole : map.whole ? position : 0;
    if (at > 0 && (first === 0 || at < first)) first = at;
  }
  return first;
}

/** The mean distance and place of features, over a period where they have one. */
export const meanPlace = ({ terms, measures }: AxisLattice): Pick<Measures, 'j' | 'start'> =>
  terms.length === 1 ? { j: rateOf(terms[0]), start: meanOffset(terms[0]) } : measures;

const same = (a: Exact | null, b: Exact | null): boolean =>
  a === null || b === null ? a === b : equals(a, b);

/** Whether the inputs that do not see everything agree in `j` and in their mean centre. */
function agree(inputs: readonly AxisInput[]): boolean {
  const places = inputs
    .filter(({ state }) => state.whole === 0)
    .map(({ state, map }) =>
      map.shift === 0 ? { j: 0, start: state.measures.start } : meanPlace(state),
    );
  return places.every(({ j, start }) => equals(j, places[0].j) && same(start, places[0].start));
}

function firstMisaligned(inputs: readonly AxisInput[], position: number): number {
  let first = inputs.length > 1 && !agree(inputs) ? position : 0;
  for (const { state } of inputs) {
    if (state.misaligned > 0 && (first === 0 || state.misaligned < first)) first = state.misaligned;
  }
  return first;
}

/** The numbers of what is seen, or of its boxes where its holes are too many. */
function measureSeen(inputs: readonly AxisInput[], seen: Seen, regular: boolean): [Measures, Seen] {
  const [{ state, map }] = inputs;
  const n = map.size;
  const firstJump = state.measures.j;
  if (seen.bands) {
    const each = eachOf(inputs);
    const measured = each && measureEach(each, n, firstJump);
    return [measured ?? measureBands(seen.bands, n, firstJump), { ...seen, each }];
  }
  return orFilled(seen.terms, seen.doubt, (own) => [
    measure(own.terms, n, firstJump, regular),
    own,
  ]);
}

const lessSure = (measures: Measures, { status, reason }: Doubt): Measures => ({
  ...measures,
  status,
  reason,
  period: null,
  phases: null,
});

/** What is doubtful about the inputs and about the layer itself. */
function doubtOf(inputs: readonly AxisInput[], name: string): Doubt | null {
  let doubt: Doubt | null = null;
  for (const { state, map } of inputs) {
    doubt = worst(doubt, state.doubt);
    if (!map.doubt) continue;
    const { status, code, values } = map.doubt;
    doubt = worst(doubt, { status, reason: { code, values: { ...values, layer: name } } });
  }
  return doubt;
}

function makeAxis(
  inputs: readonly AxisInput[],
  position: number,
  nameAt: (position: number) => string,
): AxisLattice {
  const n = inputs[0].map.size;
  const regular = inputs.every((input) => input.state.regular && input.map.regular);
  const parts = inputs.map(through);
  const joined = joinSeen(parts);
  const [measured, seen] = measureSeen(inputs, joined, regular);
  if (!isExact(measured.r)) throw new BeyondExact();
  const whole = firstWhole(inputs, position);
  const isLoose = whole > 0 && seen.bands && measured.status === 'bound';
  const loose = isLoose ? { status: measured.status, reason: measured.reason as Reason } : null;
  const doubt = worst(worst(seen.doubt, loose), doubtOf(inputs, nameAt(position)));
  let measures = measured;
  if (whole > 0) {
    const placer = placing(inputs);
    measures = lessSure(
      { ...measures, ...placeOf(inputs[placer], parts[placer], loose ? null : seen.each) },
      { status: 'whole', reason: { code: 'whole_from', values: { layer: nameAt(whole) } } },
    );
  }
  if (doubt) measures = lessSure({ ...measures, dense: false }, doubt);
  const misaligned = firstMisaligned(inputs, position);
  const { terms, bands, each } = seen;
  return { n, measures, terms, bands, each, doubt, regular, whole, misaligned };
}

/** An input of which no more is known than its bounds. */
const bounded = ({ state, map }: AxisInput): AxisInput => ({
  state: { ...state, bands: toBands(state), each: null, doubt: worst(state.doubt, FILLED) },
  map,
});

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
  try {
    return limited(MOST_EFFORT, () => makeAxis(inputs, position, nameAt), LEAST_EFFORT);
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return makeAxis(inputs.map(bounded), position, nameAt);
  }
}
