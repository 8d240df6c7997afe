import { slidingOf } from '../sliding.js';
import type { AxisMaps } from './axis-maps.js';

/** What an even kernel at stride 1 does to the places of its map. */
export interface EvenShift {
  readonly kernel: number;
  /** From the centres of its input to those of its output, in features of the input. */
  readonly shift: number;
  /** Whether the map has the same size, so that every feature has one below it to compare. */
  readonly keepsSize: boolean;
}

/** The shift of an even kernel at stride 1; `null` for others, and for those that look back only. */
export function evenShift({ layers, sizes, wires }: AxisMaps, at: number): EvenShift | null {
  const [{ from, map }] = wires[at];
  const sliding = slidingOf(layers[at - 1], map);
  if (!sliding || sliding.stride !== 1 || sliding.extent % 2 === 1 || map.size === 1) return null;
  const { kernel, extent, before } = sliding;
  const keepsSize = map.size === sizes[from];
  if (keepsSize && before === extent - 1) return null;
  return { kernel, shift: (extent - 1) / 2 - before, keepsSize };
}
