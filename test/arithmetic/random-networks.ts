/** Random small networks of every type that is read, always valid. */
import fc from 'fast-check';
import { sizeOf } from './brute-force.js';
import type { PlainLayer, PlainNetwork } from './brute-force.js';

const BORDERS = ['zeros', 'zeros', 'reflect', 'replicate', 'circular'] as const;
const LARGEST = { 1: 40, 2: 12, 3: 7 } as const;

const perAxis = (from: number, to: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: from, max: to }), { minLength: 3, maxLength: 3 });

/** One layer before its inputs and sizes are known. */
const gene = fc.record({
  type: fc.constantFrom(
    'conv',
    'conv',
    'conv',
    'max_pool',
    'avg_pool',
    'pad',
    'add',
    'concat',
    'pointwise',
    'global_pool',
    'linear',
  ),
  /** How far above the inputs stand. */
  above: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
  kernel: perAxis(1, 5),
  stride: perAxis(1, 3),
  dilation: perAxis(1, 3),
  before: perAxis(0, 3),
  after: perAxis(0, 3),
  border: fc.constantFrom(...BORDERS),
  flags: fc.record({
    ceil: fc.boolean(),
    fit: fc.boolean(),
    same: fc.integer({ min: 0, max: 5 }),
    rare: fc.nat({ max: 3 }),
  }),
});

type Gene = typeof gene extends fc.Arbitrary<infer T> ? T : never;

function makeLayer(from: Gene, name: string, inputs: string[], axes: number): PlainLayer {
  const cut = (list: readonly number[]): number[] => list.slice(0, axes);
  const pairs = cut(from.before).map((before, k) => [before, from.after[k]] as const);
  const padding = from.flags.same === 0 ? 'same' : pairs;
  const [kernel_size, stride, dilation] = [cut(from.kernel), cut(from.stride), cut(from.dilation)];
  const base = { name, type: from.type, inputs };
  switch (from.type) {
    case 'conv':
      return { ...base, kernel_size, stride, padding, dilation, padding_mode: from.border };
    case 'max_pool':
      return {
        ...base,
        kernel_size,
        stride,
        padding,
        dilation,
        ceil_mode: padding !== 'same' && from.flags.ceil,
      };
    case 'avg_pool':
      return {
        ...base,
        kernel_size,
        stride,
        padding,
        ceil_mode: padding !== 'same' && from.flags.ceil,
      };
    case 'pad':
      return { ...base, padding: pairs, mode: from.border };
    case 'add':
    case 'concat':
    case 'pointwise':
    case 'global_pool':
    case 'linear':
      return base;
  }
}

/** Whether a border that copies has enough to copy. */
function borderFits(layer: PlainLayer, input: readonly number[]): boolean {
  const border = layer.padding_mode ?? layer.mode ?? 'zeros';
  if (border === 'zeros' || border === 'replicate') return true;
  if (layer.padding === 'same') return input.every((n) => n > 12);
  return input.every((n, axis) => {
    const most = Math.max(...(layer.padding?.[axis] as readonly number[]));
    return border === 'reflect' ? most < n : most <= n;
  });
}

interface PlainMap {
  readonly name: string;
  readonly size: readonly number[];
}

/** The layer with the padding that makes its output `wanted`, where there is one. */
function fitted(
  layer: PlainLayer,
  input: readonly number[],
  wanted: readonly number[],
): PlainLayer {
  const padding = input.map((n, axis) => {
    const { kernel_size = [], stride = [], dilation } = layer;
    const extent = (kernel_size[axis] - 1) * (dilation?.[axis] ?? 1) + 1;
    const total = (wanted[axis] - 1) * stride[axis] + extent - n;
    const before = Math.min(total, layer.padding === 'same' ? 0 : (layer.padding?.[axis][0] ?? 0));
    return [before, total - before] as const;
  });
  return padding.some(([before, after]) => before < 0 || after < 0 || after > 30)
    ? layer
    : { ...layer, padding, ...('ceil_mode' in layer ? { ceil_mode: false } : {}) };
}

/** Maps that a merge may join with the first one. */
const joinable = (maps: readonly PlainMap[], first: PlainMap): PlainMap[] =>
  maps.filter(({ size }) => size.every((n, axis) => n === 1 || n === first.size[axis]));

function build(inputSize: readonly number[], genes: readonly Gene[]): PlainNetwork {
  const axes = inputSize.length as 1 | 2 | 3;
  const maps: PlainMap[] = [{ name: 'input', size: inputSize }];
  const layers: PlainLayer[] = [];
  for (const each of genes) {
    const whole = each.type === 'global_pool' || each.type === 'linear';
    if (whole && each.flags.rare > 0) continue;
    const [first, ...others] = each.above;
    const inputs = [maps[Math.max(0, maps.length - 1 - first)]];
    if (each.type === 'add' || each.type === 'concat') {
      const near = joinable(maps, inputs[0]).reverse();
      inputs.push(...others.map((up) => near[up % near.length]));
    }
    const names = inputs.map(({ name }) => name);
    let layer = makeLayer(each, `layer${layers.length + 1}`, names, axes);
    const target = maps[Math.max(0, maps.length - 1 - (others[0] ?? 0))];
    if (each.flags.fit && layer.kernel_size) layer = fitted(layer, inputs[0].size, target.size);
    const size = sizeOf(
      layer,
      inputs.map((input) => input.size),
    );
    if (!size || size.some((n) => n > LARGEST[axes] + 4)) continue;
    if (!borderFits(layer, inputs[0].size)) continue;
    layers.push(layer);
    maps.push({ name: layer.name, size });
  }
  return { input_size: inputSize, layers };
}

/** Networks of one to three axes with at least one layer, at most `most` of them. */
export const randomNetwork = (most: number): fc.Arbitrary<PlainNetwork> =>
  fc
    .integer({ min: 1, max: 3 })
    .chain((axes) =>
      fc.tuple(
        fc.array(fc.integer({ min: 1, max: LARGEST[axes as 1 | 2 | 3] }), {
          minLength: axes,
          maxLength: axes,
        }),
        fc.array(gene, { minLength: 1, maxLength: axes === 3 ? Math.min(4, most) : most }),
      ),
    )
    .map(([size, genes]) => build(size, genes))
    .filter(({ layers }) => layers.length > 0);
