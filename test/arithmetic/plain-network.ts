/** Networks as plain layers with all their parameters, one entry an axis. */

export type Pair = readonly [before: number, after: number];

/** Zeros, or "same", whose numbers follow from the size of the input. */
export type Padding = 'same' | readonly Pair[];

/** The convolution that surely covers an unknown layer. */
export interface PlainBound {
  readonly kernel_size: readonly number[];
  readonly stride?: readonly number[];
  readonly padding?: Padding;
  readonly dilation?: readonly number[];
}

export interface PlainLayer extends Partial<PlainBound> {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly padding_mode?: string;
  readonly ceil_mode?: boolean;
  readonly output_padding?: readonly number[];
  readonly mode?: string;
  readonly scale_factor?: readonly number[];
  readonly size?: readonly number[];
  readonly align_corners?: boolean;
  readonly output_size?: readonly number[];
  readonly axes?: readonly number[];
  readonly window?: readonly number[];
  readonly shift?: readonly number[];
  readonly scope?: string;
  readonly cropping?: readonly Pair[];
  readonly start?: readonly number[];
  readonly stop?: readonly (number | null)[];
  readonly step?: readonly number[];
  readonly factor?: readonly number[];
  readonly reason?: string;
  readonly bound?: 'whole' | PlainBound;
}

export interface PlainNetwork {
  readonly input_size: readonly number[];
  readonly layers: readonly PlainLayer[];
}

/** Parameters with one entry an axis; `axes` itself is a list of axes. */
const SPATIAL = [
  ...['kernel_size', 'stride', 'dilation', 'output_padding', 'scale_factor', 'size'],
  ...['output_size', 'window', 'shift', 'start', 'stop', 'step', 'factor'],
];
const PADDINGS = ['padding', 'cropping'];

const isPair = (value: unknown): boolean => Array.isArray(value);

function spread(key: string, value: unknown, axes: number): unknown {
  const all = (entry: unknown): unknown[] => Array.from({ length: axes }, () => entry);
  if (SPATIAL.includes(key)) return Array.isArray(value) ? value : all(value);
  if (!PADDINGS.includes(key) || typeof value === 'string') return value;
  const list = Array.isArray(value) ? (value as unknown[]) : all(value);
  return list.map((entry) => (isPair(entry) ? entry : [entry, entry]));
}

/** The network of a document whose layers are written in full, numbers for all axes spread out. */
export function plain(written: {
  readonly input_size: readonly number[];
  readonly layers: readonly object[];
}): PlainNetwork {
  const axes = written.input_size.length;
  const layers = written.layers.map((layer) => {
    const entries = Object.entries(layer).map(([key, value]) => [key, spread(key, value, axes)]);
    return Object.fromEntries(entries) as PlainLayer;
  });
  return { input_size: written.input_size, layers };
}

function rearrangeLayer<T extends object>(layer: T, order: readonly number[]): T {
  const entries = Object.entries(layer).map(([key, value]: [string, unknown]) => {
    if (key === 'axes') {
      const places = order.flatMap((from, to) => ((value as number[]).includes(from) ? [to] : []));
      return [key, places];
    }
    if (key === 'bound' && typeof value === 'object') {
      return [key, rearrangeLayer(value as object, order)];
    }
    const listed = Array.isArray(value) && (SPATIAL.includes(key) || PADDINGS.includes(key));
    return [key, listed ? order.map((from) => (value as unknown[])[from]) : value];
  });
  return Object.fromEntries(entries) as T;
}

/** Attention over none of the axes that stay mixes nothing. */
const withoutIdle = (layer: PlainLayer): PlainLayer =>
  layer.axes?.length === 0 ? { name: layer.name, type: 'pointwise', inputs: layer.inputs } : layer;

/** The network with the axes `order[0]`, `order[1]`, ... of the given one, which may be fewer. */
export const withAxes = (network: PlainNetwork, order: readonly number[]): PlainNetwork => ({
  input_size: order.map((axis) => network.input_size[axis]),
  layers: network.layers.map((layer) => withoutIdle(rearrangeLayer(layer, order))),
});
