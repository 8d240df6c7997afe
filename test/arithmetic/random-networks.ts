/** Random small networks of every type, always valid. */
import fc from 'fast-check';
import { sizeOf } from './brute-force.js';
import { MERGES } from './brute-windows.js';
import type { Pair, PlainLayer, PlainNetwork } from './plain-network.js';
import { ALL_TYPES, gene, makeLayer } from './random-layers.js';
import type { Gene } from './random-layers.js';

type Largest = Readonly<Record<1 | 2 | 3, number>>;

const LARGEST: Largest = { 1: 40, 2: 12, 3: 6 };

/** Whether a border that copies has enough to copy. */
function borderFits(layer: PlainLayer, input: readonly number[]): boolean {
  const border = layer.type === 'pad' ? layer.mode : layer.padding_mode;
  if (border !== 'reflect' && border !== 'circular') return true;
  if (layer.padding === 'same') return input.every((n) => n > 12);
  return input.every((n, axis) => {
    const most = Math.max(...(layer.padding?.[axis] as Pair));
    return border === 'reflect' ? most < n : most <= n;
  });
}

interface PlainMap {
  readonly name: string;
  readonly size: readonly number[];
}

/** The kernel's layer with the padding that makes its output `wanted`, where there is one. */
function fitted(
  layer: PlainLayer,
  input: readonly number[],
  wanted: readonly number[],
): PlainLayer {
  const transposed = layer.type === 'conv_transpose';
  const padding = input.map((n, axis) => {
    const { kernel_size = [], stride = [], dilation } = layer;
    const extent = (kernel_size[axis] - 1) * (dilation?.[axis] ?? 1) + 1;
    const total = transposed
      ? (n - 1) * stride[axis] + extent - wanted[axis]
      : (wanted[axis] - 1) * stride[axis] + extent - n;
    const before = Math.min(total, layer.padding === 'same' ? 0 : (layer.padding?.[axis][0] ?? 0));
    return [before, total - before] as const;
  });
  return padding.some(([before, after]) => before < 0 || after < 0 || after > 30)
    ? layer
    : { ...layer, padding, ...('ceil_mode' in layer ? { ceil_mode: false } : {}) };
}

/** Maps that a merge may join with the first one. */
const joinable = (maps: readonly PlainMap[], first: PlainMap): PlainMap[] =>
  maps.filter(({ size }) => size.every((n, axis) => n === 1 || n === first.size[axis]));

/** A network that grows by a layer at a time, as long as its maps stay small. */
function growing(inputSize: readonly number[], known: readonly string[]) {
  const axes = inputSize.length as 1 | 2 | 3;
  const maps: PlainMap[] = [{ name: 'input', size: inputSize }];
  const layers: PlainLayer[] = [];

  const mapAt = (above: number): PlainMap => maps[Math.max(0, maps.length - 1 - above)];
  const nextName = (): string => `layer${layers.length + 1}`;

  function append(layer: PlainLayer, inputs: readonly PlainMap[]): PlainMap | null {
    const size = sizeOf(
      layer,
      inputs.map((input) => input.size),
    );
    if (!size || size.some((n) => n > LARGEST[axes])) return null;
    if (!borderFits(layer, inputs[0].size)) return null;
    const map = { name: layer.name, size };
    layers.push(layer);
    maps.push(map);
    return map;
  }

  /** The map itself, padded and cropped to a size. */
  function made(map: PlainMap, size: readonly number[]): PlainMap | null {
    const less = map.size.map((n, axis) => [0, Math.max(0, n - size[axis])] as const);
    const more = map.size.map((n, axis) => [0, Math.max(0, size[axis] - n)] as const);
    let found: PlainMap | null = map;
    const needed = (all: readonly Pair[]): boolean => all.some(([, after]) => after > 0);
    if (needed(less) && known.includes('crop')) {
      const crop = { name: nextName(), type: 'crop', inputs: [map.name], cropping: less };
      found = append(crop, [map]);
    }
    if (found && needed(more)) {
      const pad = { name: nextName(), type: 'pad', inputs: [found.name], padding: more };
      found = append({ ...pad, mode: 'zeros' }, [found]);
    }
    return found;
  }

  function grow(each: Gene): void {
    const [first, ...others] = each.above;
    const inputs = [mapAt(first)];
    if (MERGES.includes(each.type)) {
      const near = joinable(maps, inputs[0]).reverse();
      if (each.flags.fit && others.length > 0) {
        const other = made(mapAt(first + 1 + others[0]), inputs[0].size);
        inputs.push(other ?? inputs[0]);
      } else {
        inputs.push(...others.map((up) => near[up % near.length]));
      }
    }
    const names = inputs.map(({ name }) => name);
    let layer = makeLayer(each, nextName(), names, inputs[0].size);
    if (!layer) return;
    if (each.flags.fit && layer.kernel_size && layer.padding !== 'same') {
      layer = fitted(layer, inputs[0].size, mapAt(others[0] ?? 0).size);
    }
    append(layer, inputs);
  }

  return { grow, network: { input_size: inputSize, layers } };
}

function build(size: readonly number[], genes: readonly Gene[], known: readonly string[]) {
  const { grow, network } = growing(size, known);
  for (const each of genes) grow(each);
  return network;
}

/**
 * Networks of one to three axes with at least one layer, of about `most` layers at most.
 *
 * @param types - the types of layers to draw from
 * @param largest - the largest input by the number of axes
 */
export const randomNetwork = (
  most: number,
  types: readonly string[] = ALL_TYPES,
  largest: Largest = LARGEST,
): fc.Arbitrary<PlainNetwork> =>
  fc
    .constantFrom<(1 | 2 | 3)[]>(1, 1, 1, 2, 2, 3)
    .chain((axes) =>
      fc.tuple(
        fc.array(fc.integer({ min: 1, max: largest[axes] }), {
          minLength: axes,
          maxLength: axes,
        }),
        fc.array(gene(types), {
          minLength: 1,
          maxLength: axes === 3 ? Math.min(5, most) : most,
          size: 'max',
        }),
      ),
    )
    .map(([size, genes]) => build(size, genes, types))
    .filter(({ layers }) => layers.length > 0);
