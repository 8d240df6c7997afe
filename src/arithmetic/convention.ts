import { LayerError } from '../layers/index.js';
import { subtract } from './exact.js';
import type { Exact } from './exact.js';
import type { Phase, Row } from './lattices/row.js';

/**
 * Where pixel `i` stands: `center` puts it at `i + 0.5`, so that the input starts at 0.5, as in the
 * article; `index` at `i`, so that it starts at 0, as in Distill 2019 and TensorFlow's tool.
 */
export type Convention = 'center' | 'index';

const CONVENTIONS: readonly Convention[] = ['center', 'index'];

/**
 * Reads a convention from outside; `center` where it is left out.
 *
 * @throws LayerError
 */
export function readConvention(value: unknown): Convention {
  if (value === undefined || value === null) return 'center';
  const known = CONVENTIONS.find((name) => name === value);
  if (known) return known;
  throw new LayerError('choice', { parameter: 'convention', value, known: CONVENTIONS });
}

const toIndex = (place: Exact | null): Exact | null =>
  place === null ? null : subtract(place, 1 / 2);

const phaseToIndex = ([center, size, pixels]: Phase): Phase => [toIndex(center), size, pixels];

/**
 * Rows with their places told in a convention. Sizes and distances are the same in all, and so is
 * the effective padding.
 */
export function inConvention(rows: readonly Row[], convention: Convention): readonly Row[] {
  if (convention === 'center') return rows;
  return rows.map((row) => ({
    ...row,
    start: row.start.map(toIndex),
    phases: row.phases.map((phases) => phases && phases.map(phaseToIndex)),
  }));
}
