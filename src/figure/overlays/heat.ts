import { contribution, lattices } from '../../arithmetic/index.js';
import type { Field } from '../../arithmetic/index.js';
import { sentence } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { isolines, levelOf, smoothed } from './isolines.js';
import type { Grid } from './isolines.js';
import { closed, coordinate, group, halo, label, mark, open, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import type { Pair } from '../maps.js';
import { show, showCount } from '../words/numbers.js';
import { tintPng } from '../marks/png.js';
import { apply, matrix } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';

/** The grid that is drawn has at most so many cells a side. */
const FINEST = 96;
/** More pixels than this are not weighed one by one. */
const MOST = 2 ** 20;
/** How high a profile is on the screen, and how far from the image, as the width allows. */
const profile = (width: number): { high: number; gap: number } =>
  width < 260 ? { high: 22, gap: 10 } : { high: 36, gap: 22 };
/** Least strength inside the field, and what the weight adds: of a picture, of a plain image. */
const LIFT = { picture: [0.6, 0.4], plain: [0.06, 0.74] } as const;
const LEVELS = [0.5, 0.9] as const;

/** How much the pixels of a feature's field count, ready to be drawn on the image. */
export interface Heat {
  /** The drawn part of the image: first pixel and pixels of y and x. */
  readonly first: Pair;
  readonly shape: Pair;
  /** Pixels that one cell of the grid stands for. */
  readonly cell: Pair;
  readonly grid: Grid;
  /** Shares of the rows and of the columns. */
  readonly marginals: readonly [y: readonly number[], x: readonly number[]];
  /** Lines that hold half, and 90 %, of the weight: in pixels of the image. */
  readonly lines: readonly { readonly share: number; readonly line: readonly Point[][] }[];
  /** One sentence. */
  readonly says: string;
}

/** Sums of so many neighbours each. */
function binned(values: readonly number[], size: number): number[] {
  const out = new Array<number>(Math.ceil(values.length / size)).fill(0);
  values.forEach((value, i) => (out[Math.floor(i / size)] += value));
  return out;
}

interface Weighed {
  readonly first: readonly (number | null)[];
  readonly shape: readonly number[];
  readonly marginals: readonly (readonly number[])[];
  /** Shares over the drawn axes; `null` where they are too many. */
  readonly values: readonly number[] | null;
}

/** Shares over two axes, summed over the others. */
export function onAxes(
  values: Float64Array,
  shape: readonly number[],
  [y, x]: readonly [number, number],
): number[] {
  const [height, width] = [y < 0 ? 1 : shape[y], shape[x]];
  const out = new Array<number>(height * width).fill(0);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((all, n) => all * n, 1));
  values.forEach((value, i) => {
    const place = (axis: number): number => Math.floor(i / strides[axis]) % shape[axis];
    out[(y < 0 ? 0 : place(y)) * width + place(x)] += value;
  });
  return out;
}

function weigh(
  network: Network,
  { layer, index }: Field,
  axes: readonly [number, number],
): Weighed {
  const found = contribution(network, layer, index);
  const { first, shape } = found;
  const few = shape.reduce((all, n) => all * n, 1) <= MOST;
  const marginals = axes.map((axis) => (axis < 0 ? [1] : Array.from(found.marginals[axis])));
  return { first, shape, marginals, values: few ? onAxes(found.values(), shape, axes) : null };
}

/** The grid that is drawn: sums of as many pixels as a cell stands for. */
function gridOf(
  { values, marginals: [rows, columns] }: Weighed,
  [high, wide]: readonly [number, number],
): Grid {
  const [height, width] = [Math.ceil(rows.length / high), Math.ceil(columns.length / wide)];
  if (!values) {
    const [ys, xs] = [binned(rows, high), binned(columns, wide)];
    return { width, height, values: ys.flatMap((y) => xs.map((x) => y * x)) };
  }
  const out = new Array<number>(height * width).fill(0);
  values.forEach((value, i) => {
    const [y, x] = [Math.floor(i / columns.length), i % columns.length];
    out[Math.floor(y / high) * width + Math.floor(x / wide)] += value;
  });
  return { width, height, values: out };
}

/**
 * How much the pixels count that a feature sees.
 *
 * @param field - of one feature
 * @param axes - which axes of the network stand for y and x; -1 for none
 * @returns `null` where it sees no pixel
 * @throws LayerError where its field has more pixels than are weighed
 */
