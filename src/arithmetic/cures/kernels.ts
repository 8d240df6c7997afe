import { wiringOf } from '../../layers/index.js';
import type { Layer, Network, Pair, ParameterValue } from '../../layers/index.js';
import { sizeAt } from '../positions.js';
import type { Edit } from './edit.js';

/** Kernel and dilation of a layer on one axis. */
export interface Kernel {
  readonly size: number;
  readonly dilation: number;
}

const SLIDING: ReadonlySet<string> = new Set(['conv', 'max_pool', 'avg_pool']);

export const numbers = ({ parameters }: Layer, name: string): readonly number[] =>
  (parameters[name] ?? []) as readonly number[];

/** The kernel of a convolution or a pool on an axis; `null` for layers of other types. */
export function kernelOf(layer: Layer, axis: number): Kernel | null {
  if (!SLIDING.has(layer.type)) return null;
  const dilation = numbers(layer, 'dilation');
  return { size: numbers(layer, 'kernel_size')[axis], dilation: dilation[axis] ?? 1 };
}

/** Zeros on both sides of an axis, evenly where that can be, with which a kernel gives `n` features. */
function paddings(layer: Layer, axis: number, input: number, kernel: Kernel): Pair[] {
  const stride = numbers(layer, 'stride')[axis];
  const extent = kernel.dilation * (kernel.size - 1) + 1;
  const exact = (layer.size[axis] - 1) * stride + extent - input;
  const [least, most] =
    layer.parameters.ceil_mode === true ? [exact - stride + 1, exact] : [exact, exact + stride - 1];
  const totals = Array.from({ length: stride }, (_, i) => least + i).filter(
    (total) => total >= 0 && total <= most,
  );
  const even = totals
    .filter((total) => total % 2 === 0)
    .map((total): Pair => [total / 2, total / 2]);
  const [total] = totals;
  if (even.length > 0 || total === undefined) return even;
  const [less, more] = [Math.floor(total / 2), Math.ceil(total / 2)];
  return [
    [less, more],
    [more, less],
  ];
}

/** Those of some parameters that the layer has otherwise. */
function changedOnly(
  { parameters }: Layer,
  wanted: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> {
  const entries = Object.entries(wanted).filter(
    ([name, value]) =>
      name in parameters && JSON.stringify(value) !== JSON.stringify(parameters[name]),
  );
  return Object.fromEntries(entries);
}

/**
 * The ways to give a layer another kernel on some axes so that it keeps its size; none where the
 * kernel would come down to a single place.
 *
 * @param at - position of the layer
 * @param to - the new kernel from the old one
 */
export function withKernel(
  network: Network,
  at: number,
  axes: readonly number[],
  to: (kernel: Kernel) => Kernel,
): Edit[] {
  const layer = network.layers[at - 1];
  const { parameters, name } = layer;
  const input = sizeAt(network, wiringOf(network).wires[at][0].from);
  const sizes = [...numbers(layer, 'kernel_size')];
  const dilations = [...numbers(layer, 'dilation')];
  const options: Pair[][] = [];
  for (const axis of axes) {
    const kernel = kernelOf(layer, axis);
    if (!kernel) return [];
    const wanted = to(kernel);
    // A kernel that comes down to 1 reads nothing but its own place: the layer would be gone.
    if (wanted.size < Math.min(2, kernel.size)) return [];
    sizes[axis] = wanted.size;
    dilations[axis] = wanted.dilation;
    options.push(paddings(layer, axis, input[axis], wanted));
  }
  const { padding } = parameters;
  const set = changedOnly(layer, { kernel_size: sizes, dilation: dilations });
  if (!Array.isArray(padding)) return [{ layer: name, set }];
  if (options.some((pairs) => pairs.length === 0)) return [];
  const count = Math.max(...options.map(({ length }) => length));
  return Array.from({ length: count }, (_, i): Edit => {
    const pairs = [...(padding as readonly Pair[])];
    axes.forEach((axis, k) => (pairs[axis] = options[k][Math.min(i, options[k].length - 1)]));
    return { layer: name, set: { ...set, ...changedOnly(layer, { padding: pairs }) } };
  });
}

const area = (sizes: readonly number[]): number => sizes.reduce((product, k) => product * k, 1);

/** What of a change one would rather not have. */
const PRICE = { layer: 1, weightLost: 2, even: 2, uneven: 8, jumpsOver: 20 } as const;

/** How far changed kernels are from the old ones, the less the better. */
export function costOf(network: Network, edits: readonly Edit[]): number {
  return edits.reduce((sum, { layer: name, set }) => {
    const layer = network.layers.find((each) => each.name === name) as Layer;
    const sizes = (set.kernel_size ?? []) as readonly number[];
    const strides = numbers(layer, 'stride');
    const grown = sizes.length > 0 ? area(sizes) - area(numbers(layer, 'kernel_size')) : 0;
    const pairs = Array.isArray(set.padding) ? (set.padding as readonly Pair[]) : [];
    return (
      sum +
      PRICE.layer +
      (grown < 0 ? -PRICE.weightLost * grown : grown) +
      PRICE.even * sizes.filter((k) => k % 2 === 0).length +
      PRICE.uneven * pairs.filter(([before, after]) => before !== after).length +
      PRICE.jumpsOver * sizes.filter((k, axis) => k < strides[axis]).length
    );
  }, 0);
}
