import { LIMITS } from '../limits.js';
import { LayerError } from '../layer-error.js';

/** One layer as somebody wrote it, not checked: its keys, `name` and `type` among them. */
export type Written = Readonly<Record<string, unknown>>;

/** A row that is no row; its error waits until the layers above it are read. */
export interface Unreadable {
  readonly refusal: LayerError;
  readonly name: unknown;
}

const SHORT = ['kernel_size', 'stride', 'padding', 'dilation'] as const;

/** An object that is plain data, from whatever realm. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The type of a short row follows from its name. */
function typeByName(name: unknown): string {
  if (typeof name !== 'string') return 'conv';
  const pool = /^(max|avg)?_?pool/i.exec(name);
  if (!pool) return 'conv';
  return pool[1]?.toLowerCase() === 'avg' ? 'avg_pool' : 'max_pool';
}

const isOne = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((entry) => entry === 1) : value === 1;

function readShortRow(row: readonly unknown[], key: string | undefined): Written | Unreadable {
  const named = typeof row[0] === 'string';
  const name = key ?? (named ? row[0] : undefined);
  const count = row.length - (named ? 1 : 0);
  const refuse = (code: string, values = {}): Unreadable => ({
    refusal: new LayerError(code, { value: row, ...values }),
    name,
  });
  if (row.length === 0) return refuse('row_empty');
  if (count === 0) return refuse('row_kernel', { parameter: 'kernel_size' });
  if (count > SHORT.length) return refuse('row_long', { count });
  if (key !== undefined && named && row[0] !== key) {
    return refuse('row_name', { parameter: 'name', value: key, other: row[0] });
  }
  const type = typeByName(name);
  const numbers: readonly unknown[] = named ? row.slice(1) : row;
  const written: Record<string, unknown> = { stride: 1 };
  if (name !== undefined) written.name = name;
  written.type = type;
  numbers.forEach((value, index) => {
    written[SHORT[index]] = value;
  });
  if (type === 'avg_pool' && isOne(written.dilation)) delete written.dilation;
  return written;
}

function readRow(row: unknown, key?: string): Written | Unreadable {
  if (Array.isArray(row)) return readShortRow(row, key);
  if (!isRecord(row)) {
    return { refusal: new LayerError('row_form', { value: row }), name: key };
  }
  if (key === undefined) return row;
  if (row.name === undefined) return { ...row, name: key };
  if (row.name === key) return row;
  const values = { parameter: 'name', value: key, other: row.name };
  return { refusal: new LayerError('row_name', values), name: key };
}

export const isUnreadable = (row: Written | Unreadable): row is Unreadable =>
  row.refusal instanceof LayerError;

function checkCount(count: number): void {
  if (count === 0) throw new LayerError('layers_empty');
  if (count > LIMITS.layers) {
    throw new LayerError('layers_too_many', { count, limit: LIMITS.layers });
  }
}

/**
 * The rows of a list, or of an object whose keys are names.
 *
 * @throws LayerError where it is neither, is empty or far too long, or has lost its order
 */
export function readRows(layers: unknown): readonly (Written | Unreadable)[] {
  if (Array.isArray(layers)) {
    checkCount(layers.length);
    return Array.from(layers as readonly unknown[], (row) => readRow(row));
  }
  if (!isRecord(layers)) throw new LayerError('layers_form', { value: layers });
  const keys = Object.keys(layers);
  checkCount(keys.length);
  const lost = keys.find((key) => /^\d+$/.test(key));
  if (lost !== undefined) throw new LayerError('layers_integer_keys', { value: lost });
  return keys.map((key) => readRow(layers[key], key));
}
