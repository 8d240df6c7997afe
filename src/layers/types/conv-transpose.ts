import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { limitedSize } from '../output-size.js';
import type { Padding } from '../padding.js';
import { padding } from '../padding.js';
import { numbers } from '../parameters.js';
import { gcd, inverseModulo, productModulo } from '../rational.js';
import type { Progression } from '../window-map.js';
import { periodicMap } from '../window-map.js';

/** The kernel on one axis. */
interface Kernel {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  /** From its first to its last tap. */
  readonly extent: number;
  readonly outputPadding: number;
}

function checkOutputPadding({ outputPadding: value, stride, dilation }: Kernel, same: boolean) {
  const parameter = 'output_padding';
  if (value >= Math.max(stride, dilation)) {
    throw new LayerError('output_padding_large', { parameter, value, stride, dilation });
  }
  if (same && value > 0) throw new LayerError('output_padding_same', { parameter, value });
}

/** Features of the output, and how many are cut before the first. */
function sizeOf(
  { stride, extent, outputPadding }: Kernel,
  pairs: Padding,
  axis: number,
  n: number,
): [size: number, before: number] {
  if (pairs === 'same') return [n * stride, Math.floor(Math.max(extent - stride, 0) / 2)];
  const value = pairs[axis];
  const [before, after] = value;
  const size = (n - 1) * stride + extent - before - after + outputPadding;
  if (size >= 1) return [size, before];
  const sizes = { size, n, stride, extent, before, after, output_padding: outputPadding };
  throw new LayerError('transpose_empty', { parameter: 'padding', value, ...sizes });
}

/** The input indices whose tap lands on a place: taps of one residue, so one progression. */
function readsOf({ size, stride, dilation }: Kernel): (place: number) => readonly Progression[] {
  const common = gcd(dilation, stride);
  const every = stride / common;
  const inverse = inverseModulo(dilation / common, every);
  return (place) => {
    const rest = ((place % stride) + stride) % stride;
    if (rest % common !== 0) return [];
    const tap = productModulo(rest / common, inverse, every);
    if (tap >= size) return [];
    const count = Math.floor((size - 1 - tap) / every) + 1;
    const last = tap + (count - 1) * every;
    return [{ first: (place - dilation * last) / stride, count, step: dilation / common }];
  };
}

export const convTranspose = defineWindowType({
  name: 'conv_transpose',
  parameters: {
    kernel_size: numbers(1),
    stride: numbers(1, 1),
    padding: padding(),
    output_padding: numbers(0, 0),
    dilation: numbers(1, 1),
  },
  windowMap(parameters, axis, n) {
    const size = parameters.kernel_size[axis];
    const [stride, dilation] = [parameters.stride[axis], parameters.dilation[axis]];
    const extent = dilation * (size - 1) + 1;
    if (!Number.isSafeInteger(extent)) throw new LayerError('beyond_exact');
    const outputPadding = parameters.output_padding[axis];
    const kernel: Kernel = { size, stride, dilation, extent, outputPadding };
    checkOutputPadding(kernel, parameters.padding === 'same');
    const [features, before] = sizeOf(kernel, parameters.padding, axis, n);
    const reads = readsOf(kernel);
    return periodicMap(limitedSize(features, 'stride'), stride, 1, (u) => reads(u + before));
  },
});
