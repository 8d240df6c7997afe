/**
 * What each type of layer does on one axis, from the definitions alone: how many features there
 * are, and which positions of the input one of them reads.
 */
import type { PlainBound, PlainLayer } from './plain-network.js';

export const MERGES = ['add', 'multiply', 'concat'];

/** The layers that see all of their input on an axis, whatever its size. */
export function isWhole(layer: PlainLayer, axis: number): boolean {
  switch (layer.type) {
    case 'global_pool':
    case 'linear':
      return true;
    case 'adaptive_pool':
      return layer.output_size?.[axis] === 1;
    case 'norm':
      return layer.scope === 'map';
    case 'attention':
      return attends(layer, axis) && layer.window === undefined;
    case 'unknown':
      return layer.bound === undefined || layer.bound === 'whole';
    default:
      return false;
  }
}

/** Whether the size of the input decides how far apart features stand. */
export const dependsOnSize = (layer: PlainLayer, axis: number): boolean =>
  (layer.type === 'adaptive_pool' && !isWhole(layer, axis)) ||
  (layer.type === 'upsample' && (layer.size !== undefined || layer.align_corners === true));

function attends({ axes }: PlainLayer, axis: number): boolean {
  return axes === undefined || axes.includes(axis);
}

/** What stands outside the input of a layer. */
export const borderOf = ({ type, padding_mode, mode }: PlainLayer): string =>
  type === 'upsample' ? 'replicate' : (padding_mode ?? (type === 'pad' ? mode : null) ?? 'zeros');

/** The position that stands at `at` on a map of `n` features, `null` where there is none. */
export function standsAt(at: number, n: number, border: string): number | null {
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

const floorDivide = (a: number, b: number): number => {
  let quotient = Math.trunc(a / b);
  while (quotient * b > a) quotient -= 1;
  while ((quotient + 1) * b <= a) quotient += 1;
  return quotient;
};

const range = (from: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i);

interface Kernel {
  readonly taps: readonly number[];
  readonly extent: number;
  readonly stride: number;
}

function kernelOf(layer: Partial<PlainLayer>, axis: number): Kernel {
  const kernel = layer.kernel_size?.[axis] ?? 1;
  const dilation = layer.dilation?.[axis] ?? 1;
  const taps = range(0, kernel).map((t) => t * dilation);
  const stride = layer.stride?.[axis] ?? (layer.type?.endsWith('_pool') ? kernel : 1);
  return { taps, extent: taps[kernel - 1] + 1, stride };
}

interface Placed {
  readonly size: number;
  readonly before: number;
}

/** How many windows fit, and where the first begins. */
function placeWindows(layer: Partial<PlainLayer>, axis: number, n: number): Placed {
  const { extent, stride } = kernelOf(layer, axis);
  let size = 0;
  if (layer.padding === 'same') {
    while (size * stride < n) size += 1;
    const total = Math.max((size - 1) * stride + extent - n, 0);
    return { size, before: floorDivide(total, 2) };
  }
  const [before, after] = layer.padding?.[axis] ?? [0, 0];
  const room = n + before + after - extent;
  if (layer.ceil_mode) {
    // The last window may hang over the end, unless it would begin after the map.
    while ((size - 1) * stride < room) size += 1;
    if ((size - 1) * stride >= n + before) size -= 1;
  } else {
    while (size * stride <= room) size += 1;
  }
  return { size, before };
}

/** The size of a transposed convolution, and what is cut before its first feature. */
function placeTransposed(layer: PlainLayer, axis: number, n: number): Placed {
  const { extent, stride } = kernelOf(layer, axis);
  if (layer.padding === 'same') {
    return { size: n * stride, before: floorDivide(Math.max(extent - stride, 0), 2) };
  }
  const [before, after] = layer.padding?.[axis] ?? [0, 0];
  const more = layer.output_padding?.[axis] ?? 0;
  return { size: (n - 1) * stride + extent - before - after + more, before };
}

/** Every scale factor here is a whole number of 64ths. */
const PARTS = 64;

const upsampled = (layer: PlainLayer, axis: number, n: number): number =>
  layer.size?.[axis] ?? floorDivide(n * (layer.scale_factor as number[])[axis] * PARTS, PARTS);

/** Where feature `u` of a resized map stands on its input, as a fraction. */
function resizedPlace(layer: PlainLayer, axis: number, n: number, u: number): [number, number] {
  const size = upsampled(layer, axis, n);
  if (layer.align_corners) return size === 1 ? [0, 1] : [u * (n - 1), size - 1];
  const [over, under] = layer.size
    ? [n, size]
    : [PARTS, (layer.scale_factor as number[])[axis] * PARTS];
  switch (layer.mode ?? 'nearest') {
    case 'nearest':
      return [u * over, under];
    case 'nearest-exact':
      return [(2 * u + 1) * over, 2 * under];
    default:
      return [(2 * u + 1) * over - under, 2 * under];
  }
}

function resizedWindow(layer: PlainLayer, axis: number, n: number, u: number): number[] {
  const [over, under] = resizedPlace(layer, axis, n, u);
  const at = floorDivide(over, under);
  const mode = layer.mode ?? 'nearest';
  if (mode.startsWith('nearest') || at * under === over) return [at];
  return mode.endsWith('cubic') ? range(at - 1, at + 3) : [at, at + 1];
}

/** The indices of Python's `range(n)[start:stop:step]`. */
function sliceOf(layer: PlainLayer, axis: number, n: number): number[] {
  const step = layer.step?.[axis] ?? 1;
  const [least, most] = step > 0 ? [0, n] : [-1, n - 1];
  const wrap = (index: number): number =>
    Math.min(Math.max(index < 0 ? index + n : index, least), most);
  const start = wrap(layer.start?.[axis] ?? 0);
  const stopAt = layer.stop?.[axis] ?? null;
  const stop = stopAt === null ? (step > 0 ? n : -1) : wrap(stopAt);
  const indices: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) indices.push(i);
  return indices;
}

