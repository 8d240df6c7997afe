import { sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import type { Drawing, DrawnMap } from '../../maps.js';
import { show, showAxes } from '../../words/numbers.js';

/** Maps whose features are about as far apart, from `first` to `last` row of the graph. */
export interface Band {
  readonly maps: readonly DrawnMap[];
  readonly first: number;
  readonly last: number;
}

/** How high every map of a graph stands. */
export interface Levels {
  /** From the smallest jump up. */
  readonly bands: readonly Band[];
  /** Row of every map, from the input's, 0. */
  readonly rows: ReadonlyMap<string, number>;
  /** Maps on the way down again, to smaller jumps. */
  readonly falling: ReadonlySet<string>;
}

/** The jump of a band in words. */
export const jumpOf = ({ maps: [{ row }] }: Band): string =>
  sentence('graph_jump', { jump: showAxes(row.j.map(show)).join(' × ') });

/** Jumps that differ by less than a quarter of an octave are one level. */
const STEPS = 2;

/** Level of the jump; that of its input where a map has one feature, which is no distance apart. */
function levelsOf(maps: readonly DrawnMap[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const { name, row, below } of maps) {
    const inputs = below.map((input) => levels.get(input) ?? 0);
    const jumps = row.j
      .map((j) => Math.abs(Number(j)))
      .filter((j, axis) => row.n[axis] > 1 && j > 0);
    const mean = jumps.reduce((sum, j) => sum + Math.log2(j), 0) / jumps.length;
    levels.set(
      name,
      jumps.length > 0 ? Math.round(STEPS * mean) : inputs.length > 0 ? Math.max(...inputs) : 0,
    );
  }
  return levels;
}

/** Maps that come from a larger jump, and what follows them until it grows again. */
function fallingOf(maps: readonly DrawnMap[], levels: ReadonlyMap<string, number>): Set<string> {
  const falling = new Set<string>();
  const levelOf = (name: string): number => levels.get(name) ?? 0;
  for (const { name, below } of maps) {
    const own = levelOf(name);
    const falls = below.some(
      (input) => levelOf(input) > own || (levelOf(input) === own && falling.has(input)),
    );
    if (falls) falling.add(name);
  }
  return falling;
}

/**
 * Height is the jump: maps of one jump share a band. On the way up a band is climbed row by row,
 * on the way down again it is descended, so that a network that shrinks and grows is an arch.
 */
export function levelsOfGraph({ maps }: Drawing): Levels {
  const levels = levelsOf(maps);
  const falling = fallingOf(maps, levels);
  const steps = new Map<string, number>();
  const heights = new Map<number, number>();
  for (const { name, below } of maps) {
    const level = levels.get(name) ?? 0;
    const before = below.filter(
      (input) => levels.get(input) === level && falling.has(input) === falling.has(name),
    );
    const step = Math.max(0, ...before.map((input) => (steps.get(input) ?? 0) + 1));
    steps.set(name, step);
    heights.set(level, Math.max(heights.get(level) ?? 0, step + 1));
  }
  const rows = new Map<string, number>();
  const bands: Band[] = [];
  let first = 0;
  for (const level of [...heights.keys()].sort((a, b) => a - b)) {
    const last = first + (heights.get(level) ?? 1) - 1;
    const own = maps.filter(({ name }) => levels.get(name) === level);
    for (const { name } of own) {
      const step = steps.get(name) ?? 0;
      rows.set(name, falling.has(name) ? last - step : first + step);
    }
    bands.push({ maps: own, first, last });
    first = last + 1;
  }
  return { bands, rows, falling };
}
