import type { Point } from '../marks/marks.js';

/** Values of a grid, row by row. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: readonly number[];
}

/** Sums of a window that slides along rows, or along columns. */
function slide({ width, height, values }: Grid, size: number, down: boolean): number[] {
  const [lines, length] = down ? [width, height] : [height, width];
  const step = down ? width : 1;
  const out = new Array<number>(values.length).fill(0);
  const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
  for (let line = 0; line < lines; line += 1) {
    const start = down ? line : line * width;
    let sum = 0;
    for (let i = -after; i < length; i += 1) {
      const [enters, leaves] = [i + after, i - before - 1];
      if (enters < length) sum += values[start + enters * step];
      if (leaves >= 0) sum -= values[start + leaves * step];
      if (i >= 0) out[start + i * step] = Math.max(0, sum / size);
    }
  }
  return out;
}

/** Each value the mean of a window of so many rows and columns around it. */
export function smoothed(grid: Grid, [rows, columns]: readonly [number, number]): Grid {
  const across = { ...grid, values: slide(grid, columns, false) };
  return { ...grid, values: slide(across, rows, true) };
}

/**
 * The value above which a share of the sum lies, and how many values those are.
 *
 * @param share - 0 to 1
 */
export function levelOf({ values }: Grid, share: number): { level: number; count: number } {
  const sorted = values.filter((value) => value > 0).sort((a, b) => b - a);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let [sum, count] = [0, 0];
  // A little less, so that rounding of the sum does not add a value.
  while (count < sorted.length && sum < share * total * (1 - 1e-9)) sum += sorted[count++];
  return { level: sorted[Math.max(0, count - 1)] ?? 0, count };
}

/** Which sides of a square of four values a line joins: 0 top, 1 right, 2 bottom, 3 left. */
const SIDES: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[3, 2]],
  [[2, 1]],
  [[3, 1]],
  [[1, 0]],
  [
    [3, 0],
    [1, 2],
  ],
  [[2, 0]],
  [[3, 0]],
  [[0, 3]],
  [[0, 2]],
  [
    [0, 1],
    [2, 3],
  ],
  [[0, 1]],
  [[1, 3]],
  [[1, 2]],
  [[2, 3]],
  [],
];

/**
 * The lines on which a grid has a value, in steps of the grid; values stand at half steps, and around
 * the grid they are 0. Marching squares.
 */
export function isolines({ width, height, values }: Grid, level: number): Point[][] {
  const at = (y: number, x: number): number =>
    y < 0 || x < 0 || y >= height || x >= width ? 0 : values[y * width + x];
  const lines: Point[][] = [];
  for (let y = -1; y < height; y += 1) {
    for (let x = -1; x < width; x += 1) {
      const [a, b, c, d] = [at(y, x), at(y, x + 1), at(y + 1, x + 1), at(y + 1, x)];
      const kind =
        (a >= level ? 8 : 0) | (b >= level ? 4 : 0) | (c >= level ? 2 : 0) | (d >= level ? 1 : 0);
      if (kind === 0 || kind === 15) continue;
      const between = (p: number, q: number): number => (level - p) / (q - p);
      const cross: (() => Point)[] = [
        () => [x + 0.5 + between(a, b), y + 0.5],
        () => [x + 1.5, y + 0.5 + between(b, c)],
        () => [x + 0.5 + between(d, c), y + 1.5],
        () => [x + 0.5, y + 0.5 + between(a, d)],
      ];
      for (const [from, to] of SIDES[kind]) lines.push([cross[from](), cross[to]()]);
    }
  }
  return lines;
}
