import type { Layer, Pair, WindowMap } from '../../layers/index.js';
import { slidingOf } from '../sliding.js';

/** Types whose features are as many as those of their input. */
const SAME_SIZE: ReadonlySet<string> = new Set([
  'pointwise',
  'norm',
  'attention',
  'add',
  'concat',
  'multiply',
]);

/** Types that make something of any input. */
const ANY_SIZE: ReadonlySet<string> = new Set(['linear', 'global_pool', 'adaptive_pool']);

/** The fewest input features of a layer that has `n`; `null` where it is not known. */
export function fewestInputs(layer: Layer, map: WindowMap, axis: number, n: number): number | null {
  if (SAME_SIZE.has(layer.type)) return n;
  if (ANY_SIZE.has(layer.type)) return 1;
  if (layer.type === 'pixel_unshuffle') return n * map.shift;
  if (layer.type === 'pixel_shuffle') return Math.ceil(n / map.period);
  const sliding = slidingOf(layer, map);
  const { padding, cropping, ceil_mode: ceil } = layer.parameters;
  const pairOf = (value: unknown): Pair => (value as readonly Pair[])[axis];
  if (layer.type === 'crop') return n + pairOf(cropping)[0] + pairOf(cropping)[1];
  if (layer.type === 'pad') return Math.max(1, n - pairOf(padding)[0] - pairOf(padding)[1]);
  if (!sliding || ceil === true) return null;
  const reach = (n - 1) * sliding.stride;
  if (padding === 'same') return reach + 1;
  const [before, after] = pairOf(padding);
  return Math.max(1, reach + sliding.extent - before - after);
}
