/**
 * Receptive fields by brute force: sets of positions over all axes together, walked one by one.
 *
 * Written from the definitions alone, on plain layers with all their parameters, so that nothing of
 * the core is trusted.
 */

type Pair = readonly [number, number];

export interface PlainLayer {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly kernel_size?: readonly number[];
  readonly stride?: readonly number[];
  readonly dilation?: readonly number[];
  readonly padding?: 'same' | readonly Pair[];
  readonly padding_mode?: string;
  readonly mode?: string;
  readonly ceil_mode?: boolean;
}

export interface PlainNetwork {
  readonly input_size: readonly number[];
  readonly layers: readonly PlainLayer[];
}

type Position = readonly number[];

/** Positions by their text. */
export type Positions = ReadonlyMap<string, Position>;

const MERGES = ['add', 'concat'];
const WHOLE = ['global_pool', 'linear'];

interface Kernel {
  readonly size: number;
  readonly stride: number;
  readonly before: number;
  readonly taps: readonly number[];
}

/** The kernel of one axis of a layer with one input of `n` features. */
function kernelOf(layer: PlainLayer, axis: number, n: number): Kernel {
  const kernel = layer.kernel_size?.[axis] ?? 1;
  const stride = layer.stride?.[axis] ?? 1;
  const dilation = layer.dilation?.[axis] ?? 1;
  const taps = Array.from({ length: kernel }, (_, t) => t * dilation);
  const extent = taps[kernel - 1] + 1;
  if (layer.padding === 'same') {
    let size = 0;
    while (size * stride < n) size += 1;
    const total = Math.max((size - 1) * stride + extent - n, 0);
    return { size, stride, before: Math.floor(total / 2), taps };
  }
  const [before, after] = layer.padding?.[axis] ?? [0, 0];
  const room = n + before + after - extent;
  let size = 0;
  if (layer.ceil_mode) {
    // The last window may hang over the end, unless it would begin after the map.
    while ((size - 1) * stride < room) size += 1;
    if ((size - 1) * stride >= n + before) size -= 1;
  } else {
    while (size * stride <= room) size += 1;
  }
  return { size, stride, before, taps };
}

const isMerge = ({ type }: PlainLayer): boolean => MERGES.includes(type);

/** Features of a layer an axis, `null` where the network would be refused. */
export function sizeOf(layer: PlainLayer, inputs: readonly (readonly number[])[]): number[] | null {
  if (isMerge(layer)) {
    const size = inputs[0].map((_, axis) => Math.max(...inputs.map((input) => input[axis])));
    const fits = inputs.every((input) => input.every((n, axis) => n === 1 || n === size[axis]));
    return fits ? size : null;
  }
  const [input] = inputs;
  if (WHOLE.includes(layer.type)) return input.map(() => 1);
  const size = input.map((n, axis) => kernelOf(layer, axis, n).size);
  return size.every((n) => n >= 1) ? size : null;
}

/** The position that stands at `at` on a map of `n` features, `null` where there is none. */
function standsAt(at: number, n: number, border: string): number | null {
  if (at >= 0 && at < n) return at;
  switch (border) {
    case 'reflect':
      return at < 0 ? -at : n - 1 - (at - (n - 1));
    case 'replicate':
      return at < 0 ? 0 : n - 1;
    case 'circular':
      return at < 0 ? at + n : at - n;
    default:
      return null;
  }
}

const allOf = (lists: readonly (readonly number[])[]): Position[] =>
  lists.reduce<Position[]>(
    (positions, list) => positions.flatMap((position) => list.map((x) => [...position, x])),
    [[]],
  );

/** Answers about one network by walking over positions. */
export function bruteForce(network: PlainNetwork) {
  const sizes = new Map<string, readonly number[]>([['input', network.input_size]]);
  for (const layer of network.layers) {
    const size = sizeOf(
      layer,
      layer.inputs.map((name) => sizes.get(name) as readonly number[]),
    );
    if (!size) throw new Error(`${layer.name} has no size`);
    sizes.set(layer.name, size);
  }
  const layers = new Map(network.layers.map((layer) => [layer.name, layer]));

  /** Positions of one input that one position of a layer reads, as if maps went on for ever. */
  function window(layer: PlainLayer, input: string, position: Position): Position[] {
    const n = sizes.get(input) as readonly number[];
    const size = sizes.get(layer.name) as readonly number[];
    if (isMerge(layer)) {
      return [position.map((u, axis) => (n[axis] === size[axis] ? u : 0))];
    }
    if (WHOLE.includes(layer.type)) {
      return allOf(n.map((each) => Array.from({ length: each }, (_, i) => i)));
    }
    return allOf(
      position.map((u, axis) => {
        const { stride, before, taps } = kernelOf(layer, axis, n[axis]);
        return taps.map((tap) => u * stride - before + tap);
      }),
    );
  }

  /** The real position that stands at one, `null` where none does. */
  function realAt(layer: PlainLayer, input: string, position: Position): Position | null {
    const n = sizes.get(input) as readonly number[];
    const border = layer.padding_mode ?? layer.mode ?? 'zeros';
    const real = position.map((at, axis) => standsAt(at, n[axis], border));
    return real.every((at) => at !== null) ? real : null;
  }

  const known = new Map<string, Positions>();

  function seen(name: string, position: Position, to: string, clipped: boolean): Positions {
    if (name === to) return new Map([[position.join(), position]]);
    const key = `${name}|${position.join()}|${to}|${clipped}`;
    const before = known.get(key);
    if (before) return before;
    const out = new Map<string, Position>();
    const layer = layers.get(name);
    for (const input of layer?.inputs ?? []) {
      for (const at of window(layer as PlainLayer, input, position)) {
        const from = clipped ? realAt(layer as PlainLayer, input, at) : at;
        if (!from) continue;
        for (const [text, pixel] of seen(input, from, to, clipped)) out.set(text, pixel);
      }
    }
    known.set(key, out);
    return out;
  }

  return {
    sizes: sizes as ReadonlyMap<string, readonly number[]>,
    /** Positions of the map `to` in the field of one feature. */
    seen: (name: string, position: Position, clipped: boolean, to = 'input'): Positions =>
      seen(name, position, to, clipped),
    /** Whether the layer, or one on the way to it, sees everything. */
    isWhole(name: string): boolean {
      const layer = layers.get(name);
      if (!layer) return false;
      return WHOLE.includes(layer.type) || layer.inputs.some((input) => this.isWhole(input));
    },
  };
}

/** The different entries of positions on one axis, in order. */
export const shadow = (positions: Positions, axis: number): number[] =>
  Array.from(new Set(Array.from(positions.values(), (position) => position[axis]))).sort(
    (a, b) => a - b,
  );
