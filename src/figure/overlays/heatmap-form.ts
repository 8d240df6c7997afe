import { LayerError } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';

/** An array of the user's over the image, as small as it is drawn. */
export interface Heatmap {
  /** Cells an axis. */
  readonly shape: readonly number[];
  /** Two letters a cell, in the order of the axes: the root of its mean, of 4095 parts. */
  readonly levels: string;
  /** The feature that it is of; of any where it is left out. */
  readonly layer?: string;
  readonly index?: readonly number[];
  /** How wide it was measured to be, in pixels. */
  readonly width?: number;
}

/** Cells a side at most, by the number of axes: what is drawn is no finer. */
const FINEST = [2048, 96, 24];
/** Values at most. */
const MOST = 2 ** 20;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const FULL = 4095;

const product = (sizes: readonly number[]): number => sizes.reduce((all, n) => all * n, 1);

/** All numbers of an array of `size`; `null` where it is something else. */
function flat(values: unknown, size: readonly number[]): number[] | null {
  if (size.length === 0) {
    return typeof values === 'number' && values >= 0 && values < Infinity ? [values] : null;
  }
  const [n, ...rest] = size;
  if (!Array.isArray(values) || values.length !== n) return null;
  const parts = values.map((part) => flat(part, rest));
  return parts.includes(null) ? null : (parts as number[][]).flat();
}

/** Means of the values that fall into the same cell. */
function binned(values: readonly number[], size: readonly number[], shape: readonly number[]) {
  const cells = new Float64Array(product(shape));
  const counts = new Float64Array(cells.length);
  values.forEach((value, i) => {
    let [rest, cell, stride] = [i, 0, 1];
    for (let axis = size.length - 1; axis >= 0; axis -= 1) {
      const u = rest % size[axis];
      rest = (rest - u) / size[axis];
      cell += stride * Math.floor((u * shape[axis]) / size[axis]);
      stride *= shape[axis];
    }
    cells[cell] += value;
    counts[cell] += 1;
  });
  return cells.map((sum, i) => sum / counts[i]);
}

/**
 * Brings an array of the user's into the form in which it is kept and drawn.
 *
 * @param values - nested lists of the input's size, of numbers from 0 on, not all of them 0
 * @param about - the feature that it is of, and its width
 * @throws LayerError where it is something else, or has more than 2^20 values
 */
export function writeHeatmap(
  { inputSize }: Network,
  values: unknown,
  about: Pick<Heatmap, 'layer' | 'index' | 'width'> = {},
): Heatmap {
  const all = product(inputSize) <= MOST ? flat(values, inputSize) : null;
  const shape = inputSize.map((n) => Math.min(n, FINEST[inputSize.length - 1]));
  const cells = all && binned(all, inputSize, shape);
  const most = cells?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
  if (!cells || most === 0) {
    throw new LayerError('heatmap_value', {
      layer: null,
      parameter: 'heatmap',
      value: values,
      size: inputSize.join(' × '),
    });
  }
  const levels = Array.from(cells, (value) => {
    const level = Math.round(FULL * Math.sqrt(value / most));
    return LETTERS[level >> 6] + LETTERS[level & 63];
  });
  return { ...about, shape, levels: levels.join('') };
}

/** Whether this is an array in that form, of an image of so many axes, and not all of it 0. */
export function isHeatmap(value: unknown, axes: number): value is Heatmap {
  if (typeof value !== 'object' || value === null) return false;
  const { shape, levels, layer, index, width } = value as Readonly<Record<string, unknown>>;
  const isCells = (n: unknown): boolean => Number.isInteger(n) && Number(n) > 0;
  const areCells = Array.isArray(shape) && shape.length === axes && shape.every(isCells);
  if (!areCells || product(shape as number[]) > FINEST[axes - 1] ** axes) return false;
  if (typeof levels !== 'string' || !/^(?!A*$)[A-Za-z\d+/]*$/.test(levels)) return false;
  if (levels.length !== 2 * product(shape as number[])) return false;
  if (layer !== undefined && (typeof layer !== 'string' || !Array.isArray(index))) return false;
  return width === undefined || Number.isFinite(width);
}

/** What each cell holds, of the largest. */
export function readLevels({ levels }: Heatmap): Float64Array {
  const letter = (i: number): number => LETTERS.indexOf(levels[i]);
  return Float64Array.from(
    { length: levels.length / 2 },
    (_, i) => ((64 * letter(2 * i) + letter(2 * i + 1)) / FULL) ** 2,
  );
}
