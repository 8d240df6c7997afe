import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { LIMITS } from '../limits.js';
import type { Given, Parameter } from '../parameters.js';
import { numbers, optional } from '../parameters.js';
import { readParameters } from '../reading/read-parameters.js';
import { isRecord } from '../reading/rows.js';
import type { WindowMap } from '../window-map.js';
import { globalMap } from '../window-map.js';
import { conv } from './conv.js';

/** What surely covers the layer: everything, or a convolution. */
type Bound = 'whole' | Given;

const reason: Parameter<string> = {
  read(value, _, parameter) {
    if (typeof value !== 'string') throw new LayerError('text_form', { parameter, value });
    if (value.trim() === '') throw new LayerError('reason_empty', { parameter, value });
    if (value.length <= LIMITS.name) return value;
    throw new LayerError('text_too_long', {
      parameter,
      value,
      length: value.length,
      limit: LIMITS.name,
    });
  },
  fallback: undefined,
};

/** Runs `read`; an error from it names a parameter of `bound`. */
function inBound<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LayerError) || error.parameter === null) throw error;
    throw new LayerError(error.code, { ...error.values, parameter: `bound.${error.parameter}` });
  }
}

const bound: Parameter<Bound> = {
  read(value, axes, parameter) {
    if (value === 'whole') return value;
    if (!isRecord(value)) throw new LayerError('bound_form', { parameter, value });
    return inBound(() => readParameters(value, conv, axes));
  },
  fallback: undefined,
};

function convolved(within: Given, size: number | null, axis: number, n: number): WindowMap {
  const map = inBound(() => conv.windowMap(within, axis, n));
  if (size === null || size === map.size) return map;
  const values = { parameter: 'output_size', value: size, size: map.size };
  throw new LayerError('bound_size', values);
}

/** A layer that cannot be told, and why. */
export const unknown = defineWindowType({
  name: 'unknown',
  parameters: { reason, output_size: optional(numbers(1)), bound: optional(bound) },
  windowMap(parameters, axis, n): WindowMap {
    const { output_size, bound: within } = parameters;
    const size = output_size?.[axis] ?? null;
    const values = { reason: parameters.reason };
    if (within === null) {
      const doubt = { status: 'unsupported', code: 'unsupported_layer', values } as const;
      return { ...globalMap(n, size ?? n), doubt };
    }
    const map = within === 'whole' ? globalMap(n, size ?? n) : convolved(within, size, axis, n);
    return { ...map, doubt: { status: 'bound', code: 'bound_layer', values } };
  },
});
