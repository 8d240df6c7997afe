import type { Row } from '../arithmetic/index.js';
import type { Layer, Pair } from '../layers/index.js';
import { show } from './numbers.js';

/** A piece of a sum; `role` is the symbol that a number stands for. */
export interface Token {
  readonly kind: 'number' | 'operator';
  readonly text: string;
  readonly role?: Role;
}

export type Role = 'n' | 'j' | 'r' | 'start' | 'k' | 's' | 'p' | 'd';

/** One worked equation: what a symbol comes to, and from which numbers. */
export interface Equation {
  readonly symbol: 'n' | 'j' | 'r' | 'start';
  /** Empty where the number does not follow from a formula. */
  readonly terms: readonly Token[];
  readonly result: string;
}

interface Numbers {
  readonly n: number;
  readonly j: number;
  readonly r: number;
  readonly start: number;
}

/** A sum that is written down, and what it comes to. */
interface Sum {
  readonly terms: readonly Token[];
  readonly value: number;
}

type Sums = Readonly<Record<Equation['symbol'], Sum>>;

const number = (value: number, role: Role): Token => ({
  kind: 'number',
  text: show(value),
  role,
});
const operator = (text: string): Token => ({ kind: 'operator', text });
/** `a`, then an operator and a number, and so on: strings are operators. */
const terms = (...parts: readonly (Token | string)[]): Token[] =>
  parts.map((part) => (typeof part === 'string' ? operator(part) : part));

/** A kernel that slides: convolutions and pools. */
function slidingSums({ parameters }: Layer, axis: number, before: Numbers, size: number): Sums {
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

/** Positions put around a map. */
function padSums({ parameters }: Layer, axis: number, before: Numbers): Sums {
  const [p, q] = (parameters.padding as readonly Pair[])[axis];
  return {
    ...unchangedSums(before),
    n: {
      terms: terms(number(before.n, 'n'), '+', number(p, 'p'), '+', number(q, 'p')),
      value: before.n + p + q,
    },
    start: {
      terms: terms(number(before.start, 'start'), '−', number(p, 'p'), '·', number(before.j, 'j')),
      value: before.start - p * before.j,
    },
  };
}

const unchangedSums = (before: Numbers): Sums => {
  const same = (symbol: Equation['symbol']): Sum => ({
    terms: terms(number(before[symbol], symbol)),
    value: before[symbol],
  });
  return { n: same('n'), j: same('j'), r: same('r'), start: same('start') };
};

const FORMULAS: Readonly<
  Record<string, (layer: Layer, axis: number, before: Numbers, size: number) => Sums>
> = {
  conv: slidingSums,
  max_pool: slidingSums,
  avg_pool: slidingSums,
  pad: padSums,
  pointwise: (_layer, _axis, before) => unchangedSums(before),
};

const numbersOf = ({ n, j, r, start }: Row, axis: number): Numbers => ({
  n: n[axis],
  j: Number(j[axis]),
  r: r[axis],
  start: Number(start[axis] ?? NaN),
});

const SYMBOLS = ['n', 'j', 'r', 'start'] as const;

/**
 * The four equations of a layer on one axis with its numbers put in. The numbers are the table's; a
 * sum stands before one only where it comes to that number.
 */
export function workedEquations(
  layer: Layer | undefined,
  row: Row,
  before: Row | undefined,
  axis: number,
): Equation[] {
  const own = numbersOf(row, axis);
  const formula = layer && layer.inputs.length === 1 ? FORMULAS[layer.type] : undefined;
  const sums = formula && layer && before && formula(layer, axis, numbersOf(before, axis), own.n);
  return SYMBOLS.map((symbol) => {
    const sum = sums?.[symbol];
    const value = row[symbol][axis];
    return {
      symbol,
      terms: sum && sum.value === own[symbol] ? sum.terms : [],
      result: show(value),
    };
  });
}
