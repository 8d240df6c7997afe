import { LIMITS } from '../limits.js';
import { LayerError } from '../layer-error.js';
import { suggest } from '../nearest.js';
import { readNumber } from '../parameters.js';
import { readPerAxis } from '../per-axis.js';
import { isRecord } from './rows.js';

/** What is said of a network beside its layers; `undefined` where nothing is. */
export interface Remarks {
  readonly name?: unknown;
  readonly inputSize?: unknown;
  readonly spacing?: unknown;
  readonly unit?: unknown;
}

/** Fields of larger pixels have sizes that are no numbers. */
const LARGEST_SPACING = Number.MAX_VALUE / Number.MAX_SAFE_INTEGER;

const KEYS = ['name', 'input_size', 'layers', 'spacing', 'unit'];

/**
 * Splits what somebody wrote into layers and the rest: a document has both, all else is layers.
 *
 * @throws LayerError for what is neither, and for a key that a document does not have
 */
export function openSource(source: unknown): { layers: unknown; remarks: Remarks } {
  if (Array.isArray(source)) return { layers: source, remarks: {} };
  if (!isRecord(source)) throw new LayerError('layers_form', { value: source });
  if (!Object.hasOwn(source, 'layers')) {
    if (!Object.hasOwn(source, 'input_size')) return { layers: source, remarks: {} };
    throw new LayerError('layers_missing');
  }
  const wrong = Object.keys(source).find((key) => !KEYS.includes(key));
  if (wrong !== undefined) {
    const nearest = suggest(wrong, KEYS, 1);
    const values = { parameter: wrong, value: source[wrong], nearest, known: KEYS };
    throw new LayerError('document_key', values);
  }
  const { layers, name, input_size: inputSize, spacing, unit } = source;
  return { layers, remarks: { name, inputSize, spacing, unit } };
}

/** The size of the input; a single number means two equal axes, or as many as `own` has. */
export function readInputSize(value: unknown, own?: unknown): readonly number[] {
  const parameter = 'input_size';
  const wrong = (code: string, values = {}): LayerError =>
    new LayerError(code, { layer: 'input', parameter, value, ...values });
  if (value === undefined || value === null) throw wrong('input_missing');
  const read = (entry: unknown): number => {
    try {
      return readNumber(entry, parameter, 1);
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      throw new LayerError(error.code, { layer: 'input', ...error.values });
    }
  };
  const limit = LIMITS.axes;
  const axes: readonly unknown[] = Array.isArray(own) ? own : [0, 0];
  const sizes = typeof value === 'number' ? axes.map(() => value) : value;
  if (!Array.isArray(sizes)) throw wrong('input_form', { limit });
  const count = sizes.length;
  if (count < 1 || count > limit) throw wrong('input_axes', { count, limit });
  return Object.freeze(Array.from(sizes as readonly unknown[], read));
}

export function readNetworkName(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const parameter = 'name';
  if (typeof value !== 'string') throw new LayerError('network_name', { parameter, value });
  if (value.length > LIMITS.name) {
    const values = { parameter, value, count: value.length, limit: LIMITS.name };
    throw new LayerError('name_long', values);
  }
  return value;
}

function eachAxis<T>(
  value: unknown,
  axes: number,
  parameter: string,
  read: (entry: unknown) => T,
): readonly T[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : Array(axes).fill(value);
  return readPerAxis(list, axes, parameter, read);
}

/** The size of a pixel, one number an axis. */
export function readSpacing(value: unknown, axes: number): readonly number[] | null {
  if (value === undefined || value === null) return null;
  const parameter = 'spacing';
  const read = (entry: unknown): number => {
    if (typeof entry === 'number' && entry > 0 && entry <= LARGEST_SPACING) return entry;
    throw new LayerError('spacing_form', { parameter, value: entry });
  };
  return eachAxis(value, axes, parameter, read);
}

/** The unit of the spacing, one an axis. */
export function readUnit(value: unknown, axes: number): readonly string[] | null {
  if (value === undefined || value === null) return null;
  const parameter = 'unit';
  const read = (entry: unknown): string => {
    if (typeof entry === 'string' && entry.length <= LIMITS.name) return entry;
    throw new LayerError('unit_form', { parameter, value: entry });
  };
  return eachAxis(value, axes, parameter, read);
}
