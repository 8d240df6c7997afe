import { wiringOf } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import { isInterval } from './sets/axis-set.js';
import { regionOf, walkDown } from './field.js';
import type { Field } from './field.js';
import { nameAt, positionOf } from './positions.js';
import { runsOf } from './sets/runs.js';
import type { Run } from './sets/runs.js';

/** Real positions of a map: for every part an axis each; a position is in a part on all its axes. */
export type ReadParts = readonly (readonly (readonly Run[])[])[];

/**
 * What is really read of the maps on the way down from a feature, of those alone where it does not
 * fill its box.
 *
 * @param field - of the feature, by all ways
 * @returns by the names of the maps
 */
export function readParts(
  network: Network,
  { layer, index, extent }: Pick<Field, 'layer' | 'index' | 'extent'>,
): ReadonlyMap<string, ReadParts> {
  const wiring = wiringOf(network);
  const from = positionOf(network, wiring, layer);
  const found = new Map<string, ReadParts>();
  for (const [at, { clipped }] of walkDown(network, wiring, from, 0, regionOf(index, extent))) {
    if (clipped.length === 0 || (clipped.length === 1 && clipped[0].every(isInterval))) continue;
    found.set(
      nameAt(network, at),
      clipped.map((product) => product.map(runsOf)),
    );
  }
  return found;
}
