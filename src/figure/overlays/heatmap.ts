import type { Field } from '../../arithmetic/index.js';
import { sentence } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import { heatFrom, onAxes, softnessOf } from './heat.js';
import type { Heat } from './heat.js';
import { isHeatmap, readLevels } from './heatmap-form.js';
import type { Heatmap } from './heatmap-form.js';
import type { Pair } from '../maps.js';
import { show, showCount, showSize } from '../words/numbers.js';

export { heatImage, heatLines, heatProfiles, heatSection, profileRoom } from './heat.js';

/** Shares of cells as those of the pixels in them. */
function perPixel(shares: readonly number[], pixels: number): number[] {
  const out = Array.from(
    { length: pixels },
    (_, i) => shares[Math.floor((i * shares.length) / pixels)],
  );
  // Cells may have one pixel more than others.
  const total = out.reduce((all, share) => all + share, 0);
  return out.map((share) => share / total);
}

/**
 * An array of the user's, ready to be drawn on the image as the weights of the pixels are.
 *
 * @param field - what the selected feature sees
 * @param axes - which axes of the network stand for y and x; -1 for none
 * @returns `null` where it is of another feature, of an image of another size, or no such array
 */
export function heatmapOf(
  heatmap: Heatmap,
  network: Network,
  field: Field,
  axes: readonly [y: number, x: number],
): Heat | null {
  const { inputSize } = network;
  if (!isHeatmap(heatmap, inputSize.length)) return null;
  const { shape, layer, index, width } = heatmap;
  if (layer !== undefined && (layer !== field.layer || String(index) !== String(field.index))) {
    return null;
  }
  if (shape.some((n, axis) => n > inputSize[axis])) return null;
  const pixels = axes.map((axis) => (axis < 0 ? 1 : inputSize[axis])) as unknown as Pair;
  const [rows, columns] = axes.map((axis) => (axis < 0 ? 1 : shape[axis]));
  const cell: Pair = [pixels[0] / rows, pixels[1] / columns];
  const cells = onAxes(readLevels(heatmap), shape, axes);
  const total = cells.reduce((all, value) => all + value, 0);
  const grid = { width: columns, height: rows, values: cells.map((value) => value / total) };
  const sums = [0, 1].map((side) => sumsOf(grid.values, columns, side));
  const says = (count: number): string =>
    sentence('heatmap', {
      half: showCount(Math.round(count * cell[0] * cell[1])),
      pixels: showCount(pixels[0] * pixels[1]),
      width: width === undefined ? null : show(Math.round(width * 10) / 10),
      r: showSize(field.size),
    });
  return heatFrom({
    first: [0, 0],
    shape: pixels,
    cell,
    grid,
    marginals: [perPixel(sums[0], pixels[0]), perPixel(sums[1], pixels[1])],
    soft: softnessOf(network, field.layer, axes, cell),
    says,
  });
}

/** Sums of the rows (side 0), or of the columns. */
function sumsOf(values: readonly number[], columns: number, side: number): number[] {
  const out = new Array<number>(side === 0 ? values.length / columns : columns).fill(0);
  values.forEach((value, i) => {
    out[side === 0 ? Math.floor(i / columns) : i % columns] += value;
  });
  return out;
}
