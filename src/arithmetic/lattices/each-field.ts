import type { WindowMap } from '../../layers/index.js';
import type { AxisSet } from '../sets/axis-set.js';
import { unionAll } from '../sets/combine.js';
import type { Exact } from '../exact.js';
import { MOST_FEATURES, measure } from './measure.js';
import type { Measures } from './measure.js';
import { exactSet } from '../needs.js';
import { TooManyPieces, spend } from '../sets/effort.js';
import type { Terms } from './terms.js';
import { fieldOf } from './terms.js';

/** Layers above one another that are looked through. */
const MOST_LAYERS = 64;
/** Work that finding a field is. */
const EFFORT = 8;

/** The fields of an axis, found feature by feature where they repeat after too many of them. */
export interface EachField {
  /** The field of a feature, also beyond the map. */
  readonly at: (u: number) => AxisSet;
  /** Layers that are looked through. */
  readonly depth: number;
}

/** One input of a layer, whose fields have terms or are known feature by feature. */
interface Input {
  readonly map: WindowMap;
  readonly state: {
    readonly terms: Terms;
    readonly bands: object | null;
    readonly each?: EachField | null;
  };
}

const fieldsOf = ({ terms, bands, each }: Input['state']): EachField | null =>
  bands ? (each ?? null) : { at: (u) => fieldOf(terms, u), depth: 0 };

/** The fields of a layer, from those of its inputs; `null` where too many layers stand below. */
export function eachOf(inputs: readonly Input[]): EachField | null {
  const below = inputs.map(({ state }) => fieldsOf(state));
  if (!below.every((fields) => fields !== null)) return null;
  const depth = 1 + Math.max(...below.map((fields) => fields.depth));
  if (depth > MOST_LAYERS) return null;
  const make = (u: number): AxisSet => {
    const fields = inputs.flatMap(({ map }, input) =>
      map.window(u).flatMap(({ first, count, step }) => {
        spend(EFFORT * count);
        return Array.from({ length: count }, (_, t) => below[input].at(first + t * step));
      }),
    );
    return exactSet(unionAll(fields));
  };
  const known = new Map<number, AxisSet>();
  const isOne = inputs.every(({ map }) => map.shift === 0 && map.period === 1);
  const at = (u: number): AxisSet => {
    const key = isOne ? 0 : u;
    const field = known.get(key) ?? make(key);
    known.set(key, field);
    return field;
  };
  return { at, depth };
}

/** The numbers of `n` features looked at one by one; `null` where that is too much. */
export function measureEach({ at }: EachField, n: number, firstJump: Exact): Measures | null {
  if (n > MOST_FEATURES) return null;
  try {
    const sets = Array.from({ length: n }, (_, u) => at(u));
    return measure([{ sets, jump: 0 }], n, firstJump, false);
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return null;
  }
}
