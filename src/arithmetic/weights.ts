import type { Border, WindowMap } from '../layers/index.js';
import { hull, interval } from './sets/axis-set.js';
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
  /** No value is above `2 ** most`. */
  readonly most: number;
}

/** Work and memory are as large as the box; above this there is an error instead. */
export const MOST_WEIGHTS = 2 ** 24;

/** Additions on the whole way down; above this there is an error too. */
export const MOST_WORK = 2 ** 27;

/** What counts at all counts at least this, beside a largest value near 1, so that none is lost. */
const LEAST = 2 ** -1000;

/** More weights than are worked out at once. */
export class TooManyWeights extends Error {}

/** More additions than are made. */
export class TooManyAdditions extends Error {}

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
  most: 0,
});

/** Additions that are left. */
export interface Work {
  left: number;
}

export const allWork = (): Work => ({ left: MOST_WORK });

function spend(work: Work, additions: number): void {
  work.left -= additions;
  if (work.left < 0) throw new TooManyAdditions();
}

/** `value * factor`, and no less than the least where it counts. */
const times = (value: number, factor: number): number =>
  value > 0 ? Math.max(value * factor, LEAST) : 0;

/** Brings the largest value near 1, by a power of two. */
function scaled(weights: Weights): Weights {
  if (weights.most < 256) return weights;
  let largest = 0;
  for (const value of weights.values) if (value > largest) largest = value;
  const exponent = largest > 0 ? Math.floor(Math.log2(largest)) : 0;
  const factor = 2 ** -exponent;
  const values = weights.values.map((value) => times(value, factor));
  return { ...weights, values, exponent: weights.exponent + exponent, most: 1 };
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

/** How many positions features read, and the box `[lo, hi)` of the real ones, if there are any. */
export function readBy(
  map: WindowMap,
  from: number,
  length: number,
  n: number,
): { readonly reads: number; readonly range: [lo: number, hi: number] | null } {
  let [lo, hi, reads] = [Infinity, -Infinity, 0];
  // Where all windows are one that moves, the first and the last say where they reach.
  const step = map.period === 1 ? Math.max(1, length - 1) : 1;
  for (let u = 0; u < length; u += step) {
    for (const progression of map.window(from + u)) {
      lo = Math.min(lo, progression.first);
      hi = Math.max(hi, progression.first + progression.step * (progression.count - 1) + 1);
      reads += progression.count;
    }
  }
  const range = lo < hi ? hull(real(interval(lo, hi), n, map.border)) : null;
  return { reads: map.period === 1 && length > 1 ? (reads / 2) * length : reads, range };
}

/** The lines of a box along one axis: `outer` times `length` times `inner` values. */
function lines(shape: readonly number[], axis: number): readonly [outer: number, inner: number] {
  return [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis + 1))];
}

/** Values of a box of so many lines along one axis. */
interface Lines {
  readonly values: Float64Array;
  readonly width: number;
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
  return { ...weights, shape, values, most: weights.most + Math.log2(length) };
}

/** Of `length` positions from `at` on in steps, which stand on a map of `n`: `[start, end)`. */
function inside(
  at: number,
  step: number,
  length: number,
  n: number,
): readonly [start: number, end: number] {
  if (step === 0) return at >= 0 && at < n ? [0, length] : [length, length];
  const bounds = [-at / step, (n - 1 - at) / step].sort((a, b) => a - b);
  const start = Math.min(length, Math.max(0, Math.ceil(bounds[0])));
  return [start, Math.max(start, Math.min(length, Math.floor(bounds[1]) + 1))];
}

/** Adds lines `u` to before `end` of one box to lines of another, the first at `place`. */
function addLines(
  {
    values: target,
    outer,
    inner,
    width,
  }: Lines & { readonly outer: number; readonly inner: number },
  place: number,
  step: number,
  { values, width: length }: Lines,
  u: number,
  end: number,
): void {
  for (let line = 0; line < outer; line += 1) {
    let to = (line * width + place) * inner;
    let from = (line * length + u) * inner;
    const last = (line * length + end) * inner;
    if (inner === 1) {
      for (; from < last; from += 1, to += step) target[to] += values[from];
    } else {
      for (; from < last; from += inner, to += step * inner) {
        for (let i = 0; i < inner; i += 1) target[to + i] += values[from + i];
      }
    }
  }
}