/** Features of a layer with one input of `n` features on an axis; below 1 where it is refused. */
export function sizeOn(layer: PlainLayer, axis: number, n: number): number {
  switch (layer.type) {
    case 'conv':
    case 'max_pool':
    case 'avg_pool':
    case 'pad':
      return placeWindows(layer, axis, n).size;
    case 'conv_transpose':
      return placeTransposed(layer, axis, n).size;
    case 'upsample':
      return upsampled(layer, axis, n);
    case 'adaptive_pool':
      return (layer.output_size as number[])[axis];
    case 'global_pool':
    case 'linear':
      return 1;
    case 'crop': {
      const [before, after] = (layer.cropping as [number, number][])[axis];
      return n - before - after;
    }
    case 'slice':
      return sliceOf(layer, axis, n).length;
    case 'pixel_shuffle':
      return n * (layer.factor as number[])[axis];
    case 'pixel_unshuffle': {
      const factor = (layer.factor as number[])[axis];
      return n % factor === 0 ? n / factor : 0;
    }
    case 'unknown':
      if (!isWhole(layer, axis)) return placeWindows(layer.bound as PlainBound, axis, n).size;
      return layer.output_size?.[axis] ?? n;
    default:
      return n;
  }
}

function slidingWindow(layer: Partial<PlainLayer>, axis: number, n: number, u: number): number[] {
  const { taps, stride } = kernelOf(layer, axis);
  const { before } = placeWindows(layer, axis, n);
  return taps.map((tap) => u * stride - before + tap);
}

function transposedWindow(layer: PlainLayer, axis: number, n: number, u: number): number[] {
  const { taps, stride } = kernelOf(layer, axis);
  const { before } = placeTransposed(layer, axis, n);
  return taps
    .filter((tap) => floorDivide(u + before - tap, stride) * stride === u + before - tap)
    .map((tap) => (u + before - tap) / stride);
}

function attentionWindow(layer: PlainLayer, axis: number, u: number): number[] {
  if (!attends(layer, axis)) return [u];
  const window = (layer.window as number[])[axis];
  const shift = layer.shift?.[axis] ?? 0;
  const apart = layer.dilation?.[axis] ?? 1;
  const begin = shift + floorDivide(u - shift, window * apart) * window * apart;
  return range(begin, begin + window * apart).filter((i) => (u - i) % apart === 0);
}

/**
 * Positions of an input of `n` features that feature `u` reads on an axis, as if maps went on for
 * ever; `u` may be any whole number.
 */
export function windowOn(layer: PlainLayer, axis: number, n: number, u: number): number[] {
  if (isWhole(layer, axis)) return range(0, n);
  switch (layer.type) {
    case 'conv':
    case 'max_pool':
    case 'avg_pool':
    case 'pad':
      return slidingWindow(layer, axis, n, u);
    case 'conv_transpose':
      return transposedWindow(layer, axis, n, u);
    case 'upsample':
      return resizedWindow(layer, axis, n, u);
    case 'adaptive_pool': {
      const size = (layer.output_size as number[])[axis];
      return range(floorDivide(u * n, size), -floorDivide(-(u + 1) * n, size));
    }
    case 'crop':
      return [u + (layer.cropping as [number, number][])[axis][0]];
    case 'slice':
      return [sliceOf(layer, axis, n)[0] + u * (layer.step?.[axis] ?? 1)];
    case 'pixel_shuffle':
      return [floorDivide(u, (layer.factor as number[])[axis])];
    case 'pixel_unshuffle': {
      const factor = (layer.factor as number[])[axis];
      return range(u * factor, (u + 1) * factor);
    }
    case 'attention':
      return attentionWindow(layer, axis, u);
    case 'unknown':
      return slidingWindow(layer.bound as PlainBound, axis, n, u);
    default:
      return [u];
  }
}

/**
 * After how many features the windows of a layer repeat, and by how much they have moved by then,
 * where that does not depend on its size.
 */
export function rhythmOn(layer: PlainLayer, axis: number): [every: number, by: number] {
  if (isWhole(layer, axis)) return [1, 0];
  switch (layer.type) {
    case 'conv':
    case 'max_pool':
    case 'avg_pool':
      return [1, kernelOf(layer, axis).stride];
    case 'conv_transpose':
      return [kernelOf(layer, axis).stride, 1];
    case 'upsample': {
      const [factor] = layer.scale_factor?.slice(axis) ?? [1];
      let parts = PARTS;
      while (parts % 2 === 0 && (factor * parts) % 2 === 0) parts /= 2;
      return [factor * parts, parts];
    }
    case 'slice':
      return [1, layer.step?.[axis] ?? 1];
    case 'pixel_shuffle':
      return [(layer.factor as number[])[axis], 1];
    case 'pixel_unshuffle':
      return [1, (layer.factor as number[])[axis]];
    case 'attention': {
      const window = attends(layer, axis) ? (layer.window?.[axis] ?? 1) : 1;
      const side = window * (layer.dilation?.[axis] ?? 1);
      return [side, side];
    }
    case 'unknown':
      return [1, kernelOf(layer.bound as PlainBound, axis).stride];
    default:
      return [1, 1];
  }
}
