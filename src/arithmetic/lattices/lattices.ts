import { LayerError, wiringOf } from '../../layers/index.js';
import type { Network, Wire } from '../../layers/index.js';
import { axisLattice, inputLattice } from './axis-lattice.js';
import type { AxisLattice } from './axis-lattice.js';
import { apart } from '../sets/effort.js';
import { BeyondExact, divide, subtract } from '../exact.js';
import { nameAt } from '../positions.js';
import { worse } from './row.js';
import type { Row, Status } from './row.js';

interface Labels {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly size: readonly number[];
}

const repeated = <T>(value: T, axes: number): readonly T[] =>
  axes === 2 ? [value, value] : Array.from({ length: axes }, () => value);

/** Lists of one value for all axes that most rows of a deep network have alike, by their length. */
const SHARED = [0, 1, 2, 3].map(() => new Map<unknown, readonly unknown[]>());

function shared<T extends boolean | Status>(value: T, axes: number): readonly T[] {
  const known = SHARED[axes];
  if (!known.has(value)) known.set(value, Object.freeze(repeated(value, axes)));
  return known.get(value) as readonly T[];
}

function makeRow(
  labels: Labels,
  axes: readonly AxisLattice[],
  nameAt: (at: number) => string,
): Row {
  const { length } = axes;
  const alike = axes.every((axis) => axis === axes[0]);
  const all = <T>(get: (axis: AxisLattice) => T): readonly T[] =>
    alike ? repeated(get(axes[0]), length) : axes.map(get);
  const few = <T extends boolean | Status>(get: (axis: AxisLattice) => T): readonly T[] =>
    alike ? shared(get(axes[0]), length) : axes.map(get);
  const statuses = few(({ measures }) => measures.status);
  const status = statuses.reduce(worse);
  const row: Row = {
    name: labels.name,
    type: labels.type,
    inputs: labels.inputs,
    n: labels.size,
    j: all(({ measures }) => measures.j),
    r: all(({ measures }) => measures.r),
    start: all(({ measures }) => measures.start),
    r_range: all(({ measures }) => measures.range),
    dense: few(({ measures }) => measures.dense),
    aligned: few(({ misaligned }) => misaligned === 0),
    period: all(({ measures }) => measures.period),
    phases: all(({ measures }) => measures.phases),
    statuses,
    status,
    reason: axes[statuses.indexOf(status)].measures.reason,
    effective_padding: all(({ measures: { r, start } }) =>
      start === null ? null : subtract(divide(r, 2), start),
    ),
  };
  const merges = axes.map(({ misaligned }) => misaligned).filter((at) => at > 0);
  return merges.length > 0 ? { ...row, misaligned: nameAt(Math.min(...merges)) } : row;
}

/** One axis of a layer; the same as another where all that it follows from is the same. */
function makeAxis(
  at: number,
  axis: number,
  wires: readonly Wire[],
  states: readonly (readonly AxisLattice[])[],
  nameAt: (at: number) => string,
): AxisLattice {
  const inputs = wires.map(({ from, maps }) => ({ state: states[from][axis], map: maps[axis] }));
  return axisLattice(inputs, at, nameAt);
}

const sameAxis = (
  axis: number,
  wires: readonly Wire[],
  states: readonly (readonly AxisLattice[])[],
): boolean =>
  axis > 0 &&
  wires.every(({ from, maps }) => maps[axis] === maps[0] && states[from][axis] === states[from][0]);

function makeRows(network: Network): readonly Row[] {
  const { wires } = wiringOf(network);
  const nameOf = (at: number): string => nameAt(network, at);
  const inputs = new Map(network.inputSize.map((n) => [n, inputLattice(n)]));
  const states = [network.inputSize.map((n) => inputs.get(n) as AxisLattice)];
  const input = { name: 'input', type: 'input', inputs: [], size: network.inputSize };
  const rows = [makeRow(input, states[0], nameOf)];
  network.layers.forEach((layer, index) => {
    const at = index + 1;
    try {
      const axes: AxisLattice[] = [];
      for (let axis = 0; axis < layer.size.length; axis += 1) {
        const same = sameAxis(axis, wires[at], states);
        axes.push(same ? axes[0] : makeAxis(at, axis, wires[at], states, nameOf));
      }
      states.push(axes);
      rows.push(makeRow(layer, axes, nameOf));
    } catch (error) {
      if (!(error instanceof BeyondExact)) throw error;
      throw new LayerError('beyond_exact', { layer: layer.name, position: at });
    }
  });
  return Object.freeze(rows);
}

/** Work on the sets of all layers, from which on bounds are taken. */
const MOST_EFFORT = 2 ** 22;

const known = new WeakMap<Network, readonly Row[]>();

/**
 * Where the features of every layer stand and what they see: the input first, then the layers in
 * order.
 *
 * @throws LayerError naming the layer whose numbers pass 2^53
 */
export function lattices(network: Network): readonly Row[] {
  let rows = known.get(network);
  if (!rows) {
    rows = apart(MOST_EFFORT, () => makeRows(network));
    known.set(network, rows);
  }
  return rows;
}
