import type { Layer, Pair } from '../../../layers/index.js';
import { given, number, terms, unchanged } from './terms.js';
import type { Numbers, Sum, Sums } from './terms.js';

const entry = ({ parameters }: Layer, name: string, axis: number): number =>
  Number((parameters[name] as readonly unknown[])[axis]);

const finer = ({ j }: Numbers, by: number): Sum => ({
  terms: terms(number(j, 'j'), '/', number(by, 's')),
  value: j / by,
});

/** A convolution run backwards: between two features of the input there is room for `s`. */
export function convTranspose(layer: Layer, axis: number, before: Numbers, size: number): Sums {
  const [k, s, d] = ['kernel_size', 'stride', 'dilation'].map((name) => entry(layer, name, axis));
  const { n, j, r } = before;
  const { padding } = layer.parameters;
  const [p, q]: Pair = Array.isArray(padding)
    ? (padding as unknown as readonly Pair[])[axis]
    : [0, 0];
  const more = entry(layer, 'output_padding', axis);
  const extent = d * (k - 1) + 1;
  const reach =
    d === 1
      ? [number(k, 'k')]
      : [number(d, 'd'), '·', '(', number(k, 'k'), '−', '1', ')', '+', '1'];
  return {
    n:
      typeof padding === 'string'
        ? { terms: terms(number(n, 'n'), '·', number(s, 's')), value: size === n * s ? size : NaN }
        : {
            terms: terms(
              ...['(', number(n, 'n'), '−', '1', ')', '·', number(s, 's'), '+', ...reach],
              ...['−', number(p, 'p'), '−', number(q, 'p')],
              ...(more ? ['+', number(more, 'p')] : []),
            ),
            value: (n - 1) * s + extent - p - q + more,
          },
    j: finer(before, s),
    r: {
      terms: terms(
        ...[number(r, 'r'), '+', '(', '⌈', number(k, 'k'), '/', number(s, 's'), '⌉', '−', '1', ')'],
        ...['·', number(j, 'j')],
      ),
      value: d === 1 ? r + (Math.ceil(k / s) - 1) * j : NaN,
    },
    start: given(NaN),
  };
}

/** A resize by a factor; where the size was given, or how it is filled in needs more, no sum. */
export function upsample(layer: Layer, axis: number, before: Numbers, size: number): Sums {
  const factor = layer.parameters.scale_factor ? entry(layer, 'scale_factor', axis) : NaN;
  const { n, j, r } = before;
  const linear = layer.parameters.mode === 'linear';
  const same = unchanged(before);
  return {
    n: Number.isNaN(factor)
      ? given(size)
      : {
          terms: terms('⌊', number(n, 'n'), '·', number(factor, 's'), '⌋'),
          value: Math.floor(n * factor),
        },
    j: finer(before, factor),
    r: linear ? { terms: terms(number(r, 'r'), '+', number(j, 'j')), value: r + j } : same.r,
    start: same.start,
  };
}

/** Channels become places: each feature is divided. */
export function pixelShuffle(layer: Layer, axis: number, before: Numbers): Sums {
  const f = entry(layer, 'factor', axis);
  const { n } = before;
  return {
    ...unchanged(before),
    n: { terms: terms(number(n, 'n'), '·', number(f, 's')), value: n * f },
    j: finer(before, f),
  };
}

/** Places become channels: so many features are one. */
export function pixelUnshuffle(layer: Layer, axis: number, before: Numbers): Sums {
  const f = entry(layer, 'factor', axis);
  const { n, j, r, start } = before;
  const reach = ['(', number(f, 's'), '−', '1', ')'];
  return {
    n: { terms: terms(number(n, 'n'), '/', number(f, 's')), value: n / f },
    j: { terms: terms(number(j, 'j'), '·', number(f, 's')), value: j * f },
    r: { terms: terms(number(r, 'r'), '+', ...reach, '·', number(j, 'j')), value: r + (f - 1) * j },
    start: {
      terms: terms(number(start, 'start'), '+', ...reach, '/', '2', '·', number(j, 'j')),
      value: start + ((f - 1) / 2) * j,
    },
  };
}

/** A pool to a size: windows as long as the map before has features for one of it. */
export function adaptive(_layer: Layer, _axis: number, before: Numbers, size: number): Sums {
  const { n, j, r, start } = before;
  const share = [number(n, 'n'), '/', number(size, 'k')];
  return {
    n: given(size),
    j: { terms: terms(number(j, 'j'), '·', ...share), value: (j * n) / size },
    r: {
      terms: terms(
        number(r, 'r'),
        '+',
        '(',
        '⌈',
        ...share,
        '⌉',
        '−',
        '1',
        ')',
        '·',
        number(j, 'j'),
      ),
      value: r + (Math.ceil(n / size) - 1) * j,
    },
    start: {
      terms: terms(
        ...[number(start, 'start'), '+', '(', ...share, '−', '1', ')', '/', '2'],
        ...['·', number(j, 'j')],
      ),
      value: start + ((n / size - 1) / 2) * j,
    },
  };
}
