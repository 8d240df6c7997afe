import { wiringOf } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import { hull } from './sets/axis-set.js';
import { axisWays, walkAxis } from './coverage/axis-walk.js';
import { BeyondExact } from './exact.js';
import { lattices } from './lattices/lattices.js';
import { feedersOf, positionOf } from './positions.js';
import type { Phase, Row } from './lattices/row.js';
import { TooManyPieces, limited } from './sets/effort.js';

/** Features of an axis, `[first, past)`. */
type Span = readonly [first: number, past: number];

/** More steps than this, from map to map for all features, are not taken. */
const MOST_STEPS = 2 ** 16;
/** Nor more work on sets. */
const MOST_EFFORT = 2 ** 21;

/** What a jump that is a fraction may be off by, in features. */
const ROUNDED = 1e-9;

/** Spans of features in order, those that touch joined. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const [first, past] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && first <= last[1]) out[out.length - 1] = [last[0], Math.max(past, last[1])];
    else out.push([first, past]);
  }
  return out;
}

/** The turns of one phase whose field lies within `size` pixels. */
function turnsWithin([center, r]: Phase, phase: number, row: PhasedRow, size: number): Span {
  const { n, j, count } = row;
  const turns = Math.ceil((n - phase) / count);
  if (center === null) return [0, turns];
  const place = Number(center);
  if (j === 0) return place >= r / 2 && place + r / 2 <= size ? [0, turns] : [0, 0];
  const ends = [(r / 2 - place) / j, (size - r / 2 - place) / j];
  const [lowest, highest] = j > 0 ? ends : [ends[1], ends[0]];
  const first = Math.max(0, Math.ceil((lowest - phase) / count - ROUNDED));
  const last = Math.min(turns - 1, Math.floor((highest - phase) / count + ROUNDED));
  return [first, Math.max(first, last + 1)];
}

interface PhasedRow {
  readonly n: number;
  readonly j: number;
  readonly count: number;
}

/** Of features that repeat: whole periods at once, and those at both ends one by one. */
function freeOfPhases(phases: readonly Phase[], n: number, j: number, size: number): Span[] {
  const count = phases.length;
  const used = phases.slice(0, n);
  const turns = used.map((phase, u) => turnsWithin(phase, u, { n, j, count }, size));
  const core: Span = [
    Math.max(...turns.map(([first]) => first)),
    Math.min(...turns.map(([, past]) => past)),
  ];
  const isCore = core[1] > core[0];
  const loose = turns.flatMap(([first, past], u) => {
    const parts: Span[] = isCore
      ? [
          [first, core[0]],
          [core[1], past],
        ]
      : [[first, past]];
    return parts.flatMap(([from, to]) =>
      Array.from({ length: to - from }, (_, i): Span => {
        const feature = (from + i) * count + u;
        return [feature, feature + 1];
      }),
    );
  });
  const whole: Span = [core[0] * count, Math.min(n, core[1] * count)];
  return joined([...(isCore ? [whole] : []), ...loose]);
}

/** Whether each feature of an axis is free of padding, and how many see nothing at all. */
interface Free {
  readonly spans: readonly Span[];
  readonly blind: number;
}

/** Of features without a period, looked at one by one. */
function freeOfEach(network: Network, row: Row, axis: number): Free | null {
  const ways = axisWays(network, positionOf(network, wiringOf(network), row.name), axis);
  const n = row.n[axis];
  if (n * ways.length > MOST_STEPS) return null;
  const spans: Span[] = [];
  let blind = 0;
  try {
    limited(MOST_EFFORT, () => {
      for (let u = 0; u < n; u += 1) {
        const bounds = hull(walkAxis(ways, u, false).sets.get(0) ?? []);
        if (!bounds) blind += 1;
        if (!bounds || (bounds[0] >= 0 && bounds[1] <= network.inputSize[axis])) {
          spans.push([u, u + 1]);
        }
      }
    });
  } catch (error) {
    if (error instanceof TooManyPieces || error instanceof BeyondExact) return null;
    throw error;
  }
  return { spans: joined(spans), blind };
}

function freeOf(network: Network, row: Row, axis: number): Free | null {
  const [n, status, phases] = [row.n[axis], row.statuses[axis], row.phases[axis]];
  if (row.name === 'input') return { spans: [[0, n]], blind: 0 };
  if (status === 'unsupported') return null;
  if (!phases || status === 'whole') return freeOfEach(network, row, axis);
  const blind = phases.reduce(
    (all, [center], u) =>
      center === null ? all + Math.max(0, Math.ceil((n - u) / phases.length)) : all,
    0,
  );
  return { spans: freeOfPhases(phases, n, Number(row.j[axis]), network.inputSize[axis]), blind };
}

/**
 * The features of a layer whose unclipped field does not leave the image on one axis, taken by
 * itself, as spans in order; those that see nothing among them.
 *
 * @param row - of the layer, from `lattices(network)`
 * @returns `null` where that is not known, or would take too long to find
 */
export const paddingFree = (network: Network, row: Row, axis: number): readonly Span[] | null =>
  freeOf(network, row, axis)?.spans ?? null;

/**
 * Whether what is read on one axis may hang on the place on another: a branch on which a feature
 * is blind on one axis reads nothing on the others.
 */
function areAxesMixed(network: Network, row: Row): boolean {
  if (network.inputSize.length === 1) return false;
  const wiring = wiringOf(network);
  const feeds = feedersOf(wiring, positionOf(network, wiring, row.name));
  const rows = lattices(network).filter((_, at) => feeds[at]);
  return (
    rows.some(({ inputs }) => inputs.length > 1) &&
    rows.some(({ r_range }) => r_range.some(([least]) => least === 0))
  );
}

/**
 * The share of the features of a layer that see padding on any axis.
 *
 * @param row - of the layer, from `lattices(network)`
 * @returns `null` where it is not known
 */
export function paddingSeenShare(network: Network, row: Row): number | null {
  if (areAxesMixed(network, row)) return null;
  let [seeing, free] = [1, 1];
  for (const axis of network.inputSize.keys()) {
    const found = freeOf(network, row, axis);
    if (!found) return null;
    const count = found.spans.reduce((all, [first, past]) => all + past - first, 0);
    seeing *= (row.n[axis] - found.blind) / row.n[axis];
    free *= (count - found.blind) / row.n[axis];
  }
  return seeing - free;
}
