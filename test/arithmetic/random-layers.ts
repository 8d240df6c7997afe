/** Random layers of every type: what is drawn without knowing the input, made to fit one. */
import fc from 'fast-check';
import type { Pair, PlainLayer } from './plain-network.js';

/** How often each type is drawn. */
const TYPES: Readonly<Record<string, number>> = {
  conv: 6,
  max_pool: 2,
  avg_pool: 2,
  conv_transpose: 5,
  upsample: 5,
  adaptive_pool: 1,
  global_pool: 1,
  linear: 1,
  attention: 2,
  pointwise: 1,
  norm: 1,
  add: 4,
  multiply: 2,
  concat: 3,
  pad: 2,
  crop: 2,
  slice: 2,
  pixel_shuffle: 2,
  pixel_unshuffle: 2,
  unknown: 1,
};

const BORDERS = ['zeros', 'zeros', 'reflect', 'replicate', 'circular'] as const;
const SCALES = [2, 2, 3, 1.5, 0.5, 0.75, 2.5, 1.25, 1, 4] as const;
const STEPS = [1, 2, -1, 3, -2, -3] as const;
/** Names of the resizing modes by the number of axes. */
const LINEAR = ['linear', 'bilinear', 'trilinear'] as const;

const perAxis = (from: number, to: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: from, max: to }), { minLength: 3, maxLength: 3 });

/** One layer before its inputs and their sizes are known. */
export const gene = (types: readonly string[]) =>
  fc.record({
    type: fc.constantFrom(...types.flatMap((type) => Array<string>(TYPES[type] ?? 0).fill(type))),
    /** How far above the inputs stand. */
    above: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
    kernel: perAxis(1, 5),
    stride: perAxis(1, 3),
    dilation: perAxis(1, 3),
    before: perAxis(0, 3),
    after: perAxis(0, 3),
    more: perAxis(0, 63),
    border: fc.constantFrom(...BORDERS),
    flags: fc.record({
      ceil: fc.boolean(),
      fit: fc.boolean(),
      same: fc.integer({ min: 0, max: 5 }),
      rare: fc.nat({ max: 3 }),
      option: fc.nat({ max: 7 }),
    }),
  });

export type Gene = ReturnType<typeof gene> extends fc.Arbitrary<infer T> ? T : never;

export const ALL_TYPES: readonly string[] = Object.keys(TYPES);

type Parameters = Omit<PlainLayer, 'name' | 'type' | 'inputs'>;
type Maker = (from: Gene, input: readonly number[]) => Parameters | null;

const cut = (list: readonly number[], input: readonly number[]): number[] =>
  list.slice(0, input.length);

const pairs = ({ before, after }: Gene, input: readonly number[]): Pair[] =>
  input.map((_, axis) => [before[axis], after[axis]] as const);

const paddingOf = (from: Gene, input: readonly number[]): 'same' | Pair[] =>
  from.flags.same === 0 ? 'same' : pairs(from, input);

/** Kernels of three axes are small, or walking over them would take long. */
const kernelOf = ({ kernel }: Gene, input: readonly number[]): number[] =>
  cut(kernel, input).map((size) => (input.length === 3 ? Math.min(size, 3) : size));

const strides = (from: Gene, input: readonly number[]) => ({
  kernel_size: kernelOf(from, input),
  stride: cut(from.stride, input),
  dilation: cut(from.dilation, input),
});

function pool(from: Gene, input: readonly number[]): Omit<Parameters, 'dilation'> {
  const { kernel_size, stride } = strides(from, input);
  const padding = paddingOf(from, input);
  return { kernel_size, stride, padding, ceil_mode: padding !== 'same' && from.flags.ceil };
}

function transposed(from: Gene, input: readonly number[]): Parameters {
  const { stride, dilation, ...rest } = strides(from, input);
  const padding = paddingOf(from, input);
  const most = stride.map((each, axis) => Math.max(each, dilation[axis]));
  const output_padding = most.map((each, axis) =>
    padding === 'same' || from.flags.fit ? 0 : from.more[axis] % each,
  );
  return { ...rest, stride, dilation, padding, output_padding };
}

