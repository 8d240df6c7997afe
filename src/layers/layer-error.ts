import { sentence } from './sentences/sentences.js';
import type { Values } from './sentences/fill.js';

/**
 * What is wrong with a layer list, and where.
 *
 * `message` is the sentence of the table for `code` and `values`.
 */
export class LayerError extends Error {
  override readonly name = 'LayerError';
  readonly code: string;
  /** Name of the layer, `input` for a wrong input size, `null` where it is no layer's. */
  readonly layer: string | null;
  readonly parameter: string | null;
  /** The value that is wrong. */
  readonly value: unknown;
  /** What the sentence is made of; `position` counts layers from 1. */
  readonly values: Values;

  constructor(code: string, values: Values = {}) {
    super(sentence(code, values));
    this.code = code;
    this.layer = typeof values.layer === 'string' ? values.layer : null;
    this.parameter = typeof values.parameter === 'string' ? values.parameter : null;
    this.value = values.value ?? null;
    this.values = values;
  }
}

/** Runs `read`; an error from it gets what `place` says: the layer and what else is known. */
export function placed<T>(place: () => Values, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LayerError) || error.layer !== null) throw error;
    throw new LayerError(error.code, { ...place(), ...error.values });
  }
}
