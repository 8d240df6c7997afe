import { expect, test } from 'vitest';
import { interval } from '../../src/arithmetic/sets/axis-set.js';
import type { AxisSet } from '../../src/arithmetic/sets/axis-set.js';
import { union } from '../../src/arithmetic/sets/combine.js';
import { runsOf } from '../../src/arithmetic/sets/runs.js';
import type { Run } from '../../src/arithmetic/sets/runs.js';
import { spread } from '../../src/arithmetic/sets/spread.js';

/** `times` intervals of `width`, `step` apart. */
const blocks = (width: number, step: number, times: number): AxisSet =>
  spread(interval(3, 3 + width), step, times);

test.each<[string, AxisSet, readonly Run[]]>([
  ['nothing', interval(3, 3), []],
  ['an interval', interval(3, 9), [[3, 9, 1]]],
  ['single pixels', blocks(1, 4, 9), [[3, 36, 4]]],
  [
    'a few wide intervals',
    blocks(9, 100, 2),
    [
      [3, 12, 1],
      [103, 112, 1],
    ],
  ],
  [
    'as many intervals as each is wide',
    blocks(2, 10, 2),
    [
      [3, 5, 1],
      [13, 15, 1],
    ],
  ],
  [
    'many narrow intervals',
    blocks(2, 10, 50),
    [
      [3, 494, 10],
      [4, 495, 10],
    ],
  ],
  [
    'two widths in turn, the wider one once more',
    union(spread(union(interval(0, 2), interval(4, 5)), 10, 5), interval(50, 52)),
    [
      [0, 51, 10],
      [1, 52, 10],
      [4, 45, 10],
    ],
  ],
])('the positions of %s are as few runs as there can be', (_, set, runs) => {
  expect(runsOf(set)).toEqual(runs);
});
