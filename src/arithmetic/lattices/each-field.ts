import type { WindowMap } from '../../layers/index.js';
import type { AxisSet } from '../sets/axis-set.js';
import { EMPTY } from '../sets/axis-set.js';
import { union } from '../sets/combine.js';
import type { Exact } from '../exact.js';
import { MOST_FEATURES, measure } from './measure.js';
import type { Measures } from './measure.js';
import { exactSet } from '../needs.js';
import { TooManyPieces } from '../sets/segment.js';
import type { Terms } from './terms.js';
import { fieldOf } from './terms.js';

/** Layers above one another that are looked through. */
const MOST_LAYERS = 64;
/** Fields that are put together. */
const MOST_READS = 2 ** 18;

/** The fields of an axis, found feature by feature where they repeat after too many of them. */
export interface EachField {
  /** The field of a feature, also beyond the map. */
  readonly at: (u: number) => AxisSet;
  /** Layers that are looked through. */
  readonly depth: number;
  /** Fields that may still be put together. */
  readonly reads: { left: number };
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
  bands ? (each ?? null) : { at: (u) => fieldOf(terms, u), depth: 0, reads: { left: MOST_READS } };

/** The fields of a layer, from those of its inputs; `null` where too many layers stand below. */
export function eachOf(inputs: readonly Input[]): EachField | null {
  const below = inputs.map(({ state }) => fieldsOf(state));
  if (!below.every((fields) => fields !== null)) return null;
  const depth = 1 + Math.max(...below.map((fields) => fields.depth));
  if (depth > MOST_LAYERS) return null;
  const { reads } = below.find((fields) => fields.depth === depth - 1) as EachField;
  const make = (u: number): AxisSet => {
    let out = EMPTY;
    inputs.forEach(({ map }, input) => {
      for (const { first, count, step } of map.window(u)) {
        reads.left -= count;
        if (reads.left < 0) throw new TooManyPieces();
        for (let t = 0; t < count; t += 1) out = union(out, below[input].at(first + t * step));
      }
    });
    return exactSet(out);
  };
  const known = new Map<number, AxisSet>();
  const isOne = inputs.every(({ map }) => map.shift === 0 && map.period === 1);
  const at = (u: number): AxisSet => {
    const key = isOne ? 0 : u;
    const field = known.get(key) ?? make(key);
    known.set(key, field);
    return field;
  };
  return { at, depth, reads };
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
