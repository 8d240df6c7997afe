import type { Network } from '../../layers/index.js';
import type { AxisMaps } from '../findings/axis-maps.js';
import { nameAt } from '../positions.js';
import { axisLattice, inputLattice } from './axis-lattice.js';
import type { AxisLattice } from './axis-lattice.js';

/**
 * One axis of some layers, by their positions.
 *
 * @param feeds - ascending, each after all that feed it
 */
export function axisStates(
  network: Network,
  { sizes, wires }: AxisMaps,
  feeds: readonly number[],
): ReadonlyMap<number, AxisLattice> {
  const states = new Map<number, AxisLattice>([[0, inputLattice(sizes[0])]]);
  for (const at of feeds) {
    if (at === 0) continue;
    const inputs = wires[at].map(({ from, map }) => ({
      state: states.get(from) as AxisLattice,
      map,
    }));
    states.set(
      at,
      axisLattice(inputs, at, (place) => nameAt(network, place)),
    );
  }
  return states;
}