function upsample({ more, flags }: Gene, input: readonly number[]): Parameters {
  const modes = ['nearest', 'nearest-exact', 'linear', LINEAR[input.length - 1], 'cubic', 'linear'];
  if (input.length === 2) modes.push('bicubic');
  const mode = modes[flags.option % modes.length];
  const align_corners = !mode.startsWith('nearest') && flags.ceil && flags.fit;
  if (flags.rare > 0) {
    const scale_factor = input.map((_, axis) => SCALES[more[axis] % SCALES.length]);
    return { scale_factor, mode, align_corners };
  }
  return { size: input.map((n, axis) => 1 + (more[axis] % (2 * n))), mode, align_corners };
}

function attention({ kernel, before, flags }: Gene, input: readonly number[]): Parameters | null {
  const all = input.map((_, axis) => axis);
  const axes = flags.fit ? { axes: all.filter((axis) => axis === flags.option % all.length) } : {};
  if (flags.rare > 0) {
    const window = cut(kernel, input);
    const dilation = flags.ceil ? window.map(() => 1 + (flags.option % 3)) : [1, 1, 1];
    const shift = window.map((size, axis) => before[axis] % (size * dilation[axis]));
    return { ...axes, window, shift, dilation: dilation.slice(0, window.length) };
  }
  return flags.ceil ? axes : null;
}

function slice({ more, before, flags }: Gene, input: readonly number[]): Parameters {
  const step = input.map((_, axis) => STEPS[(more[axis] >> 3) % STEPS.length]);
  const first = (axis: number): number => (step[axis] > 0 ? before[axis] : -1 - before[axis]);
  const end = (axis: number): number => (step[axis] > 0 ? -(more[axis] % 3) : more[axis] % 3);
  return {
    start: input.map((n, axis) => (flags.ceil ? first(axis) : (first(axis) + n) % n)),
    stop: input.map((_, axis) => (end(axis) === 0 ? null : end(axis))),
    step,
  };
}

function unknown(from: Gene, input: readonly number[]): Parameters {
  const reason = 'of a type of its own';
  if (from.flags.rare > 0) {
    return { reason, bound: { ...strides(from, input), padding: pairs(from, input) } };
  }
  const bound = from.flags.ceil ? { bound: 'whole' as const } : {};
  if (!from.flags.fit) return { reason, ...bound };
  return { reason, ...bound, output_size: input.map((_, axis) => 1 + (from.more[axis] % 4)) };
}

const MAKERS: Readonly<Record<string, Maker>> = {
  conv: (from, input) => ({
    ...strides(from, input),
    padding: paddingOf(from, input),
    padding_mode: from.border,
  }),
  max_pool: (from, input) => ({
    ...pool(from, input),
    dilation: cut(from.dilation, input),
  }),
  avg_pool: pool,
  conv_transpose: transposed,
  upsample,
  adaptive_pool: ({ more }, input) => ({
    output_size: input.map((n, axis) => 1 + (more[axis] % (n + 2))),
  }),
  global_pool: ({ flags }) => (flags.rare > 0 ? null : {}),
  linear: ({ flags }) => (flags.rare > 0 ? null : {}),
  attention,
  pointwise: () => ({}),
  norm: ({ flags }) => ({ scope: flags.rare > 0 ? 'pixel' : 'map' }),
  pad: (from, input) => ({ padding: pairs(from, input), mode: from.border }),
  crop: (from, input) => ({ cropping: pairs(from, input) }),
  slice,
  pixel_shuffle: ({ stride }, input) => ({ factor: cut(stride, input) }),
  pixel_unshuffle: ({ stride }, input) => ({
    factor: input.map((n, axis) => [stride[axis], 3, 2, 1].find((f) => n % f === 0) as number),
  }),
  unknown,
};

/** A layer of the drawn type for inputs of which the first has a size; `null` where none fits. */
export function makeLayer(
  from: Gene,
  name: string,
  inputs: readonly string[],
  input: readonly number[],
): PlainLayer | null {
  const parameters = MAKERS[from.type]?.(from, input) ?? (MAKERS[from.type] ? null : {});
  return parameters && { name, type: from.type, inputs, ...parameters };
}
