import type { Layer } from '../../layers/index.js';
import type { Found, Kind } from './finding.js';
import { overAxes } from './survey.js';

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** How many taps of a transposed convolution meet on a feature: the fewest and the most. */
function overlapOf({ parameters }: Layer, axis: number): [least: number, most: number] {
  const at = (name: string): number => (parameters[name] as readonly number[])[axis];
  const [kernel, stride] = [at('kernel_size'), at('stride')];
  const apart = greatestCommonDivisor(at('dilation'), stride);
  const classes = stride / apart;
  return [apart > 1 ? 0 : Math.floor(kernel / stride), Math.ceil(kernel / classes)];
}

/** Transposed convolutions that write some features more often than others: checkerboards. */
export const unevenOverlap: Kind = {
  code: 'uneven_overlap',
  severity: 'warning',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const uneven = survey.network.layers.filter((layer) => {
        if (layer.type !== 'conv_transpose' || layer.size[axis] === 1) return false;
        const [least, most] = overlapOf(layer, axis);
        return least !== most;
      });
      if (uneven.length === 0) return [];
      const [first] = uneven;
      const [least, most] = overlapOf(first, axis);
      const [kernel, stride, dilation] = ['kernel_size', 'stride', 'dilation'].map(
        (name) => (first.parameters[name] as readonly number[])[axis],
      );
      const below = Math.floor(kernel / stride) * stride;
      const apart = greatestCommonDivisor(dilation, stride) > 1;
      const cures = [...(below > 0 ? [below] : []), below + stride];
      const values = {
        ...{ kernel, stride, least, most, more: uneven.length - 1 },
        dilation: apart ? dilation : null,
        cures: apart ? null : cures,
      };
      return [{ layer: first.name, weight: (most - least) / (2 * most), values }];
    }),
};
