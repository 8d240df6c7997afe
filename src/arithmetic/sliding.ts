import type { Layer, WindowMap } from '../layers/index.js';

/** A kernel that slides on one axis. */
export interface Sliding {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  /** From its first to its last tap. */
  readonly extent: number;
}

const SLIDING: ReadonlySet<string> = new Set(['conv', 'max_pool', 'avg_pool']);

/** The kernel of a convolution or a pool, from its window; `null` for layers of other types. */
export function slidingOf(layer: Layer, map: WindowMap): Sliding | null {
  if (!SLIDING.has(layer.type)) return null;
  const { first, count, step } = map.window(0)[0];
  const extent = (count - 1) * step + 1;
  return { kernel: count, stride: map.shift, dilation: step, before: -first, extent };
}
