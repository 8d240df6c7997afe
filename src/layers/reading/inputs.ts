import { LayerError } from '../layer-error.js';
import { suggest } from '../nearest.js';

/** Names and where they stand: 0 for `input`, then the layers from 1. */
export interface Places {
  /** Those above the layer that is read. */
  readonly above: ReadonlyMap<string, number>;
  /** Position of the layer that is read. */
  readonly position: number;
  /** Names of all layers, the first at position 1. */
  readonly names: readonly string[];
}

function place(name: unknown, { above, position, names }: Places): number {
  const wrong = (code: string, values = {}): LayerError =>
    new LayerError(code, { parameter: 'inputs', value: name, ...values });
  if (typeof name !== 'string') throw wrong('inputs_name');
  const found = above.get(name);
  if (found !== undefined) return found;
  if (names[position - 1] === name) throw wrong('inputs_itself');
  const below = names.indexOf(name, position);
  if (below >= 0) throw wrong('inputs_below', { other: below + 1 });
  throw wrong('inputs_unknown', { nearest: suggest(name, above.keys(), 1) });
}

/**
 * Positions of the layers that feed one; the layer before where nothing is written.
 *
 * @param single - the type that takes one input only, `null` where it takes several
 */
export function readInputs(written: unknown, places: Places, single: string | null): number[] {
  if (written === undefined) return [places.position - 1];
  if (!Array.isArray(written)) {
    throw new LayerError('inputs_form', { parameter: 'inputs', value: written });
  }
  if (written.length === 0) {
    throw new LayerError('inputs_empty', { parameter: 'inputs', value: written });
  }
  if (single !== null && written.length > 1) {
    const values = { parameter: 'inputs', value: written, count: written.length, type: single };
    throw new LayerError('inputs_too_many', values);
  }
  return Array.from(written as readonly unknown[], (name) => place(name, places));
}
