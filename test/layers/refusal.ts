import { LayerError, readNetwork } from '../../src/layers/index.js';
import type { Remarks } from '../../src/layers/index.js';

/** The error of a source that is refused. */
export function refusal(source: unknown, options: Remarks = { inputSize: 16 }): LayerError {
  try {
    readNetwork(source, options);
  } catch (error) {
    if (error instanceof LayerError) return error;
    throw error;
  }
  throw new Error('it was read');
}
