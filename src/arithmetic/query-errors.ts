import { axisNames, namesFor, sentence, suggest } from '../layers/index.js';

/** A question about a layer that the network does not have. */
export class UnknownLayerError extends Error {
  override readonly name = 'UnknownLayerError';
  /** What was asked for. */
  readonly layer: unknown;
  /** Names that may be meant, nearest first. */
  readonly nearest: readonly string[];

  constructor(layer: unknown, names: Iterable<string>) {
    const nearest = typeof layer === 'string' ? suggest(layer, namesFor(names)) : [];
    super(sentence('layer_unknown', { value: layer, nearest }));
    this.layer = layer;
    this.nearest = nearest;
  }
}

/** What says where in a layer. */
type Place = 'index' | 'pixel' | 'extent';

/** Why a place is refused: the axis that is wrong, `null` where it is the place as a whole. */
interface Refused {
  readonly parameter: Place;
  readonly axis: number | null;
  readonly value: unknown;
}

/** The code of its sentence. */
function codeOf({ parameter, axis, value }: Refused): string {
  if (axis === null) return Array.isArray(value) ? 'index_axes' : 'index_form';
  const isWhole = Number.isInteger(value);
  if (parameter === 'extent') return isWhole ? 'extent_range' : 'extent_whole';
  return isWhole ? 'index_range' : 'index_whole';
}

/** A feature index that a layer does not have. */
export class IndexRangeError extends Error {
  override readonly name = 'IndexRangeError';
  readonly layer: string;
  /** The axis that is wrong; `null` where the number of entries is. */
  readonly axis: number | null;
  readonly value: unknown;
  /** Features of the layer, one entry an axis. */
  readonly size: readonly number[];

  constructor(layer: string, size: readonly number[], refused: Refused) {
    const { parameter, axis, value } = refused;
    const label = axis !== null && size.length > 1 ? axisNames(size.length)[axis] : null;
    const most = axis === null ? null : size[axis];
    const last = most === null ? null : most - 1;
    const values = { name: layer, parameter, value, axis: label, axes: size.length, most, last };
    super(sentence(codeOf(refused), values));
    this.layer = layer;
    this.axis = axis;
    this.value = value;
    this.size = size;
  }
}

/** One entry an axis; a single number stands for all axes. */
function readEntries(
  layer: string,
  size: readonly number[],
  parameter: Place,
  value: unknown,
): readonly unknown[] {
  const entries: readonly unknown[] =
    typeof value === 'number' ? size.map(() => value) : Array.isArray(value) ? value : [];
  if (entries.length === size.length) return entries;
  throw new IndexRangeError(layer, size, { parameter, axis: null, value });
}

const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

/**
 * The index of a feature, one entry an axis; a single number stands for all axes.
 *
 * @throws IndexRangeError
 */
export function readIndex(
  layer: string,
  size: readonly number[],
  index: unknown,
  parameter: 'index' | 'pixel' = 'index',
): readonly number[] {
  return readEntries(layer, size, parameter, index).map((value, axis) => {
    if (isWithin(value, 0, size[axis] - 1)) return value;
    throw new IndexRangeError(layer, size, { parameter, axis, value });
  });
}

/**
 * How many features of a region there are from its first one on, one entry an axis; a single number
 * stands for all axes, and 1 where it is left out.
 *
 * @throws IndexRangeError where the region leaves the layer
 */
export function readExtent(
  layer: string,
  size: readonly number[],
  index: readonly number[],
  extent: unknown = 1,
): readonly number[] {
  const left = size.map((n, axis) => n - index[axis]);
  const parameter = 'extent';
  return readEntries(layer, size, parameter, extent).map((value, axis) => {
    if (isWithin(value, 1, left[axis])) return value;
    throw new IndexRangeError(layer, left, { parameter, axis, value });
  });
}
