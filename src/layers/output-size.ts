import { LIMITS } from './limits.js';
import { LayerError } from './layer-error.js';

/** The size itself, unless it is beyond the limit because of `parameter`. */
export function limitedSize(size: number, parameter: string): number {
  if (size <= LIMITS.number) return size;
  throw new LayerError('size_large', { parameter, size, limit: LIMITS.number });
}
