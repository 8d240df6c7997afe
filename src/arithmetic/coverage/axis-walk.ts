import type { Network, WindowMap } from '../../layers/index.js';
import { wiringOf } from '../../layers/index.js';
import type { AxisSet } from '../sets/axis-set.js';
import { EMPTY, interval } from '../sets/axis-set.js';
import { isEqual, union } from '../sets/combine.js';
import { greatestCommonDivisor } from '../exact.js';
import { needs, real } from '../needs.js';
import { feedersOf, sizeAt } from '../positions.js';

/** More features than this in one period are not told apart. */
const MOST_PHASES = 64;

/** One way on which a map is read, on one axis. */
interface AxisStep {
  readonly from: number;
  readonly map: WindowMap;
}

/** What lies below a layer on one axis, by positions. */
export interface AxisWays {
  readonly at: number;
  /** Features of every position. */
  readonly sizes: readonly number[];
  readonly steps: readonly (readonly AxisStep[])[];
  /** How many steps a walk takes. */
  readonly length: number;
}

/** What one feature reads of the input, and where several ways meet which of them reads all of it. */
export interface Walked {
  readonly sets: ReadonlyMap<number, AxisSet>;
  /** Position of a map -> the ways on which all is read that is read of it. */
  readonly whole: ReadonlyMap<number, ReadonlySet<string>>;
}

export function axisWays(network: Network, at: number, axis: number): AxisWays {
  const { wires } = wiringOf(network);
  const feeds = feedersOf({ wires }, at);
  const steps = feeds.map((fed, position) =>
    fed ? wires[position].map(({ from, maps }) => ({ from, map: maps[axis] })) : [],
  );
  return {
    at,
    sizes: feeds.map((_, position) => sizeAt(network, position)[axis]),
    steps,
    length: steps.reduce((sum, { length }) => sum + length, 1),
  };
}

/** Whether two layers do the same on two axes. */
export const isAlike = (a: AxisWays, b: AxisWays): boolean =>
  a.sizes.every((size, at) => size === b.sizes[at]) &&
  a.steps.every((steps, at) => steps.every(({ map }, i) => map === b.steps[at][i].map));

/** What feature `u` reads of every map on the way down; real positions only, or as if all went on. */
export function walkAxis({ at, sizes, steps }: AxisWays, u: number, isClipped: boolean): Walked {
  const sets = new Map<number, AxisSet>([[at, interval(u, u + 1)]]);
  const parts = new Map<number, (readonly [position: number, i: number, set: AxisSet])[]>();
  for (let position = at; position > 0; position -= 1) {
    const set = sets.get(position);
    if (!set) continue;
    steps[position].forEach(({ from, map }, i) => {
      const needed = needs(set, map);
      const read = isClipped ? real(needed, sizes[from], map.border) : needed;
      const known = parts.get(from);
      if (known) known.push([position, i, read]);
      else parts.set(from, [[position, i, read]]);
      sets.set(from, union(sets.get(from) ?? EMPTY, read));
    });
  }
  const whole = new Map<number, ReadonlySet<string>>();
  for (const [position, read] of parts) {
    if (read.length < 2) continue;
    const all = sets.get(position) as AxisSet;
    const ways = read.filter(([, , set]) => isEqual(set, all));
    whole.set(position, new Set(ways.map(([by, i]) => `${by} ${i}`)));
  }
  return { sets, whole };
}

/** How far every map is moved on when the feature moves by one period. */
export interface Period {
  readonly features: number;
  readonly shifts: ReadonlyMap<number, number>;
}

/** The least multiple of `features` that moves what a map reads by whole periods of its window. */
function shiftsFor({ at, steps }: AxisWays, features: number): Period | number | null {
  const shifts = new Map([[at, features]]);
  for (let position = at; position > 0; position -= 1) {
    const shift = shifts.get(position);
    if (shift === undefined) continue;
    for (const { from, map } of steps[position]) {
      const part = map.period / greatestCommonDivisor(Math.abs(shift), map.period);
      if (part > 1) return features * part;
      const moved = (shift / map.period) * map.shift;
      if ((shifts.get(from) ?? moved) !== moved) return null;
      shifts.set(from, moved);
    }
  }
  return { features, shifts };
}

/** After how many features all that is read repeats; `null` where it does not soon. */
export function periodOf(ways: AxisWays): Period | null {
  let found: Period | number | null = 1;
  while (typeof found === 'number') {
    if (found > MOST_PHASES) return null;
    found = shiftsFor(ways, found);
  }
  return found;
}
