import { wiringOf } from '../layers/index.js';
import type { Network, Pair, WindowMap } from '../layers/index.js';
import { axisWays, walkAxis } from './coverage/axis-walk.js';
import { BeyondExact } from './exact.js';
import { TooManyPieces, limited } from './sets/effort.js';

/** No more features at one end of an axis than this are looked at. */
const MOST_BLIND = 4096;
/** The same of those that read features which see nothing though their neighbours do. */
const MOST_ODD = 64;
/** Work on sets, from which on no ends are looked at. */
const MOST_EFFORT = 2 ** 22;

/** Whether a feature needs one of `[lo, hi)` of an input. */
export const needsOneOf = ({ window }: WindowMap, u: number, [lo, hi]: Pair): boolean =>
  window(u).some(({ first, count, step }) => {
    const t = Math.max(0, Math.ceil((lo - first) / step));
    return t < count && first + t * step < hi;
  });

/** The features of a layer from the first to the last that needs one of `[lo, hi)` of its input. */
function seeingThrough(map: WindowMap, [lo, hi]: Pair): Pair | null {
  if (lo >= hi) return [0, 0];
  if (map.whole || map.border !== 'zeros') return [0, map.size];
  const blindFrom = (at: (i: number) => number): number | null => {
    for (let i = 0; i < map.size; i += 1) {
      if (needsOneOf(map, at(i), [lo, hi])) return i;
      if (i === MOST_BLIND) return null;
    }
    return map.size;
  };
  const before = blindFrom((i) => i);
  const after = blindFrom((i) => map.size - 1 - i);
  if (before === null || after === null) return null;
  return before === map.size ? [0, 0] : [before, map.size - after];
}

function joined(spans: readonly (Pair | null)[]): Pair | null {
  const known = spans.filter((span) => span !== null);
  if (known.length < spans.length) return null;
  const seeing = known.filter(([lo, hi]) => lo < hi);
  if (seeing.length === 0) return [0, 0];
  return [Math.min(...seeing.map(([lo]) => lo)), Math.max(...seeing.map(([, hi]) => hi))];
}

/** What is left of a span whose ends read only features between others that see nothing. */
function refined(network: Network, at: number, axis: number, [lo, hi]: Pair): Pair | null {
  const ways = axisWays(network, at, axis);
  const isBlind = (u: number): boolean => !walkAxis(ways, u, true).sets.get(0)?.length;
  let [first, past] = [lo, hi];
  try {
    while (first < past && isBlind(first)) {
      if ((first += 1) - lo > MOST_ODD) return null;
    }
    while (first < past && isBlind(past - 1)) {
      if (hi - (past -= 1) > MOST_ODD) return null;
    }
  } catch (error) {
    if (error instanceof TooManyPieces || error instanceof BeyondExact) return null;
    throw error;
  }
  return first < past ? [first, past] : [0, 0];
}

/**
 * For every layer and axis the features from the first to the last that sees a pixel, as `[lo, hi)`;
 * those before and after it see padding alone. `null` where that would take too long to find.
 */
export const seeing = (network: Network): ReadonlyMap<string, readonly (Pair | null)[]> =>
  limited(MOST_EFFORT, () => spansOf(network));

function spansOf(network: Network): ReadonlyMap<string, readonly (Pair | null)[]> {
  const found: (readonly (Pair | null)[])[] = [network.inputSize.map((n): Pair => [0, n])];
  const { wires } = wiringOf(network);
  network.layers.forEach((_, i) => {
    const spans = network.inputSize.map((_size, axis) => {
      const span = joined(
        wires[i + 1].map(({ from, maps }) => {
          const below = found[from][axis];
          return below && seeingThrough(maps[axis], below);
        }),
      );
      return span && refined(network, i + 1, axis, span);
    });
    found.push(spans);
  });
  const names = ['input', ...network.layers.map(({ name }) => name)];
  return new Map(names.map((name, i) => [name, found[i]]));
}
