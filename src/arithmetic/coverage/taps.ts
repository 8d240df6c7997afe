import { wiringOf } from '../../layers/index.js';
import type { Network, WindowMap } from '../../layers/index.js';
import { EMPTY, interval, size } from '../sets/axis-set.js';
import { union } from '../sets/combine.js';
import { real } from '../needs.js';
import { positionOf, sizeAt } from '../positions.js';
import { spread } from '../sets/spread.js';
import { joined, shortest } from './stretches.js';
import type { Stretch } from './stretches.js';

/** More features than this near the borders, or in a period, are not looked at one by one. */
const MOST = 4096;

/** Positions of a map of `n` features that feature `u` reads. */
function readBy(map: WindowMap, u: number, n: number): number {
  const read = map
    .window(u)
    .map(({ first, count, step }) => spread(interval(first, first + 1), step, count))
    .reduce(union, EMPTY);
  return size(real(read, n, map.border));
}

/** The turns in which the windows of a whole period lie inside the map. */
function turnsInside(map: WindowMap, n: number): readonly [first: number, last: number] {
  const windows = Array.from({ length: map.period }, (_, u) => map.window(u)).flat();
  const lowest = Math.min(...windows.map(({ first }) => first));
  const highest = Math.max(...windows.map(({ first, count, step }) => first + (count - 1) * step));
  const whole = Math.floor(map.size / map.period) - 1;
  return [
    Math.max(0, Math.ceil(-lowest / map.shift)),
    Math.min(whole, Math.floor((n - 1 - highest) / map.shift)),
  ];
}

function tapsAlong(map: WindowMap, n: number): readonly Stretch[] | null {
  if (map.period > MOST) return null;
  const [first, last] = turnsInside(map, n);
  const inside = last >= first ? [first * map.period, (last + 1) * map.period] : [0, 0];
  if (map.size - (inside[1] - inside[0]) > MOST) return null;
  const each = (from: number, to: number): Stretch[] =>
    Array.from({ length: to - from }, (_, i) => ({
      ...{ lo: from + i, hi: from + i + 1 },
      counts: [readBy(map, from + i, n)],
    }));
  const counts = Array.from({ length: inside[1] > 0 ? map.period : 0 }, (_, u) =>
    readBy(map, inside[0] + u, n),
  );
  return joined([
    ...each(0, inside[0]),
    { lo: inside[0], hi: inside[1], counts: shortest(counts) },
    ...each(inside[1], map.size),
  ]);
}

/**
 * How many features of its first input each feature of a layer reads: where they are not the same of
 * all, a checkerboard.
 *
 * @returns an axis each; the counts of a feature multiply. `null` where it would take too long
 * @throws UnknownLayerError
 */
export function taps(network: Network, layer: string): readonly (readonly Stretch[])[] | null {
  const wiring = wiringOf(network);
  const [wire] = wiring.wires[positionOf(network, wiring, layer)];
  if (!wire) return null;
  const size = sizeAt(network, wire.from);
  const axes = wire.maps.map((map, axis) => tapsAlong(map, size[axis]));
  return axes.every((found) => found !== null) ? axes : null;
}
