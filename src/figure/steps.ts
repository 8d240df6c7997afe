import type { Box } from './beam.js';
import { BLOCK } from './folds.js';
import type { Line } from './folds.js';
import type { Pair } from './maps.js';

/** Where a field becomes wider inside a folded stage. */
export interface Step {
  /** How far down the stage: 0 at its output, 1 at its foot. */
  readonly at: number;
  readonly y: Pair;
  readonly x: Pair;
}

const union = (a: Pair, b: Pair): Pair => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
const isSame = (a: Pair, b: Pair): boolean => a[0] === b[0] && a[1] === b[1];

/**
 * The steps of a field inside stages of several blocks, by the names of their outputs. A field that is
 * narrower further down, as that of a shortcut is, makes no step.
 *
 * @param boxes - what the field reads of every layer
 */
export function stepsIn(
  lines: readonly Line[],
  boxes: readonly Box[],
): ReadonlyMap<string, readonly Step[]> {
  const boxOf = new Map(boxes.map((box) => [box.map.name, box]));
  const found = new Map<string, readonly Step[]>();
  for (const { map, maps } of lines) {
    const output = boxOf.get(map.name);
    if (!output || maps.length <= BLOCK) continue;
    let { y, x } = output;
    const steps: Step[] = [];
    for (let i = maps.length - 2; i >= 0; i--) {
      const box = boxOf.get(maps[i].name);
      if (!box) continue;
      const wider = { y: union(y, box.y), x: union(x, box.x) };
      if (isSame(wider.y, y) && isSame(wider.x, x)) continue;
      ({ y, x } = wider);
      steps.push({ at: (maps.length - 1 - i) / maps.length, y, x });
    }
    found.set(map.name, steps);
  }
  return found;
}
