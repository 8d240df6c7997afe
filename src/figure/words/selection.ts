import { axisNames, LayerError, placeOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';

/** One feature of a layer, or a region of them. */
export interface Features {
  /** Name of the layer, or `input`. */
  readonly layer: string;
  /** Index of the feature, one entry an axis, in the order of the input size. */
  readonly index: readonly number[];
  /** Features an axis from `index` on; left out for a single one. */
  readonly extent?: readonly number[];
  /** Only what arrives by one way: merge -> the one input to go through; left out for all. */
  readonly via?: Readonly<Record<string, string>>;
}

/** What is selected. */
export interface Selection extends Features {
  /**
   * A pixel of the input, one entry an axis, of which is asked what looks at it. Layer and index
   * stay: the layer is the one that is meant first.
   */
  readonly pixel?: readonly number[];
  /** Features that were selected before, to compare with. */
  readonly pinned?: Features;
}

const KEYS = ['layer', 'index', 'extent', 'pixel', 'pinned'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Features an axis of a layer, or of the input. `undefined` where there is no such layer. */
export function sizeOf(network: Network, layer: string): readonly number[] | undefined {
  if (layer === 'input') return network.inputSize;
  return network.layers.find(({ name }) => name === layer)?.size;
}

/** One whole number an axis, each from `least` to `most`; `undefined` where it is no such list. */
function wholes(
  value: unknown,
  most: readonly number[],
  least: number,
): readonly number[] | undefined {
  const list: unknown = typeof value === 'number' ? most.map(() => value) : value;
  const fits =
    Array.isArray(list) &&
    list.length === most.length &&
    list.every((u, axis) => Number.isSafeInteger(u) && u >= least && u <= most[axis]);
  return fits ? (list as number[]) : undefined;
}

function readFeatures(
  given: Record<string, unknown>,
  network: Network,
  parameter: string,
  source: unknown,
): Features {
  const { layer: called, extent } = given;
  if (typeof called !== 'string') {
    throw new LayerError('view_value', {
      layer: null,
      parameter,
      value: source,
      expected: 'a layer and an index, such as {"layer": "conv1", "index": [0, 0]}',
    });
  }
  const names = ['input', ...network.layers.map(({ name }) => name)];
  const place = placeOf(called, names);
  if (place < 0) {
    throw new LayerError('selection_layer', { layer: called, parameter, value: called, names });
  }
  const layer = names[place];
  const size = place === 0 ? network.inputSize : network.layers[place - 1].size;
  const { index = size.map((n) => Math.floor(n / 2)) } = given;
  const last = size.map((n) => n - 1);
  const feature = wholes(index, last, 0);
  if (!feature) {
    throw new LayerError('selection_index', { layer, parameter, value: index, size });
  }
  if (extent === undefined || extent === null) return { layer, index: feature };
  const most = size.map((n, axis) => n - feature[axis]);
  const region = wholes(extent, most, 1);
  if (!region) {
    const key = `${parameter}.extent`;
    throw new LayerError('selection_extent', { layer, parameter: key, value: extent, most });
  }
  const isSingle = region.every((count) => count === 1);
  return { layer, index: feature, ...(isSingle ? {} : { extent: region }) };
}

function readPixel(pixel: unknown, { inputSize }: Network): readonly number[] {
  const last = inputSize.map((n) => n - 1);
  const found = wholes(pixel, last, 0);
  if (found) return found;
  throw new LayerError('selection_pixel', {
    layer: null,
    parameter: 'selection.pixel',
    value: pixel,
    axes: axisNames(inputSize.length).join(', '),
    size: inputSize,
  });
}

/** A pair of layer and index as an object; anything else as it is. */
const asObject = (source: unknown): unknown => {
  if (!Array.isArray(source)) return source;
  const [layer, index] = source as unknown[];
  return { layer, index };
};

function readPinned(source: unknown, network: Network): Features {
  const given = asObject(source);
  return readFeatures(isRecord(given) ? given : {}, network, 'selection.pinned', source);
}

/**
 * Reads a selection from outside: `[layer, index]`, or an object with any of the keys of
 * {@link Selection}. A single number stands for all axes; `index` is the middle feature where it is
 * left out, and `layer` may be left out beside `pixel`.
 *
 * @throws LayerError that names the key, where there is no such layer, feature or pixel
 */
export function readSelection(source: unknown, network: Network): Selection | null {
  if (source === null || source === undefined) return null;
  const given = asObject(source);
  if (!isRecord(given)) return readFeatures({}, network, 'selection', source);
  for (const [key, value] of Object.entries(given)) {
    if (KEYS.includes(key as (typeof KEYS)[number])) continue;
    throw new LayerError('view_value', {
      layer: null,
      parameter: `selection.${key}`,
      value,
      expected: `one of ${KEYS.join(', ')}`,
    });
  }
  const { pixel = null, pinned = null } = given;
  const asked = pixel !== null && given.layer === undefined ? defaultSelection(network) : given;
  return {
    ...readFeatures({ ...asked }, network, 'selection', source),
    ...(pixel === null ? {} : { pixel: readPixel(pixel, network) }),
    ...(pinned === null ? {} : { pinned: readPinned(pinned, network) }),
  };
}

/** What a figure shows when nobody chose: the middle feature of the last map that has several. */
export function defaultSelection(network: Network): Selection {
  const { layers } = network;
  const several = layers.filter(({ size }) => size.some((n) => n > 1)).at(-1);
  const { name, size } = several ?? layers[layers.length - 1];
  return { layer: name, index: size.map((n) => Math.floor((n - 1) / 2)) };
}
