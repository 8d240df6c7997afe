import { wiringOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import { regionOf, shareOutside, walkDown } from '../field.js';
import { NOTHING, orFilled } from '../walk.js';

/** What `field` says of one feature as `padding_share`, without the rest of it. */
export function paddingShare(network: Network, at: number, index: readonly number[]): number {
  const extent = index.map(() => 1);
  const readings = walkDown(network, wiringOf(network), at, 0, regionOf(index, extent));
  return orFilled(readings.get(0) ?? NOTHING, (reading) =>
    shareOutside(reading, network.inputSize),
  );
}