/** Each weight goes, as often as they are read, to the positions that its feature reads. */
export function passDown(
  given: Weights,
  axis: number,
  map: WindowMap,
  n: number,
  work: Work,
): Weights | null {
  const weights = map.shift === 0 && map.period === 1 ? collapsed(given, axis) : given;
  const from = weights.first[axis];
  const length = weights.shape[axis];
  const { reads, range } = readBy(map, from, length, n);
  if (!range) return null;
  const [lo, hi] = range;
  const shape = weights.shape.map((size, k) => (k === axis ? hi - lo : size));
  const values = allocate(shape);
  const [outer, inner] = lines(shape, axis);
  spend(work, (reads + hi - lo) * outer * inner);
  const box = { values, outer, inner, width: hi - lo };
  const add = (u: number, end: number, place: number): void => {
    const source = { values: weights.values, width: length };
    addLines(box, place - lo, map.shift, source, u, end);
  };
  const addOne = (u: number, at: number): void => {
    const place = standingAt(at, n, map.border);
    if (place >= lo && place < hi) add(u, u + 1, place);
  };
  if (map.period === 1) {
    for (const { first, count, step } of map.window(from)) {
      for (let t = 0; t < count; t += 1) {
        const at = first + t * step;
        const [start, end] = inside(at, map.shift, length, n);
        for (let u = 0; u < start; u += 1) addOne(u, at + u * map.shift);
        add(start, end, at + start * map.shift);
        for (let u = end; u < length; u += 1) addOne(u, at + u * map.shift);
      }
    }
  } else {
    for (let u = 0; u < length; u += 1) {
      for (const { first, count, step } of map.window(from + u)) {
        for (let t = 0; t < count; t += 1) addOne(u, first + t * step);
      }
    }
  }
  const first = weights.first.map((at, k) => (k === axis ? lo : at));
  return { ...weights, first, shape, values, most: weights.most + Math.log2(reads) };
}

/** Copies `part`, times `factor`, to its place in a box. */
function addInto({ first, shape, values }: Weights, part: Weights, factor: number): void {
  const { values: source } = part;
  const axes = shape.length;
  const width = part.shape[axes - 1];
  for (let from = 0; from < source.length; from += width) {
    let [rest, to, stride] = [from / width, part.first[axes - 1] - first[axes - 1], 1];
    for (let axis = axes - 2; axis >= 0; axis -= 1) {
      stride *= shape[axis + 1];
      to += ((rest % part.shape[axis]) + part.first[axis] - first[axis]) * stride;
      rest = Math.floor(rest / part.shape[axis]);
    }
    if (factor === 1) for (let i = 0; i < width; i += 1) values[to + i] += source[from + i];
    else for (let i = 0; i < width; i += 1) values[to + i] += times(source[from + i], factor);
  }
}

/** The sum of two boxes of weights of one map; the first becomes it where that holds the other. */
export function added(a: Weights, b: Weights, work: Work): Weights {
  const first = a.first.map((at, axis) => Math.min(at, b.first[axis]));
  const shape = first.map(
    (at, axis) => Math.max(a.first[axis] + a.shape[axis], b.first[axis] + b.shape[axis]) - at,
  );
  const exponent = Math.max(a.exponent, b.exponent);
  const most = Math.max(a.exponent + a.most, b.exponent + b.most) + 1 - exponent;
  const holds = a.values.length === sizeOf(shape) && a.exponent === exponent;
  const values = holds ? a.values : allocate(shape);
  const box = { first, shape, values, exponent, most };
  for (const part of holds ? [b] : [a, b]) {
    spend(work, part.values.length);
    addInto(box, part, 2 ** (part.exponent - exponent));
  }
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

/** Whether anything counts on a line across an axis. */
function counts({ shape, values }: Weights, axis: number, at: number): boolean {
  const [outer, inner] = lines(shape, axis);
  for (let line = 0; line < outer; line += 1) {
    const start = (line * shape[axis] + at) * inner;
    for (let i = start; i < start + inner; i += 1) if (values[i] > 0) return true;
  }
  return false;
}

/** The smallest box of what counts, well scaled; `null` where nothing does. */
export function settled(weights: Weights): Weights | null {
  let out = weights;
  for (let axis = 0; axis < weights.shape.length; axis += 1) {
    const size = out.shape[axis];
    let [from, to] = [0, size];
    while (from < size && !counts(out, axis, from)) from += 1;
    if (from === size) return null;
    while (!counts(out, axis, to - 1)) to -= 1;
    if (from > 0 || to < size) out = cut(out, axis, from, to);
  }
  return scaled(out);
}
