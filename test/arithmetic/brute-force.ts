/**
 * Receptive fields by brute force: positions over all axes together, walked one by one.
 *
 * Written from the definitions alone, on plain layers with all their parameters, so that nothing of
 * the core is trusted.
 */
import { MERGES, borderOf, isWhole, sizeOn, standsAt, windowOn } from './brute-windows.js';
import type { PlainLayer, PlainNetwork } from './plain-network.js';

export type Position = readonly number[];

/** How many paths lead to each position that is read, by the text of the position. */
export type Paths = ReadonlyMap<string, { readonly at: Position; readonly count: bigint }>;

type Sizes = ReadonlyMap<string, readonly number[]>;

const isMerge = ({ type }: PlainLayer): boolean => MERGES.includes(type);

/** Features of a layer an axis, `null` where the network would be refused. */
export function sizeOf(layer: PlainLayer, inputs: readonly (readonly number[])[]): number[] | null {
  if (isMerge(layer)) {
    const size = inputs[0].map((_, axis) => Math.max(...inputs.map((input) => input[axis])));
    const fits = inputs.every((input) => input.every((n, axis) => n === 1 || n === size[axis]));
    return fits ? size : null;
  }
  const size = inputs[0].map((n, axis) => sizeOn(layer, axis, n));
  return size.every((n) => n >= 1) ? size : null;
}

export function sizesOf(network: PlainNetwork): Sizes {
  const sizes = new Map<string, readonly number[]>([['input', network.input_size]]);
  for (const layer of network.layers) {
    const inputs = layer.inputs.map((name) => sizes.get(name) as readonly number[]);
    const size = sizeOf(layer, inputs);
    if (!size) throw new Error(`${layer.name} has no size`);
    sizes.set(layer.name, size);
  }
  return sizes;
}

const product = (lists: readonly (readonly number[])[]): Position[] =>
  lists.reduce<Position[]>(
    (positions, list) => positions.flatMap((position) => list.map((x) => [...position, x])),
    [[]],
  );

/** All positions of a map. */
export const positionsOf = (size: readonly number[]): Position[] =>
  product(size.map((n) => Array.from({ length: n }, (_, i) => i)));

/**
 * Positions of one input that one position of a layer reads, an axis each; one that several taps
 * read stands there as often.
 */
function windows(
  layer: PlainLayer,
  from: readonly number[],
  size: readonly number[],
  position: Position,
): number[][] {
  return position.map((u, axis) => {
    if (isMerge(layer)) return [from[axis] === size[axis] ? u : 0];
    return windowOn(layer, axis, from[axis], u);
  });
}

/** The real positions that stand where a window looks. */
function realWindows(
  layer: PlainLayer,
  from: readonly number[],
  size: readonly number[],
  position: Position,
): number[][] {
  const border = borderOf(layer);
  return windows(layer, from, size, position).map((list, axis) =>
    list.map((at) => standsAt(at, from[axis], border)).filter((at) => at !== null),
  );
}

/** Answers about one network by walking over positions. */
export function bruteForce(network: PlainNetwork) {
  const sizes = sizesOf(network);
  const sizeAt = (name: string): readonly number[] => sizes.get(name) as readonly number[];

  function walk(name: string, index: Position, windowOf: typeof windows): Map<string, Paths> {
    const counts = new Map<string, Map<string, { at: Position; count: bigint }>>();
    counts.set(name, new Map([[index.join(), { at: index, count: 1n }]]));
    for (const layer of [...network.layers].reverse()) {
      for (const { at, count } of counts.get(layer.name)?.values() ?? []) {
        for (const input of layer.inputs) {
          let below = counts.get(input);
          if (!below) counts.set(input, (below = new Map()));
          const read = windowOf(layer, sizeAt(input), sizeAt(layer.name), at);
          for (const position of product(read)) {
            const key = position.join();
            const known = below.get(key);
            if (known) known.count += count;
            else below.set(key, { at: position, count });
          }
        }
      }
    }
    return counts;
  }

  return {
    sizes,
    /**
     * What one feature reads of every layer it passes, as if maps went on for ever; a layer it
     * does not read is missing or has no positions.
     */
    unclipped: (name: string, index: Position): ReadonlyMap<string, Paths> =>
      walk(name, index, windows),
    /** What one feature really reads of every layer it passes. */
    clipped: (name: string, index: Position): ReadonlyMap<string, Paths> =>
      walk(name, index, realWindows),
    /** The features of every layer that look at one position of a map, by looking at all of them. */
    seers(pixel: Position, map = 'input'): ReadonlyMap<string, readonly Position[]> {
      const seeing = new Map<string, Map<string, Position>>([
        [map, new Map([[pixel.join(), pixel]])],
      ]);
      for (const layer of network.layers) {
        if (layer.name === map) continue;
        const found = new Map<string, Position>();
        const inputs = layer.inputs.filter((input) => (seeing.get(input)?.size ?? 0) > 0);
        for (const u of inputs.length > 0 ? positionsOf(sizeAt(layer.name)) : []) {
          const sees = inputs.some((input) =>
            product(realWindows(layer, sizeAt(input), sizeAt(layer.name), u)).some((at) =>
              seeing.get(input)?.has(at.join()),
            ),
          );
          if (sees) found.set(u.join(), u);
        }
        seeing.set(layer.name, found);
      }
      return new Map(Array.from(seeing, ([name, found]) => [name, [...found.values()]]));
    },
    /** Whether the layer, or one on the way to it, is of a type that is not known. */
    isUnknown(name: string): boolean {
      const layer = network.layers.find((each) => each.name === name);
      if (!layer) return false;
      return layer.type === 'unknown' || layer.inputs.some((input) => this.isUnknown(input));
    },
    /** Whether the layer, or one on the way to it, sees everything on an axis. */
    isWhole(name: string, axis: number): boolean {
      const layer = network.layers.find((each) => each.name === name);
      if (!layer) return false;
      return isWhole(layer, axis) || layer.inputs.some((input) => this.isWhole(input, axis));
    },
  };
}

/** The different entries of positions on one axis, in order. */
export const shadow = (positions: Paths | undefined, axis: number): number[] =>
  Array.from(new Set(Array.from(positions?.values() ?? [], ({ at }) => at[axis]))).sort(
    (a, b) => a - b,
  );
