import type { Layer, Pair } from '../../../layers/index.js';
import { number, terms } from './terms.js';
import type { Numbers, Sums } from './terms.js';

/** A kernel that slides: convolutions and pools. */
export function sliding({ parameters }: Layer, axis: number, before: Numbers, size: number): Sums {
  const at = (name: string): number => (parameters[name] as readonly number[])[axis];
  const [k, s] = [at('kernel_size'), at('stride')];
  const d = parameters.dilation ? at('dilation') : 1;
  const same = parameters.padding === 'same';
  const extent = d * (k - 1) + 1;
  const total = Math.max((size - 1) * s + extent - before.n, 0);
  const pair: Pair = same
    ? [Math.floor(total / 2), total - Math.floor(total / 2)]
    : (parameters.padding as readonly Pair[])[axis];
  const [p, q] = pair;
  const ceil = parameters.ceil_mode === true;
  const quotient = (before.n + p + q - extent) / s;
  const whole = (ceil ? Math.ceil(quotient) : Math.floor(quotient)) + 1;
  const skipped = ceil && whole === size + 1;
  const [open, close] = ceil ? ['⌈', '⌉'] : ['⌊', '⌋'];
  const around = p === q ? ['2', '·', number(p, 'p')] : [number(p, 'p'), '+', number(q, 'p')];
  const kernel =
    d === 1
      ? [number(k, 'k')]
      : [number(d, 'd'), '·', '(', number(k, 'k'), '−', '1', ')', '−', '1'];
  const reach = ['(', number(k, 'k'), '−', '1', ')', ...(d === 1 ? [] : ['·', number(d, 'd')])];
  return {
    n: same
      ? {
          terms: terms('⌈', number(before.n, 'n'), '/', number(s, 's'), '⌉'),
          value: Math.ceil(before.n / s),
        }
      : {
          terms: terms(
            open,
            '(',
            number(before.n, 'n'),
            '+',
            ...around,
            '−',
            ...kernel,
            ')',
            '/',
            number(s, 's'),
            close,
            '+',
            '1',
            ...(skipped ? ['−', '1'] : []),
          ),
          value: whole - (skipped ? 1 : 0),
        },
    j: { terms: terms(number(before.j, 'j'), '·', number(s, 's')), value: before.j * s },
    r: {
      terms: terms(number(before.r, 'r'), '+', ...reach, '·', number(before.j, 'j')),
      value: before.r + (extent - 1) * before.j,
    },
    start: {
      terms: terms(
        number(before.start, 'start'),
        '+',
        '(',
        ...reach,
        '/',
        '2',
        '−',
        number(p, 'p'),
        ')',
        '·',
        number(before.j, 'j'),
      ),
      value: before.start + ((extent - 1) / 2 - p) * before.j,
    },
  };
}
