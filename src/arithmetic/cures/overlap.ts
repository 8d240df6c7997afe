import { wiringOf } from '../../layers/index.js';
import type { Layer, LayerObject, Network, Pair, ParameterValue } from '../../layers/index.js';
import { sizeAt } from '../positions.js';
import type { Candidate, Edit } from './edit.js';
import { numbers } from './kernels.js';
import type { Maker } from './maker.js';

/** From the first to the last tap. */
const extentOf = (kernel: number, dilation: number): number => dilation * (kernel - 1) + 1;

/** The same layer with other kernels, its padding such that it keeps its size; `null` where none does. */
function withKernels(
  layer: Layer,
  axes: readonly number[],
  to: (k: number, s: number) => number,
): Edit | null {
  const [kernels, strides, dilations] = ['kernel_size', 'stride', 'dilation'].map((name) => [
    ...numbers(layer, name),
  ]);
  const { padding } = layer.parameters;
  const pairs = Array.isArray(padding) ? [...(padding as readonly Pair[])] : null;
  for (const axis of axes) {
    const kernel = to(kernels[axis], strides[axis]);
    if (kernel < 1) return null;
    const grown = extentOf(kernel, dilations[axis]) - extentOf(kernels[axis], dilations[axis]);
    kernels[axis] = kernel;
    if (!pairs) continue;
    const total = pairs[axis][0] + pairs[axis][1] + grown;
    pairs[axis] = [Math.floor(total / 2), Math.ceil(total / 2)];
  }
  const set: Record<string, ParameterValue> = {
    kernel_size: kernels,
    ...(pairs ? { padding: pairs } : {}),
  };
  return pairs?.flat().some((side) => side < 0) ? null : { layer: layer.name, set };
}

/** The nearest upsampling with a convolution after it that gives as many features. */
function resized(network: Network, layer: Layer, at: number): Edit | null {
  const [kernels, strides] = ['kernel_size', 'stride'].map((name) => numbers(layer, name));
  const input = sizeAt(network, wiringOf(network).wires[at][0].from);
  const odd = kernels.map((k) => (k % 2 === 0 ? k + 1 : k));
  const padding = layer.size.map((n, axis): Pair => {
    const total = n - input[axis] * strides[axis] + odd[axis] - 1;
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
  if (padding.flat().some((side) => side < 0)) return null;
  const names = new Set(network.layers.map(({ name }) => name));
  let name = `${layer.name}_up`;
  while (names.has(name)) name += '_';
  const first: LayerObject = { name, type: 'upsample', scale_factor: strides };
  return { layer: layer.name, set: { type: 'conv', kernel_size: odd, padding }, first };
}

/** Uneven overlap of transposed convolutions: kernels that are multiples of the stride, or a resize. */
export const overlap: Maker = ({ network }, { values }, axes): Candidate[] => {
  const uneven = network.layers.flatMap((layer, index) =>
    layer.type === 'conv_transpose' && axes.some((axis) => layer.size[axis] > 1)
      ? [{ layer, at: index + 1 }]
      : [],
  );
  const isUneven = ({ layer }: { layer: Layer }): boolean =>
    axes.some((axis) => numbers(layer, 'kernel_size')[axis] % numbers(layer, 'stride')[axis] !== 0);
  const own = values.dilation === null ? uneven.filter(isUneven) : uneven;
  const ways: ((each: { layer: Layer; at: number }) => Edit | null)[] = [
    ({ layer }) => withKernels(layer, axes, (k, s) => Math.floor(k / s) * s),
    ({ layer }) => withKernels(layer, axes, (k, s) => Math.ceil(k / s) * s),
    ({ layer, at }) => resized(network, layer, at),
  ];
  return ways.flatMap((way, cost): Candidate[] => {
    const edits = own.map(way);
    return edits.length > 0 && edits.every((edit) => edit !== null) ? [{ edits, cost }] : [];
  });
};
