import { axisNames, sentence, suggest } from '../layers/index.js';

/** A question about a layer that the network does not have. */
export class UnknownLayerError extends Error {
  override readonly name = 'UnknownLayerError';
  /** What was asked for. */
  readonly layer: unknown;
  /** Names that may be meant, nearest first. */
  readonly nearest: readonly string[];

  constructor(layer: unknown, names: Iterable<string>) {
    const nearest = typeof layer === 'string' ? suggest(layer, names) : [];
    super(sentence('layer_unknown', { value: layer, nearest }));
    this.layer = layer;
    this.nearest = nearest;
  }
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

  constructor(
    layer: string,
    size: readonly number[],
    axis: number | null,
    value: unknown,
    parameter: 'index' | 'extent' = 'index',
  ) {
    const label = axis !== null && size.length > 1 ? axisNames(size.length)[axis] : null;
    const values = { name: layer, parameter, value, axis: label };
    super(
      axis === null
        ? sentence('index_axes', { ...values, axes: size.length })
        : parameter === 'extent'
          ? sentence('extent_range', { ...values, most: size[axis] })
          : sentence('index_range', { ...values, last: size[axis] - 1 }),
    );
    this.layer = layer;
    this.axis = axis;
    this.value = value;
    this.size = size;
  }
}

/**
 * The index of a feature, one entry an axis; a single number stands for all axes.
 *
 * @throws IndexRangeError
 */
export function readIndex(
  layer: string,
  size: readonly number[],
  index: unknown,
): readonly number[] {
  const entries: readonly unknown[] =
    typeof index === 'number' ? size.map(() => index) : Array.isArray(index) ? index : [];
  if (entries.length !== size.length) throw new IndexRangeError(layer, size, null, index);
  return entries.map((entry, axis) => {
    if (typeof entry === 'number' && Number.isInteger(entry) && entry >= 0 && entry < size[axis]) {
      return entry;
    }
    throw new IndexRangeError(layer, size, axis, entry);
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
  const entries: readonly unknown[] =
    typeof extent === 'number' ? size.map(() => extent) : Array.isArray(extent) ? extent : [];
  if (entries.length !== size.length) {
    throw new IndexRangeError(layer, size, null, extent, 'extent');
  }
  return entries.map((entry, axis) => {
    const most = size[axis] - index[axis];
    if (typeof entry === 'number' && Number.isInteger(entry) && entry >= 1 && entry <= most) {
      return entry;
    }
    const left = size.map((n, k) => n - index[k]);
    throw new IndexRangeError(layer, left, axis, entry, 'extent');
  });
}
