import type { Border, Progression, WindowMap } from '../layers/index.js';
import { hull, interval } from './axis-set.js';
import { real } from './needs.js';

/**
 * How much each position of a box of a map counts: `values` in the order of the axes, the last one
 * fastest, times `2 ** exponent`.
 */
export interface Weights {
  /** First position an axis. */
  readonly first: readonly number[];
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly exponent: number;
}

/** Work and memory are as large as the box; above this there is an error instead. */
export const MOST_WEIGHTS = 2 ** 24;

/** Additions on the way from one map to the next. */
const MOST_WORK = 2 ** 31;

/** More weights than are worked out at once. */
export class TooManyWeights extends Error {}

const sizeOf = (shape: readonly number[]): number => shape.reduce((all, n) => all * n, 1);

function allocate(shape: readonly number[]): Float64Array {
  const count = sizeOf(shape);
  if (count > MOST_WEIGHTS) throw new TooManyWeights();
  return new Float64Array(count);
}

/** One position that counts 1. */
export const unit = (index: readonly number[]): Weights => ({
  first: index,
  shape: index.map(() => 1),
  values: Float64Array.of(1),
  exponent: 0,
});

/** Brings the largest value near 1, by a power of two. */
function scaled(weights: Weights): Weights {
  let most = 0;
  for (const value of weights.values) if (value > most) most = value;
  const exponent = most > 0 ? Math.floor(Math.log2(most)) : 0;
  if (Math.abs(exponent) < 256) return weights;
  const factor = 2 ** -exponent;
  const values = weights.values.map((value) => value * factor);
  return { ...weights, values, exponent: weights.exponent + exponent };
}

/** The position that stands at `at` on a map of `n` features, -1 where there is none. */
export function standingAt(at: number, n: number, border: Border): number {
  if (at >= 0 && at < n) return at;
  switch (border) {
    case 'zeros':
      return -1;
    case 'reflect':
      return at < 0 ? -at : 2 * (n - 1) - at;
    case 'replicate':
      return at < 0 ? 0 : n - 1;
    case 'circular':
      return at < 0 ? at + n : at - n;
  }
}

/** Real positions, `[lo, hi)`, that windows reach; `null` where there are none. */
export function readBy(
  windows: readonly (readonly Progression[])[],
  n: number,
  border: Border,
): [lo: number, hi: number] | null {
  let [lo, hi] = [Infinity, -Infinity];
  for (const { first, count, step } of windows.flat()) {
    lo = Math.min(lo, first);
    hi = Math.max(hi, first + step * (count - 1) + 1);
  }
  return lo < hi ? hull(real(interval(lo, hi), n, border)) : null;
}

/** The lines of a box along one axis: `outer` times `length` times `inner` values. */
function lines(shape: readonly number[], axis: number): readonly [outer: number, inner: number] {
  return [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis + 1))];
}

/** All weights of each line together, as if one feature had them. */
function collapsed(weights: Weights, axis: number): Weights {
  const shape = weights.shape.map((size, k) => (k === axis ? 1 : size));
  const values = allocate(shape);
  const [outer, inner] = lines(shape, axis);
  const length = weights.shape[axis];
  for (let line = 0; line < outer; line += 1) {
    for (let u = 0; u < length; u += 1) {
      const source = (line * length + u) * inner;
      for (let i = 0; i < inner; i += 1) values[line * inner + i] += weights.values[source + i];
    }
  }
  return { ...weights, shape, values };
}

function checkWork(windows: readonly (readonly Progression[])[], size: number): void {
  let reads = 0;
  for (const window of windows) for (const { count } of window) reads += count;
  if (reads * size > MOST_WORK) throw new TooManyWeights();
}

