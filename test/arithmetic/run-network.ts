/**
 * Runs small networks on one or two axes with whole numbers: convolutions with positive weights,
 * pools, resizes and merges in plain loops, written from the definitions alone.
 */

export interface RunLayer {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly kernel_size?: readonly number[];
  readonly stride?: readonly number[];
  readonly dilation?: readonly number[];
  readonly padding?: 'same' | readonly (readonly [number, number])[];
  readonly padding_mode?: string;
  readonly ceil_mode?: boolean;
  readonly cropping?: readonly (readonly [number, number])[];
  readonly factor?: readonly number[];
  readonly output_padding?: readonly number[];
  readonly scale_factor?: readonly number[];
}

type Signal = readonly number[];

/** Sums stay whole numbers below this prime, and hardly ever meet by chance. */
const PRIME = 1_000_003;

const weight = (tap: number): number => 7 * tap + 3;

/** The position that stands at `i` of a map of `n`, `null` where there is a zero. */
function placeOf(i: number, n: number, mode: string): number | null {
  if (i >= 0 && i < n) return i;
  if (mode === 'reflect') return placeOf(i < 0 ? -i : 2 * (n - 1) - i, n, mode);
  if (mode === 'replicate') return i < 0 ? 0 : n - 1;
  return null;
}

function slide(layer: RunLayer, signal: Signal): number[] {
  const { length: n } = signal;
  const [kernel] = layer.kernel_size ?? [1];
  const [stride] = layer.stride ?? [1];
  const [dilation] = layer.dilation ?? [1];
  const extent = dilation * (kernel - 1) + 1;
  let [before, after] = layer.padding === 'same' ? [0, 0] : (layer.padding?.[0] ?? [0, 0]);
  if (layer.padding === 'same') {
    const total = Math.max((Math.ceil(n / stride) - 1) * stride + extent - n, 0);
    before = Math.floor(total / 2);
    after = total - before;
  }
  const output: number[] = [];
  const steps = (n + before + after - extent) / stride;
  let size = (layer.ceil_mode ? Math.ceil(steps) : Math.floor(steps)) + 1;
  if (layer.ceil_mode && (size - 1) * stride >= n + before) size -= 1;
  for (let u = 0; u < size; u += 1) {
    const at = u * stride;
    let sum = 0;
    for (let tap = 0; tap < kernel; tap += 1) {
      const place = placeOf(at - before + dilation * tap, n, layer.padding_mode ?? 'zeros');
      const value = place === null ? 0 : signal[place];
      sum = layer.type === 'max_pool' ? Math.max(sum, value) : (sum + weight(tap) * value) % PRIME;
    }
    output.push(sum);
  }
  return output;
}

/** Every position is written with the whole kernel, a stride apart; what is padding is cut off. */
function transposed(layer: RunLayer, signal: Signal): number[] {
  const [kernel] = layer.kernel_size ?? [1];
  const [stride] = layer.stride ?? [1];
  const [dilation] = layer.dilation ?? [1];
  const [[before, after]] = (layer.padding ?? [[0, 0]]) as readonly (readonly [number, number])[];
  const extent = dilation * (kernel - 1) + 1;
  const full = (signal.length - 1) * stride + extent + (layer.output_padding?.[0] ?? 0);
  const output = Array<number>(Math.max(0, full)).fill(0);
  signal.forEach((value, i) => {
    for (let tap = 0; tap < kernel; tap += 1) {
      const u = i * stride + dilation * tap;
      output[u] = (output[u] + weight(tap) * value) % PRIME;
    }
  });
  return output.slice(before, full - after);
}

function runLayer(layer: RunLayer, inputs: readonly Signal[]): number[] {
  const [signal] = inputs;
  if (layer.type === 'add') {
    return signal.map((_, u) => inputs.reduce((sum, input) => (2 * sum + input[u]) % PRIME, 1));
  }
  if (layer.type === 'crop') {
    const [[before, after]] = layer.cropping ?? [[0, 0]];
    return signal.slice(before, signal.length - after);
  }
  if (layer.type === 'pixel_unshuffle') {
    const [factor] = layer.factor ?? [1];
    return Array.from({ length: signal.length / factor }, (_, u) =>
      signal
        .slice(u * factor, (u + 1) * factor)
        .reduce((sum, value, tap) => (sum + weight(tap) * value) % PRIME, 0),
    );
  }
  if (layer.type === 'conv_transpose') return transposed(layer, signal);
  if (layer.type === 'upsample') {
    const [times] = layer.scale_factor ?? [1];
    return Array.from({ length: signal.length * times }, (_, u) => signal[Math.floor(u / times)]);
  }
  return slide(layer, signal);
}

/** What the last layer makes of an input, layer by layer. */
function runAll<T>(
  layers: readonly RunLayer[],
  input: T,
  runOne: (layer: RunLayer, inputs: readonly T[]) => T,
): T {
  const outputs = new Map<string, T>([['input', input]]);
  let last = input;
  for (const layer of layers) {
    last = runOne(
      layer,
      layer.inputs.map((name) => outputs.get(name) as T),
    );
    outputs.set(layer.name, last);
  }
  return last;
}

/** The features of the last layer over a signal. */
export const run = (layers: readonly RunLayer[], signal: Signal): Signal =>
  runAll(layers, signal, runLayer);

type Grid = readonly Signal[];

/** What a layer does on one axis; kernels are products of one an axis, and pools are as well. */
const onAxis = (layer: RunLayer, axis: number): RunLayer =>
  Object.fromEntries(
    Object.entries(layer).map(([key, value]: [string, unknown]) => [
      key,
      key !== 'inputs' && Array.isArray(value) ? [value[axis]] : value,
    ]),
  ) as unknown as RunLayer;

const turned = (grid: Grid): number[][] => grid[0].map((_, x) => grid.map((row) => row[x]));

function runGridLayer(layer: RunLayer, inputs: readonly Grid[]): Grid {
  const [grid] = inputs;
  if (layer.type === 'add') {
    return grid.map((_, y) =>
      runLayer(
        layer,
        inputs.map((input) => input[y]),
      ),
    );
  }
  const along = (rows: Grid, axis: number): Grid =>
    rows.map((row) => runLayer(onAxis(layer, axis), [row]));
  return turned(along(turned(along(grid, 1)), 0));
}

/** The features of the last layer over a picture. */
export const runGrid = (layers: readonly RunLayer[], picture: Grid): Grid =>
  runAll(layers, picture, runGridLayer);
