import type { Row } from '../../arithmetic/index.js';
import { canFold } from '../folds.js';

/** Layers of one jump use so much of its share of the ramp. */
const USED = 0.8;

const evenly = (i: number, count: number): number => (count > 1 ? i / (count - 1) : 0);

/**
 * Where each layer stands in the ramp of colours, 0 to 1: evenly by depth. Where there are so many that
 * they fold, every jump has an equal share of the ramp, so that a hue tells the lattice.
 *
 * @param rows - all of a network, the input first
 */
export function shadesOf(rows: readonly Row[]): ReadonlyMap<string, number> {
  if (!canFold(rows.length - 1)) {
    return new Map(rows.map(({ name }, i) => [name, evenly(i, rows.length)]));
  }
  const byJump = new Map<string, string[]>();
  for (const { name, j } of rows) {
    const alike = byJump.get(j.join());
    if (alike) alike.push(name);
    else byJump.set(j.join(), [name]);
  }
  return new Map(
    [...byJump.values()].flatMap((names, share) =>
      names.map((name, i): [string, number] => {
        const within = names.length > 1 ? (1 - USED) / 2 + USED * evenly(i, names.length) : 0.5;
        return [name, (share + within) / byJump.size];
      }),
    ),
  );
}