/** Each weight goes, as often as they are read, to the positions that its feature reads. */
export function passDown(given: Weights, axis: number, map: WindowMap, n: number): Weights | null {
  const weights = map.shift === 0 && map.period === 1 ? collapsed(given, axis) : given;
  const from = weights.first[axis];
  const length = weights.shape[axis];
  const windows = Array.from({ length }, (_, u) => map.window(from + u));
  const range = readBy(windows, n, map.border);
  if (!range) return null;
  const [lo, hi] = range;
  const shape = weights.shape.map((size, k) => (k === axis ? hi - lo : size));
  const values = allocate(shape);
  const [outer, inner] = lines(shape, axis);
  checkWork(windows, outer * inner);
  const add = (u: number, at: number): void => {
    const place = standingAt(at, n, map.border);
    if (place < lo || place >= hi) return;
    for (let line = 0; line < outer; line += 1) {
      const source = (line * length + u) * inner;
      const target = (line * (hi - lo) + place - lo) * inner;
      for (let i = 0; i < inner; i += 1) values[target + i] += weights.values[source + i];
    }
  };
  windows.forEach((window, u) => {
    for (const { first, count, step } of window) {
      for (let t = 0; t < count; t += 1) add(u, first + t * step);
    }
  });
  const first = weights.first.map((at, k) => (k === axis ? lo : at));
  return { first, shape, values, exponent: weights.exponent };
}

/** Copies `part`, times `factor`, to its place in a box. */
function addInto(box: Weights, part: Weights, factor: number): void {
  const axes = box.shape.length;
  const width = part.shape[axes - 1];
  const rows = part.values.length / width;
  for (let row = 0; row < rows; row += 1) {
    let [rest, target, stride] = [row, part.first[axes - 1] - box.first[axes - 1], 1];
    for (let axis = axes - 2; axis >= 0; axis -= 1) {
      stride *= box.shape[axis + 1];
      target += ((rest % part.shape[axis]) + part.first[axis] - box.first[axis]) * stride;
      rest = Math.floor(rest / part.shape[axis]);
    }
    for (let i = 0; i < width; i += 1) {
      box.values[target + i] += part.values[row * width + i] * factor;
    }
  }
}

/** The sum of two boxes of weights of one map. */
export function added(a: Weights, b: Weights): Weights {
  const first = a.first.map((at, axis) => Math.min(at, b.first[axis]));
  const shape = first.map(
    (at, axis) => Math.max(a.first[axis] + a.shape[axis], b.first[axis] + b.shape[axis]) - at,
  );
  const exponent = Math.max(a.exponent, b.exponent);
  const box = { first, shape, values: allocate(shape), exponent };
  for (const part of [a, b]) addInto(box, part, 2 ** (part.exponent - exponent));
  return box;
}

/** Weights summed over all axes but one. */
export function sumOver({ shape, values }: Weights, axis: number): Float64Array {
  const out = new Float64Array(shape[axis]);
  const [outer, inner] = lines(shape, axis);
  for (let line = 0; line < outer; line += 1) {
    for (let at = 0; at < shape[axis]; at += 1) {
      const start = (line * shape[axis] + at) * inner;
      for (let i = start; i < start + inner; i += 1) out[at] += values[i];
    }
  }
  return out;
}

/** The part of a box along one axis, from line `from` to before line `to`. */
function cut(weights: Weights, axis: number, from: number, to: number): Weights {
  const { first, shape, values } = weights;
  const [outer, inner] = lines(shape, axis);
  const width = (to - from) * inner;
  const out = new Float64Array(outer * width);
  for (let line = 0; line < outer; line += 1) {
    const start = (line * shape[axis] + from) * inner;
    out.set(values.subarray(start, start + width), line * width);
  }
  return {
    ...weights,
    first: first.map((at, k) => (k === axis ? at + from : at)),
    shape: shape.map((size, k) => (k === axis ? to - from : size)),
    values: out,
  };
}

/** The smallest box of what counts, well scaled; `null` where nothing does. */
export function settled(weights: Weights): Weights | null {
  let out = weights;
  for (let axis = 0; axis < weights.shape.length; axis += 1) {
    const sums = sumOver(out, axis);
    const from = sums.findIndex((sum) => sum > 0);
    if (from < 0) return null;
    let to = sums.length;
    while (sums[to - 1] === 0) to -= 1;
    if (from > 0 || to < sums.length) out = cut(out, axis, from, to);
  }
  return scaled(out);
}
