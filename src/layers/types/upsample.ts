import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { limitedSize } from '../output-size.js';
import type { Parameter } from '../parameters.js';
import { choice, flag, numbers, optional, positiveNumbers } from '../parameters.js';
import { divided, fractionOf, reduced } from '../rational.js';
import type { Progression, WindowMap } from '../window-map.js';
import { periodicMap } from '../window-map.js';

const MODES = ['nearest', 'nearest-exact', 'linear', 'cubic'] as const;
type Mode = (typeof MODES)[number];

/** PyTorch's names by the number of axes. */
const ALIASES: ReadonlyMap<unknown, Mode> = new Map<unknown, Mode>([
  ['bilinear', 'linear'],
  ['trilinear', 'linear'],
  ['bicubic', 'cubic'],
]);

const canonical = choice(MODES, 'nearest');

const mode: Parameter<Mode> = {
  ...canonical,
  read: (value, axes, parameter) => canonical.read(ALIASES.get(value) ?? value, axes, parameter),
};

/** What is read around the place of a feature: how far before it, and how many. */
const REACH: Readonly<Record<Mode, readonly [before: number, count: number]>> = {
  nearest: [0, 1],
  'nearest-exact': [0, 1],
  linear: [0, 2],
  cubic: [1, 4],
};

/** Feature `u` stands at `(a * u + b) / d`; `period` features take `shift` steps. */
interface Sampling {
  readonly a: number;
  readonly b: number;
  readonly d: number;
  readonly period: number;
  readonly shift: number;
}

/** Where features stand that are `shift / period` input features apart. */
function samplingOf(how: Mode | 'corners', [shift, period]: readonly [number, number]): Sampling {
  switch (how) {
    case 'nearest':
    case 'corners':
      return { a: shift, b: 0, d: period, period, shift };
    case 'nearest-exact':
      return { a: 2 * shift, b: shift, d: 2 * period, period, shift };
    case 'linear':
    case 'cubic':
      return { a: 2 * shift, b: shift - period, d: 2 * period, period, shift };
  }
}

/** Features of the output, and the distance between them in input features. */
interface Resize {
  readonly size: number;
  readonly distance: readonly [numerator: number, denominator: number];
}

function scaled(value: number, n: number): Resize {
  const [numerator, denominator] = fractionOf(value);
  const size = n * value < 0.5 ? 0 : divided(n, numerator, 0, denominator)[0];
  if (size < 1) throw new LayerError('scale_small', { parameter: 'scale_factor', value, n });
  return {
    size: limitedSize(size, 'scale_factor'),
    distance: [denominator, numerator],
  };
}

function resizeOf(
  factors: readonly number[] | null,
  sizes: readonly number[] | null,
  axis: number,
  n: number,
): Resize {
  if (factors && sizes) {
    throw new LayerError('upsample_both', { parameter: 'size', value: sizes[axis] });
  }
  if (factors) return scaled(factors[axis], n);
  if (!sizes) throw new LayerError('upsample_neither', { parameter: 'scale_factor' });
  return { size: sizes[axis], distance: reduced(n, sizes[axis]) };
}

export const upsample = defineWindowType({
  name: 'upsample',
  parameters: {
    scale_factor: optional(positiveNumbers),
    size: optional(numbers(1)),
    mode,
    align_corners: flag(false),
  },
  windowMap(parameters, axis, n): WindowMap {
    const { mode: how, align_corners: corners } = parameters;
    if (corners && how !== 'linear' && how !== 'cubic') {
      const values = { parameter: 'align_corners', value: corners, mode: how };
      throw new LayerError('align_corners_mode', values);
    }
    const { size, distance } = resizeOf(parameters.scale_factor, parameters.size, axis, n);
    const apart = corners ? (size === 1 ? ([0, 1] as const) : reduced(n - 1, size - 1)) : distance;
    const { a, b, d, period, shift } = samplingOf(corners ? 'corners' : how, apart);
    const [before, count] = REACH[how];
    const phase = (u: number): readonly Progression[] => {
      const [place, even] = divided(a, u, b, d);
      if (even) return [{ first: place, count: 1, step: 1 }];
      return [{ first: place - before, count, step: 1 }];
    };
    const regular = parameters.scale_factor !== null && !corners;
    return { ...periodicMap(size, period, shift, phase), border: 'replicate', regular };
  },
});
