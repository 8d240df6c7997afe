import { sizeAt } from '../positions.js';
import { wiringOf } from '../../layers/index.js';
import type { Layer, Network, Pair, ParameterValue } from '../../layers/index.js';

const MOST = { kernel_size: 31, dilation: 64, stride: 4, copies: 8 } as const;

export type Changeable = keyof typeof MOST;

/** One parameter of one layer set to other values. */
export interface Move {
  /** Position of the layer. */
  readonly at: number;
  readonly parameter: Changeable;
  /** One entry an axis. */
  readonly to: readonly number[];
  /** The layer's parameters after it. */
  readonly parameters: Layer['parameters'];
  /** The padding follows, so that the layer keeps its size. */
  readonly pads: boolean;
  /** Weights more for each pair of channels. */
  readonly growth: number;
}

const SLIDING: ReadonlySet<string> = new Set(['conv', 'max_pool', 'avg_pool']);

export const isSliding = ({ type }: Layer): boolean => SLIDING.has(type);

const listOf = (parameters: Layer['parameters'], name: string, axes: number): readonly number[] =>
  (parameters[name] as readonly number[] | undefined) ?? Array<number>(axes).fill(1);

const area = ({ type, parameters }: Pick<Layer, 'type' | 'parameters'>): number =>
  type === 'conv' ? (parameters.kernel_size as readonly number[]).reduce((a, b) => a * b) : 0;

/** From the first to the last tap, one entry an axis. */
function extents(parameters: Layer['parameters'], axes: number): readonly number[] {
  const dilation = listOf(parameters, 'dilation', axes);
  return listOf(parameters, 'kernel_size', axes).map((k, axis) => (k - 1) * dilation[axis] + 1);
}

/** Whether a layer has as many features as its input has places for its stride. */
function keepsSize(network: Network, at: number): boolean {
  const { parameters, size } = network.layers[at - 1];
  const input = sizeAt(network, wiringOf(network).wires[at][0].from);
  const stride = listOf(parameters, 'stride', size.length);
  return size.every((n, axis) => n === Math.ceil(input[axis] / stride[axis]));
}

/** The padding that grows with the extent; `null` where it would be less than none. */
function followed(padding: readonly Pair[], growth: readonly number[]): readonly Pair[] | null {
  const pairs = padding.map(([before, after], axis): Pair => {
    const half = Math.floor(growth[axis] / 2);
    return [before + half, after + growth[axis] - half];
  });
  return pairs.some(([before, after]) => before < 0 || after < 0) ? null : pairs;
}

/** What sets a parameter of a layer, with the padding that follows; `null` where none can. */
export function moveOf(
  network: Network,
  at: number,
  parameter: Changeable,
  to: readonly number[],
): Move | null {
  const layer = network.layers[at - 1];
  const axes = layer.size.length;
  if (parameter === 'copies') {
    const growth = (to[0] - 1) * area(layer);
    return { at, parameter, to, parameters: layer.parameters, pads: false, growth };
  }
  const changed: Record<string, ParameterValue> = {
    ...layer.parameters,
    [parameter]: to,
  };
  const [before, after] = [extents(layer.parameters, axes), extents(changed, axes)];
  const grown = after.map((extent, axis) => extent - before[axis]);
  const { padding } = layer.parameters;
  const pads = padding !== 'same' && grown.some((by) => by !== 0) && keepsSize(network, at);
  if (pads) {
    const pairs = followed(padding as readonly Pair[], grown);
    if (!pairs) return null;
    changed.padding = pairs;
  }
  const growth = area({ type: layer.type, parameters: changed }) - area(layer);
  return { at, parameter, to, parameters: changed, pads, growth };
}

const upTo = (from: number, most: number, step = 1): number[] =>
  Array.from({ length: Math.floor((most - from) / step) + 1 }, (_, i) => from + i * step);

/** Odd kernels, and those that the network has already. */
function kernelsFor(network: Network): readonly number[] {
  const own = network.layers
    .filter(isSliding)
    .flatMap(({ parameters }) => parameters.kernel_size as readonly number[])
    .filter((kernel) => kernel <= MOST.kernel_size);
  return [...new Set([...upTo(1, MOST.kernel_size, 2), ...own])];
}

/** What may be changed on the layer at a position. */
export function movesOf(network: Network, at: number): readonly Move[] {
  const layer = network.layers[at - 1];
  const { parameters } = layer;
  const axes = layer.size.length;
  const isWide = extents(parameters, axes).some((extent) => extent > 1);
  const stays = listOf(parameters, 'stride', axes).every((stride) => stride === 1);
  const values: Record<Changeable, readonly number[]> = {
    kernel_size: kernelsFor(network),
    dilation: layer.type === 'conv' && isWide ? upTo(1, MOST.dilation) : [],
    stride: upTo(1, MOST.stride),
    copies: layer.type === 'conv' && isWide && stays ? upTo(2, MOST.copies) : [],
  };
  return (Object.keys(values) as Changeable[]).flatMap((parameter) =>
    values[parameter]
      .filter((to) => listOf(parameters, parameter, axes).some((value) => value !== to))
      .map((to) => moveOf(network, at, parameter, Array<number>(axes).fill(to)))
      .filter((move) => move !== null),
  );
}
