import { LayerError, wiringOf } from '../layers/index.js';
import type { Layer, Network, Wire, WindowMap } from '../layers/index.js';
import '../layers/sentences/late-sentences.js';
import { greatestCommonDivisor, isExact } from './exact.js';
import { sizeAt } from './positions.js';
import type { Reason } from './lattices/row.js';

/** Moved by `pixels`, the input moves the features of a map by `features`, and changes none. */
export interface Pace {
  readonly pixels: number;
  readonly features: number;
}

/** No movement of the input moves all features alike. */
export class NoPace extends Error {
  readonly reason: Reason;

  constructor(code: string, layer: string) {
    super(code);
    this.reason = { code, values: { layer } };
  }
}

const leastCommonMultiple = (a: number, b: number): number => (a / greatestCommonDivisor(a, b)) * b;

const faster = ({ pixels, features }: Pace, by: number): Pace => ({
  pixels: pixels * by,
  features: features * by,
});

function checkMap(map: WindowMap, layer: string): void {
  if (map.doubt) throw new NoPace('pace_unknown', layer);
  if (map.whole) throw new NoPace('pace_whole', layer);
  if (!map.regular || map.shift === 0) throw new NoPace('pace_size', layer);
}

/** Whether a slice takes from the end, or not up to it. */
export const followsSize = ({ type, parameters }: Layer, axis: number): boolean => {
  if (type !== 'slice') return false;
  const at = (name: string): number | null => (parameters[name] as (number | null)[])[axis];
  const [start, stop] = [at('start'), at('stop')];
  return start === null || start < 0 || (stop !== null && stop >= 0) || Number(at('step')) < 0;
};

/** What is read around the edge moves the other way. */
function checkEdge(map: WindowMap, n: number, layer: string): void {
  if (map.border !== 'circular') return;
  const places = [...map.window(0), ...map.window(map.size - 1)];
  const leaves = places.some(
    ({ first, count, step }) => first < 0 || first + step * (count - 1) >= n,
  );
  if (leaves) throw new NoPace('pace_circular', layer);
}

/** The pace behind a window map: the input must move by whole periods of it. */
function through(pace: Pace, { period, shift }: WindowMap): Pace {
  const common = leastCommonMultiple(pace.features, shift);
  return {
    pixels: pace.pixels * (common / pace.features),
    features: period * (common / shift),
  };
}

function join(a: Pace, b: Pace, layer: string): Pace {
  const pixels = leastCommonMultiple(a.pixels, b.pixels);
  const [first, second] = [faster(a, pixels / a.pixels), faster(b, pixels / b.pixels)];
  if (first.features !== second.features) throw new NoPace('pace_branches', layer);
  return first;
}

/**
 * The smallest movements of the input, on one axis, that move a layer by whole features and with
 * it all layers that feed it.
 *
 * @param feeds - positions of the layers looked at, ascending, each after what feeds it
 * @param options - `unclipped`: whatever is read outside a map, it moves with what is inside
 * @returns by position
 * @throws NoPace where a layer has none, and LayerError where a number passes 2^53
 */
export function paces(
  network: Network,
  feeds: readonly number[],
  axis: number,
  { unclipped = false } = {},
): ReadonlyMap<number, Pace> {
  const { wires } = wiringOf(network);
  const found = new Map<number, Pace>([[0, { pixels: 1, features: 1 }]]);
  for (const at of feeds) {
    if (at === 0) continue;
    const layer = network.layers[at - 1];
    const { name } = layer;
    if (!unclipped && followsSize(layer, axis)) throw new NoPace('pace_size', name);
    const pace = wires[at]
      .map(({ from, maps }: Wire) => {
        checkMap(maps[axis], name);
        if (!unclipped) checkEdge(maps[axis], sizeAt(network, from)[axis], name);
        return through(found.get(from) as Pace, maps[axis]);
      })
      .reduce((a, b) => join(a, b, name));
    if (!isExact(pace.pixels) || !isExact(pace.features)) {
      throw new LayerError('beyond_exact', { layer: name, position: at });
    }
    found.set(at, pace);
  }
  return found;
}
