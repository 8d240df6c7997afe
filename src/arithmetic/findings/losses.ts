import type { WindowMap } from '../../layers/index.js';
import { EMPTY, interval } from '../sets/axis-set.js';
import type { AxisSet } from '../sets/axis-set.js';
import { difference } from '../sets/combine.js';
import { shadows } from '../sets/products.js';
import { TooManyPieces, limited } from '../sets/effort.js';
import { NOTHING, walk } from '../walk.js';
import type { AxisMaps } from './axis-maps.js';

/** Work on sets, from which on no loss is told. */
const MOST_EFFORT = 2 ** 21;

/** Positions of one map on one axis that none of the layers it feeds reads. */
export interface Loss {
  /** The map. */
  readonly at: number;
  /** The first layer it feeds. */
  readonly reader: number;
  readonly unread: AxisSet;
}

/** A map of which nothing is known may read everything. */
export const sound = (map: WindowMap, n: number): WindowMap =>
  map.doubt?.status === 'unsupported'
    ? { ...map, period: 1, shift: 0, window: () => [{ first: 0, count: n, step: 1 }] }
    : map;

/** Whether a kernel without holes that steps no further than its size surely reaches all. */
const surelyReadsAll = ({ period, shift, size, window }: WindowMap, n: number): boolean =>
  period === 1 &&
  window(0).some(
    ({ first, count, step }) =>
      step === 1 && count >= shift && first <= 0 && first + (size - 1) * shift + count >= n,
  );

/** What of a map of `n` features one layer reads. */
function readBy(map: WindowMap, n: number): AxisSet {
  const features = [[interval(0, map.size)]];
  const reading = { ...NOTHING, unclipped: features, clipped: features };
  const { clipped } = walk(reading, { from: 0, maps: [sound(map, n)] }, NOTHING, [n]);
  return shadows(clipped, 1)[0];
}

/** What of `set` a layer leaves unread; nothing where that has too many pieces to tell. */
function leftBy(set: AxisSet, map: WindowMap, n: number): AxisSet {
  try {
    return difference(set, readBy(map, n));
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return EMPTY;
  }
}

/** What the layers leave unread of the maps that feed them, in order of the maps. */
export function lossesOf({ sizes, wires }: AxisMaps): readonly Loss[] {
  const readings: (Pick<Loss, 'reader'> & { readonly map: WindowMap })[][] = sizes.map(() => []);
  wires.forEach((inputs, reader) => {
    for (const { from, map } of inputs) readings[from].push({ reader, map });
  });
  const lossesAt = (found: (typeof readings)[number], at: number): Loss[] => {
    const n = sizes[at];
    const maps = found.map(({ map }) => map);
    if (maps.length === 0 || maps.some((map) => surelyReadsAll(map, n))) return [];
    let unread = interval(0, n);
    for (const map of maps) unread = leftBy(unread, map, n);
    return unread.length > 0 ? [{ at, reader: found[0].reader, unread }] : [];
  };
  return limited(MOST_EFFORT, () => readings.flatMap(lossesAt));
}
