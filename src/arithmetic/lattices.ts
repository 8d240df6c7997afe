import { LayerError, wiringOf } from '../layers/index.js';
import type { Network, Wire } from '../layers/index.js';
import { axisLattice, inputLattice } from './axis-lattice.js';
import type { AxisLattice } from './axis-lattice.js';
import { BeyondExact, divide, subtract } from './exact.js';
import { worse } from './row.js';
import type { Row } from './row.js';

interface Labels {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
}

function makeRow(
  labels: Labels,
  axes: readonly AxisLattice[],
  nameAt: (at: number) => string,
): Row {
  const statuses = axes.map(({ status }) => status);
  const status = statuses.reduce(worse);
  const merges = axes.map(({ misaligned }) => misaligned).filter((at) => at > 0);
  return {
    name: labels.name,
    type: labels.type,
    inputs: labels.inputs,
    n: axes.map(({ n }) => n),
    j: axes.map(({ j }) => j),
    r: axes.map(({ r }) => r),
    start: axes.map(({ start }) => start),
    r_range: axes.map(({ range }) => range),
    dense: axes.map(({ dense }) => dense),
    aligned: axes.map(({ misaligned }) => misaligned === 0),
    period: axes.map(({ period }) => period),
    phases: axes.map(({ phases }) => phases),
    statuses,
    status,
    reason: axes[statuses.indexOf(status)].reason,
    effective_padding: axes.map(({ r, start }) => subtract(divide(r, 2), start)),
    ...(merges.length > 0 ? { misaligned: nameAt(Math.min(...merges)) } : {}),
  };
}

function makeRows(network: Network): readonly Row[] {
  const { wires } = wiringOf(network);
  const nameAt = (at: number): string => (at === 0 ? 'input' : network.layers[at - 1].name);
  const states: (readonly AxisLattice[])[] = [network.inputSize.map(inputLattice)];
  const rows = [makeRow({ name: 'input', type: 'input', inputs: [] }, states[0], nameAt)];
  network.layers.forEach((layer, index) => {
    const at = index + 1;
    try {
      const axes = layer.size.map((_, axis) =>
        axisLattice(
          wires[at].map((wire: Wire) => ({ state: states[wire.from][axis], map: wire.maps[axis] })),
          at,
          nameAt,
        ),
      );
      states.push(axes);
      rows.push(makeRow(layer, axes, nameAt));
    } catch (error) {
      if (!(error instanceof BeyondExact)) throw error;
      throw new LayerError('beyond_exact', { layer: layer.name, position: at });
    }
  });
  return Object.freeze(rows);
}

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
    rows = makeRows(network);
    known.set(network, rows);
  }
  return rows;
}