export function heatOf(
  network: Network,
  field: Field,
  axes: readonly [y: number, x: number],
): Heat | null {
  if (field.pixels === 0) return null;
  const weighed = weigh(network, field, axes);
  const { marginals } = weighed;
  const pixels = marginals.map(({ length }) => length);
  const cell = pixels.map((n) => Math.ceil(n / FINEST));
  const grid = gridOf(weighed, [cell[0], cell[1]]);
  const exact: Grid = weighed.values
    ? { width: pixels[1], height: pixels[0], values: weighed.values }
    : grid;
  const scale = weighed.values ? 1 : cell[0] * cell[1];
  return heatFrom({
    first: axes.map((axis) => (axis < 0 ? 0 : (weighed.first[axis] ?? 0))) as unknown as Pair,
    shape: [pixels[0], pixels[1]],
    cell: [cell[0], cell[1]],
    grid,
    marginals: [marginals[0], marginals[1]],
    soft: softnessOf(network, field.layer, axes, [cell[0], cell[1]]),
    says: () =>
      sentence('heat', {
        half: showCount(levelOf(exact, LEVELS[0]).count * scale),
        pixels: showCount(pixels[0] * pixels[1]),
        cell: cell[0] * cell[1] > 1 ? cell.map(show).join(' × ') : null,
      }),
  });
}

/** The jump of a layer in cells: fields this far apart look alike. */
export function softnessOf(
  network: Network,
  layer: string,
  axes: readonly [number, number],
  cell: Pair,
): Pair {
  const row = lattices(network).find(({ name }) => name === layer);
  const jump = (axis: number, side: 0 | 1): number =>
    axis < 0 ? 1 : Math.max(1, Math.round(Math.abs(Number(row?.j[axis] ?? 1)) / cell[side]));
  return [jump(axes[0], 0), jump(axes[1], 1)];
}

/** Weights on a grid before their lines and their sentence are found. */
interface Weights extends Omit<Heat, 'lines' | 'says'> {
  /** Cells over which the grid is smoothed for its lines. */
  readonly soft: Pair;
  /** Says it, given how many cells hold half of the weight. */
  readonly says: (half: number) => string;
}

/** Weights on a grid with the lines that hold half, and 90 %, of them. */
export function heatFrom({ soft: [rows, columns], says, ...weights }: Weights): Heat {
  const { first, cell, grid } = weights;
  const soft = smoothed(grid, [Math.min(grid.height, rows), Math.min(grid.width, columns)]);
  const place = ([x, y]: Point): Point => [first[1] + x * cell[1], first[0] + y * cell[0]];
  return {
    ...weights,
    lines: LEVELS.map((share) => ({
      share,
      line: isolines(soft, levelOf(soft, share).level).map((line) => line.map(place)),
    })),
    says: says(levelOf(grid, LEVELS[0]).count),
  };
}

/** The weights as a picture of one colour, in the pixels of the image. */
export function heatImage(heat: Heat, colour: string, isPicture: boolean, affine: Affine): Mark {
  const { grid, first, cell } = heat;
  const most = grid.values.reduce((all, value) => Math.max(all, value), 0);
  const [least, more] = LIFT[isPicture ? 'picture' : 'plain'];
  const strengths = grid.values.map((value) =>
    value > 0 ? least + more * Math.sqrt(value / most) : 0,
  );
  return mark('image', {
    href: tintPng(colour, grid.width, strengths),
    x: first[1],
    y: first[0],
    width: grid.width * cell[1],
    height: grid.height * cell[0],
    transform: matrix(affine),
    preserveAspectRatio: 'none',
    'image-rendering': 'pixelated',
  });
}

/** Lines around half and 90 % of the weight, each with its number where there is room. */
export function heatLines(heat: Heat, { palette }: Scene, affine: Affine, words: boolean): Mark[] {
  const onScreen = (line: readonly Point[]): Point[] => line.map(([x, y]) => apply(affine, x, y));
  let last = Infinity;
  return [...heat.lines].reverse().flatMap(({ share, line }) => {
    const lines = line.map(onScreen);
    const lowest = lines.flat().reduce<Point>((low, at) => (at[1] > low[1] ? at : low), [0, 0]);
    const isApart = Math.abs(last - lowest[1]) >= 14;
    last = lowest[1];
    return [
      path(open(...lines), { stroke: '#000', 'stroke-opacity': 0.45, 'stroke-width': 2.6 }),
      path(open(...lines), { stroke: '#fff', 'stroke-width': 1.3, 'data-level': share }),
      ...(words && isApart
        ? [
            label([lowest[0], lowest[1] + 4], `${Math.round(share * 100)} %`, {
              'text-anchor': 'middle',
              'font-size': 11,
              'font-weight': 500,
              fill: palette.ink[0],
              ...halo(palette.ground),
            }),
          ]
        : []),
    ];
  });
}

