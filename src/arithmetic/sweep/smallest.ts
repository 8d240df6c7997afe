import { LayerError, resized, wiringOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { axisMapsAt, twinsOf } from '../findings/axis-maps.js';
import type { AxisMaps } from '../findings/axis-maps.js';
import { fewestInputs } from '../findings/fewest-inputs.js';
import type { Reason } from '../lattices/row.js';
import type { Limit } from './limit.js';

/** So many layers are walked at most in search of a size. */
const MOST_WALKED = 1_000_000;

/** How many sizes of a network can be tried in search of one. */
export const mostTries = ({ layers }: Network): number => Math.ceil(MOST_WALKED / layers.length);

/** The maps of one axis at another size of the input; `null` where a layer does not fit it. */
export function mapsAt(network: Network, axis: number, n: number): AxisMaps | null {
  try {
    return axisMapsAt(network, axis, n);
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}

/** A size below which some layer is surely empty. Merges say nothing: they pass on a single one. */
export function lowerBound(network: Network, axis: number): number {
  const { wires } = wiringOf(network);
  const fewest: number[] = wires.map(() => 1);
  for (let at = wires.length - 1; at > 0; at -= 1) {
    if (wires[at].length > 1) continue;
    const [{ from, maps }] = wires[at];
    const needed = fewestInputs(network.layers[at - 1], maps[axis], axis, fewest[at]);
    fewest[from] = Math.max(fewest[from], needed ?? 1);
  }
  return fewest[0];
}

/**
 * The first of `most` sizes from `n` on for which there are maps on this axis; `null` where none is
 * found.
 */
export function firstAccepted(
  network: Network,
  axis: number,
  n: number,
  { maps = mapsAt, most = mostTries(network) } = {},
): number | null {
  const end = n + most;
  for (let size = n; size < end; size += 1) if (maps(network, axis, size)) return size;
  return null;
}

/** What refuses a size on some axes, the others being as they are. */
function refusalAt(network: Network, axes: readonly boolean[], n: number): Reason {
  try {
    resized(
      network,
      network.inputSize.map((own, axis) => (axes[axis] ? n : own)),
    );
  } catch (error) {
    if (error instanceof LayerError) return { code: error.code, values: error.values };
    throw error;
  }
  throw new RangeError(`size ${n} is refused on an axis alone`);
}

/** On each axis the smallest size that no layer refuses, and what refuses the one below. */
export function smallest(network: Network): readonly Limit[] {
  const bounds: number[] = [];
  const sizes: (number | null)[] = [];
  twinsOf(network).forEach((twin, axis) => {
    bounds.push(bounds[twin] ?? lowerBound(network, axis));
    sizes.push(twin === axis ? firstAccepted(network, axis, bounds[axis]) : sizes[twin]);
  });
  return sizes.map((size, axis): Limit => {
    if (size === null) {
      return { size, reason: { code: 'sweep_smallest', values: { least: bounds[axis] } } };
    }
    if (size === 1) return { size, reason: { code: 'sweep_any', values: {} } };
    const alike = sizes.map((other) => other === size);
    return { size, reason: refusalAt(network, alike, size - 1) };
  });
}
