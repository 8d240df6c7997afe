import type { Pair } from './layer.js';
import { LayerError } from './layer-error.js';
import { limitedSize } from './output-size.js';
import type { Padding } from './padding.js';
import { checkBorder } from './padding.js';
import type { Border, WindowMap } from './window-map.js';
import { stridedMap } from './window-map.js';

/** Parameters of a kernel that slides: those of convolutions and pools. */
export interface SlidingParameters {
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: Padding;
  readonly dilation?: readonly number[];
  readonly ceil_mode?: boolean;
  readonly padding_mode?: Border;
}

/** The kernel on one axis. */
interface Kernel {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  /** From its first to its last tap. */
  readonly extent: number;
  readonly ceilMode: boolean;
}

function kernelOf(parameters: SlidingParameters, axis: number): Kernel {
  const size = parameters.kernel_size[axis];
  const dilation = parameters.dilation?.[axis] ?? 1;
  return {
    size,
    stride: parameters.stride[axis],
    dilation,
    extent: dilation * (size - 1) + 1,
    ceilMode: parameters.ceil_mode ?? false,
  };
}

/** Output size and padding of TensorFlow's "same". */
function sameWindow({ stride, extent, ceilMode }: Kernel, n: number): [size: number, pair: Pair] {
  if (ceilMode) throw new LayerError('same_with_ceil', { parameter: 'padding', value: 'same' });
  const size = Math.ceil(n / stride);
  const total = Math.max((size - 1) * stride + extent - n, 0);
  const before = Math.floor(total / 2);
  return [size, [before, total - before]];
}

/** Output size with given padding. */
function paddedSize(kernel: Kernel, n: number, [before, after]: Pair): number {
  const { stride, dilation, extent, ceilMode } = kernel;
  const padded = n + before + after;
  const steps = (padded - extent) / stride;
  let size = (ceilMode ? Math.ceil(steps) : Math.floor(steps)) + 1;
  if (ceilMode && (size - 1) * stride >= n + before) size -= 1;
  if (size >= 1) return size;
  const sizes = { dilation, extent, padded, n, before, after };
  const code = dilation === 1 ? 'kernel_large' : 'kernel_wide';
  throw new LayerError(code, { parameter: 'kernel_size', value: kernel.size, ...sizes });
}

/**
 * The window map of a sliding kernel on one axis of `n` features.
 *
 * @throws LayerError where the kernel does not fit, or the padding cannot be made
 */
export function slidingWindow(parameters: SlidingParameters, axis: number, n: number): WindowMap {
  const { padding, padding_mode: border = 'zeros' } = parameters;
  const kernel = kernelOf(parameters, axis);
  const [size, pair] =
    padding === 'same'
      ? sameWindow(kernel, n)
      : [paddedSize(kernel, n, padding[axis]), padding[axis]];
  if (!Number.isSafeInteger(kernel.extent)) throw new LayerError('beyond_exact');
  checkBorder(border, pair, n);
  const window = { first: 0 - pair[0], count: kernel.size, step: kernel.dilation };
  return stridedMap(limitedSize(size, 'padding'), kernel.stride, window, border);
}
