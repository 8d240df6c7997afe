import { hull, interval, size } from '../sets/axis-set.js';
import type { AxisSet } from '../sets/axis-set.js';
import { difference } from '../sets/combine.js';
import { shadows, volume } from '../sets/products.js';
import type { Found, Kind } from './finding.js';
import type { Loss } from './losses.js';
import { pixelsRead, pixelsReadThrough } from './pixels-read.js';
import { dropsOf } from './rows-dropped.js';
import { slidingOf } from '../sliding.js';
import { layerAt, overAxes } from './survey.js';
import type { Survey } from './survey.js';

/** More layers than this are not asked whether they are the one that leaves pixels out. */
const MOST_SUSPECTS = 16;

/** Rows of the image that nothing reads, without those that no longer fit where maps end. */
function blindRows({ axes, rows }: Survey, read: AxisSet, axis: number): AxisSet {
  const { maps } = axes[axis];
  const n = maps.sizes[0];
  let blind = difference(interval(0, n), read);
  const bounds = hull(read);
  if (!bounds) return blind;
  for (const { at } of dropsOf(axes[axis])) {
    const { j, statuses } = rows[at];
    // A map that begins at the end of the image ends where that begins, one of all of it nowhere.
    const both = statuses[axis] === 'whole';
    if (both || Number(j[axis]) > 0) blind = difference(blind, interval(bounds[1], n));
    if (both || Number(j[axis]) < 0) blind = difference(blind, interval(0, bounds[0]));
  }
  return blind;
}

/** The loss nearest to the input that alone leaves pixels out. */
function causeOf({ network }: Survey, losses: readonly Loss[], axis: number): Loss {
  const alone = losses.slice(0, MOST_SUSPECTS).find((loss) => {
    const read = shadows(pixelsReadThrough(network, axis, loss), network.inputSize.length)[axis];
    return size(read) < network.inputSize[axis];
  });
  return alone ?? losses[0];
}

/** Pixels inside the image that no feature of the last layers reads. */
export const blindPixels: Kind = {
  code: 'blind_pixels',
  severity: 'warning',
  find(survey) {
    const { network, axes } = survey;
    if (axes.every(({ losses }) => losses.length === 0)) return [];
    const { inputSize } = network;
    const read = pixelsRead(network);
    const share = 1 - volume(read) / inputSize.reduce((product, n) => product * n, 1);
    return overAxes(survey, (axis): Found[] => {
      const { maps, losses } = axes[axis];
      const blind = blindRows(survey, shadows(read, inputSize.length)[axis], axis);
      if (blind.length === 0 || losses.length === 0) return [];
      const { reader } = causeOf(survey, losses, axis);
      const layer = layerAt(survey, reader);
      const sliding = slidingOf(layer, maps.wires[reader][0].map);
      const steps = sliding !== null && sliding.stride > sliding.kernel;
      const values = {
        ...{ count: size(blind), size: inputSize[axis], first: blind[0].lo, share },
        kernel: steps ? sliding.kernel : null,
        stride: steps ? sliding.stride : null,
      };
      return [{ layer: layer.name, weight: share, values }];
    });
  },
};
