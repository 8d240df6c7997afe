import { LIMITS } from './limits.js';
import type { Pair } from './layer.js';
import { LayerError } from './layer-error.js';
import type { Padding } from './padding.js';
import { checkBorder } from './padding.js';
import type { Border, WindowMap } from './window-map.js';
import { stridedMap } from './window-map.js';

/** A kernel that slides over one axis: convolutions and pools. */
export interface SlidingWindow {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: 'same' | Pair;
  readonly ceilMode?: boolean;
  readonly border?: Border;
}

/** The padding of one axis. */
export const paddingOf = (padding: Padding, axis: number): 'same' | Pair =>
  padding === 'same' ? padding : padding[axis];

function sameWindow(
  window: SlidingWindow,
  extent: number,
  n: number,
): { size: number; pair: Pair } {
  if (window.ceilMode) {
    throw new LayerError('same_with_ceil', { parameter: 'padding', value: 'same' });
  }
  const size = Math.ceil(n / window.stride);
  const total = Math.max((size - 1) * window.stride + extent - n, 0);
  const before = Math.floor(total / 2);
  return { size, pair: [before, total - before] };
}

function paddedWindow(window: SlidingWindow, extent: number, n: number, pair: Pair): number {
  const [before, after] = pair;
  const padded = n + before + after;
  const steps = (padded - extent) / window.stride;
  let size = (window.ceilMode ? Math.ceil(steps) : Math.floor(steps)) + 1;
  if (window.ceilMode && (size - 1) * window.stride >= n + before) size -= 1;
  if (size >= 1) return size;
  throw new LayerError(window.dilation === 1 ? 'kernel_large' : 'kernel_wide', {
    parameter: 'kernel_size',
    value: window.kernel,
    dilation: window.dilation,
    extent,
    padded,
    n,
    before,
    after,
  });
}

/**
 * The window map of a sliding kernel over `n` features.
 *
 * @throws LayerError where the kernel does not fit, or the padding cannot be made
 */
export function slidingWindow(window: SlidingWindow, n: number): WindowMap {
  const { kernel, stride, dilation, padding, border = 'zeros' } = window;
  const extent = dilation * (kernel - 1) + 1;
  const same = padding === 'same';
  const { size, pair } = same
    ? sameWindow(window, extent, n)
    : { size: paddedWindow(window, extent, n, padding), pair: padding };
  if (!Number.isSafeInteger(extent)) throw new LayerError('beyond_exact');
  if (size > LIMITS.number) {
    throw new LayerError('size_large', { parameter: 'padding', size, limit: LIMITS.number });
  }
  checkBorder(border, pair, n);
  return stridedMap(size, stride, { first: -pair[0], count: kernel, step: dilation }, border);
}
