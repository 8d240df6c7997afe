import { LIMITS } from '../limits.js';
import { LayerError } from '../layer-error.js';
import { registry } from '../registry.js';
import type { Unreadable, Written } from './rows.js';

const POOLS = ['max_pool', 'avg_pool'];

function stem(type: unknown): string {
  if (typeof type !== 'string' || !registry.has(type)) return 'layer';
  return POOLS.includes(type) ? 'pool' : type;
}

/**
 * The name of every row: the written one, or one after its type: `conv1`, `pool1`, `conv2`.
 *
 * Written names are taken as they are; {@link checkName} refuses the wrong ones.
 */
export function nameRows(rows: readonly (Written | Unreadable)[]): readonly string[] {
  const taken = new Set(rows.map(({ name }) => name));
  const counts = new Map<string, number>();
  return rows.map((row) => {
    if (typeof row.name === 'string' && row.name !== '') return row.name;
    const base = stem('type' in row ? row.type : null);
    let count = counts.get(base) ?? 0;
    do count += 1;
    while (taken.has(`${base}${count}`));
    counts.set(base, count);
    return `${base}${count}`;
  });
}

/**
 * @param given - the written name, `undefined` where there is none
 * @param above - position of every layer above, from 1
 */
export function checkName(given: unknown, above: ReadonlyMap<string, number>): void {
  if (given === undefined) return;
  const refuse = (code: string, values = {}): LayerError =>
    new LayerError(code, { parameter: 'name', value: given, ...values });
  if (typeof given !== 'string') throw refuse('name_form');
  if (given === '') throw refuse('name_empty');
  if (given.length > LIMITS.name) {
    throw refuse('name_long', { count: given.length, limit: LIMITS.name });
  }
  if (given === 'input') throw refuse('name_reserved');
  const other = above.get(given);
  if (other !== undefined) throw refuse('name_taken', { other });
}
