import { LayerError } from '../../layers/index.js';
import { isInterval, size } from '../sets/axis-set.js';
import { axisMapsAt } from './axis-maps.js';
import type { AxisMaps } from './axis-maps.js';
import type { Found, Kind } from './finding.js';
import { lossesOf } from './losses.js';
import type { Loss } from './losses.js';
import { slidingOf } from '../sliding.js';
import { layerAt, overAxes } from './survey.js';
import type { Survey } from './survey.js';

/** Rows at the end of a map for which a kernel has no step left. */
interface Drop extends Loss {
  readonly count: number;
  readonly stride: number;
  /** Padding at the end with which one more step would just fit. */
  readonly padding: number;
}

/** The maps whose last rows are dropped, in order. */
export function dropsOf({ maps, losses }: { maps: AxisMaps; losses: readonly Loss[] }): Drop[] {
  return losses.flatMap((loss): Drop[] => {
    const { at, reader, unread } = loss;
    const n = maps.sizes[at];
    const { map } = maps.wires[reader][0];
    const sliding = slidingOf(maps.layers[reader - 1], map);
    if (!sliding || !isInterval(unread) || unread[0].hi !== n) return [];
    const { kernel, stride, before, extent } = sliding;
    if (kernel < stride) return [];
    const padding = map.size * stride - before + extent - n;
    return [{ ...loss, count: size(unread), stride, padding }];
  });
}

/** The size itself, where a network of this input size drops nothing. */
function fitting({ network }: Survey, axis: number, n: number): number | null {
  if (!Number.isInteger(n) || n < 1) return null;
  try {
    const maps = axisMapsAt(network, axis, n);
    return dropsOf({ maps, losses: lossesOf(maps) }).length === 0 ? n : null;
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}

/** Pixels for which there is no step: branches of one jump drop the same ones. */
function pixelsOf({ rows }: Survey, axis: number, drops: readonly Drop[]): number {
  const byJump = new Map<number, number>();
  for (const { at, count } of drops) {
    const j = Math.abs(Number(rows[at].j[axis]));
    byJump.set(j, Math.max(byJump.get(j) ?? 0, count));
  }
  let pixels = 0;
  for (const [j, count] of byJump) pixels += j * count;
  return pixels;
}

/** On each axis the pixels at the end for which the strides have no step. */
export const droppedPixels = (survey: Survey): readonly number[] =>
  survey.axes.map((own, axis) => pixelsOf(survey, axis, dropsOf(own)));

/** Rows at the end that no step of a kernel reaches: the size does not fit the strides. */
export const rowsDropped: Kind = {
  code: 'rows_dropped',
  severity: 'warning',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const { rows, axes, network } = survey;
      const drops = dropsOf(axes[axis]);
      const pixels = pixelsOf(survey, axis, drops);
      if (pixels === 0) return [];
      const [{ at, reader, count, padding }] = drops;
      const own = network.inputSize[axis];
      const steps = drops.map((drop) => Number(rows[drop.at].j[axis]) * drop.stride);
      const grid = Math.max(...steps.map(Math.abs));
      const values = {
        ...{ input: rows[at].name, count, n: rows[at].n[axis], more: drops.length - 1 },
        ...{ pixels, size: own, padding: drops.length === 1 ? padding : null },
        smaller: fitting(survey, axis, own - pixels),
        larger: fitting(survey, axis, own - pixels + grid),
      };
      return [{ layer: layerAt(survey, reader).name, weight: pixels / own, values }];
    }),
};