/** A profile as the corners of its steps, in parts of its highest one; many pixels share a step. */
function steps(shares: readonly number[], first: number): Point[] {
  const size = Math.ceil(shares.length / 400);
  const bins = binned(shares, size);
  const most = Math.max(...bins);
  return bins.flatMap((value, i): Point[] => [
    [first + i * size, value / most],
    [first + Math.min(shares.length, (i + 1) * size), value / most],
  ]);
}

/**
 * The shares of the columns above the image, and of the rows to its right, in line with the pixels.
 *
 * @param affine - of a flat view
 * @param edges - of what is drawn, in pixels: the upper one and the right one
 * @param room - width of the view on the screen
 */
export function heatProfiles(
  heat: Heat,
  { palette, drawing, layout }: Scene,
  affine: Affine,
  [top, right]: readonly [number, number],
  room: number,
): Mark[] {
  const [height, width] = drawing.frame;
  const [scale, , , , x0, y0] = affine;
  const { high, gap } = profile(room);
  const [y, x] = [y0 + top * scale - gap, x0 + right * scale + gap];
  const across = steps(heat.marginals[1], heat.first[1]).map(([at, part]): Point => [
    x0 + at * scale,
    y - part * high,
  ]);
  const down = steps(heat.marginals[0], heat.first[0]).map(([at, part]): Point => [
    x + part * high,
    y0 + at * scale,
  ]);
  const even = (shares: readonly number[]): number => 1 / shares.length / Math.max(...shares);
  const level = y - even(heat.marginals[1]) * high;
  const stroke = { stroke: palette.accent, 'stroke-linejoin': 'round' };
  const area = { fill: palette.accent, 'fill-opacity': 0.2 };
  const ends = (points: readonly Point[]): readonly [Point, Point] => [
    points[0],
    points[points.length - 1],
  ];
  const [left, last] = ends(across);
  const [first, foot] = ends(down);
  const strip = drawing.axes[0] < 0;
  const words = sentence('heat_even', {});
  return [
    group({ 'data-profile': 'x' }, [
      path(
        open([
          [x0, y],
          [x0 + width * scale, y],
        ]),
        { stroke: palette.strongRule },
      ),
      path(closed([[left[0], y], ...across, [last[0], y]]), area),
      path(open([[left[0], y], ...across, [last[0], y]]), stroke),
      path(
        open([
          [left[0], level],
          [last[0], level],
        ]),
        {
          stroke: palette.ink[1],
          'stroke-dasharray': '3 3',
        },
      ),
      ...(last[0] + 6 + 5.6 * words.length < layout.width
        ? [label([last[0] + 6, level + 4], words, { 'font-size': 11, fill: palette.ink[1] })]
        : []),
    ]),
    ...(strip
      ? []
      : [
          group({ 'data-profile': 'y' }, [
            path(
              open([
                [x, y0],
                [x, y0 + height * scale],
              ]),
              { stroke: palette.strongRule },
            ),
            path(closed([[x, first[1]], ...down, [x, foot[1]]]), area),
            path(open([[x, first[1]], ...down, [x, foot[1]]]), stroke),
          ]),
        ]),
  ];
}

/** The weights of a section as steps that stand on a line. */
export function heatSection(
  heat: Heat,
  { palette }: Scene,
  [start, scale]: Pair,
  [foot, high]: Pair,
): Mark[] {
  const points = steps(heat.marginals[1], heat.first[1]).map(([at, part]): Point => [
    start + at * scale,
    foot - part * high,
  ]);
  const line = [
    [points[0][0], foot] as const,
    ...points,
    [points[points.length - 1][0], foot] as const,
  ];
  return [
    path(closed(line), { fill: palette.accent, 'fill-opacity': 0.25, 'data-profile': 'x' }),
    path(open(line), { stroke: palette.accent, 'stroke-width': coordinate(1) }),
  ];
}

/** Room that the profiles take above a flat image and beside it, in a view of some width. */
export function profileRoom(width: number): number {
  const { high, gap } = profile(width);
  return high + gap + 8;
}
