import { field } from '../../../arithmetic/index.js';
import type { Field } from '../../../arithmetic/index.js';
import { wiringOf } from '../../../layers/index.js';
import type { Network } from '../../../layers/index.js';

/** One way by which something reaches a feature: at some merges one input alone. */
export interface Way {
  /** Merge -> the input to go through, in the words of `field`. */
  readonly via: Readonly<Record<string, string>>;
  /** The input at which it leaves the other ways. */
  readonly name: string;
  readonly field: Field;
}

/** All ways, or the widest of them. */
export interface Ways {
  readonly ways: readonly Way[];
  /** How many there are. */
  readonly count: number;
}

/** No more ways than this are told apart. */
const MOST = 8;

interface Open {
  readonly via: Readonly<Record<string, string>>;
  readonly name: string;
  /** Position of the next merge below; 0 where there is none. */
  readonly next: number;
}

/** The first merge at a position or below it, along layers of one input. */
function mergeBelow({ wires }: ReturnType<typeof wiringOf>, from: number): number {
  let at = from;
  while (at > 0 && wires[at].length === 1) at = wires[at][0].from;
  return at;
}

/** The ways that part at a merge: one for each of its inputs. */
function waysAt(network: Network, { via, next }: Open): Open[] {
  const wiring = wiringOf(network);
  const { name: merge, inputs } = network.layers[next - 1];
  return [...new Set(inputs)].map((name) => ({
    via: { ...via, [merge]: name },
    name,
    next: mergeBelow(wiring, wiring.positions.get(name) ?? 0),
  }));
}

/**
 * The ways by which something reaches the features of a layer: they part at the first merge below
 * it, and again where one of them alone comes to another merge. Ways that meet again in one merge,
 * as those of a residual block do, are not parted further.
 */
function partings(network: Network, layer: string): Open[] {
  const wiring = wiringOf(network);
  const top = mergeBelow(wiring, wiring.positions.get(layer) ?? 0);
  if (top === 0) return [];
  let ways = waysAt(network, { via: {}, name: layer, next: top });
  for (;;) {
    const alone = ways.find(
      ({ next }) => next > 0 && ways.filter((other) => other.next === next).length === 1,
    );
    if (!alone || ways.length >= MOST) return ways;
    ways = ways.flatMap((way) => (way === alone ? waysAt(network, way) : [way]));
  }
}

/**
 * What arrives at a feature by each way, the narrowest first.
 *
 * @returns no ways where nothing meets below the feature
 */
export function waysTo(network: Network, selected: Field): Ways {
  const { layer, index } = selected;
  const found = partings(network, layer).map(({ via, name }) => ({
    ...{ via, name, field: field(network, layer, index, { via }) },
  }));
  const width = ({ field: { size } }: Way): number => size.reduce((product, n) => product * n, 1);
  const ways = found.sort((a, b) => width(a) - width(b));
  return { ways: ways.slice(-MOST), count: ways.length };
}
