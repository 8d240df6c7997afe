/**
 * What each type of layer does on one axis, read from its definition with plain loops: nothing of
 * the core is used.
 */

export interface Plain {
  readonly size: number;
  /** Input indices that feature `u` needs, in order, as if the input went on for ever. */
  readonly reads: (u: number) => readonly number[];
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** The largest whole number `i` with `i * below <= above`. */
function floor(above: number, below: number): number {
  let i = 0;
  while (i * below > above) i -= 1;
  while ((i + 1) * below <= above) i += 1;
  return i;
}

export interface Transposed {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: 'same' | readonly [before: number, after: number];
  readonly extra: number;
}

/** Every input index scatters to the places of its taps. */
export function transposed(
  { kernel, stride, dilation, padding, extra }: Transposed,
  n: number,
): Plain {
  const extent = dilation * (kernel - 1) + 1;
  const cut = floor(Math.max(extent - stride, 0), 2);
  const before = padding === 'same' ? cut : padding[0];
  const size =
    padding === 'same' ? n * stride : (n - 1) * stride + extent - before - padding[1] + extra;
  return {
    size,
    reads: (u) =>
      range(-40, 80).filter((i) =>
        range(0, kernel).some((t) => i * stride + dilation * t - before === u),
      ),
  };
}

/** Feature `u` stands at `above(u) / below` input features. */
export function resized(
  size: number,
  mode: string,
  corners: boolean,
  n: number,
  [numerator, denominator]: readonly [number, number],
): Plain {
  const place = (u: number): [above: number, below: number] => {
    if (corners) return size === 1 ? [0, 1] : [u * (n - 1), size - 1];
    if (mode === 'nearest') return [u * denominator, numerator];
    const half: [number, number] = [(2 * u + 1) * denominator, 2 * numerator];
    return mode === 'nearest-exact' ? half : [half[0] - numerator, half[1]];
  };
  return {
    size,
    reads(u) {
      const [above, below] = place(u);
      const first = floor(above, below);
      if (mode.startsWith('nearest') || first * below === above) return [first];
      return mode === 'linear' ? [first, first + 1] : range(first - 1, first + 3);
    },
  };
}

export const adaptive = (size: number, n: number): Plain => ({
  size,
  reads: (u) => range(floor(u * n, size), -floor(-(u + 1) * n, size)),
});

/** Features that a slice takes, one by one, as Python takes them. */
export function sliced(
  start: number | null,
  stop: number | null,
  step: number,
  n: number,
): readonly number[] {
  const places = step > 0 ? range(0, n) : range(0, n).reverse();
  const at = (index: number): number => (index < 0 ? index + n : index);
  const begins = (i: number): boolean =>
    start === null || (step > 0 ? i >= at(start) : i <= at(start));
  const goesOn = (i: number): boolean => stop === null || (step > 0 ? i < at(stop) : i > at(stop));
  return places
    .filter((i) => begins(i))
    .filter((i, place) => place % Math.abs(step) === 0 && goesOn(i));
}

/** What attention in rolled and masked windows lets a feature see, as Swin transformers do it. */
export function swin(window: number, shift: number, n: number, u: number): readonly number[] {
  const rolled = range(0, n).map((i) => (i + shift) % n);
  const region = (place: number): number => (place < n - window ? 0 : place < n - shift ? 1 : 2);
  const place = rolled.indexOf(u);
  return range(0, n)
    .filter((other) => Math.floor(other / window) === Math.floor(place / window))
    .filter((other) => shift === 0 || region(other) === region(place))
    .map((other) => rolled[other])
    .sort((a, b) => a - b);
}
