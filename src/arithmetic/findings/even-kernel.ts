import type { EvenShift } from './even-shift.js';
import { evenShift } from './even-shift.js';
import type { Found, Kind } from './finding.js';
import { curesOf } from './misaligned.js';
import { overAxes } from './survey.js';
import type { Survey } from './survey.js';

/** One even kernel that shifts, and by how many pixels. */
export interface Shifted {
  readonly at: number;
  readonly kernel: number;
  readonly by: number;
  /** Distance between the features it shifts. */
  readonly j: number;
}

/** The layers whose even kernel shifts their features, where `wanted` says so. */
export function shiftedOn(
  { axes, rows }: Survey,
  axis: number,
  wanted: (even: EvenShift) => boolean,
): Shifted[] {
  const { maps } = axes[axis];
  return maps.layers.flatMap((_, index): Shifted[] => {
    const at = index + 1;
    const even = evenShift(maps, at);
    if (!even || !wanted(even)) return [];
    const j = Number(rows[maps.wires[at][0].from].j[axis]);
    return [{ at, kernel: even.kernel, by: even.shift * j, j }];
  });
}

/** Even kernels at stride 1 whose padding cannot be the same on both sides. */
export const evenKernel: Kind = {
  code: 'even_kernel',
  severity: 'warning',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const shifted = shiftedOn(survey, axis, ({ keepsSize }) => keepsSize);
      const total = shifted.reduce((sum, { by }) => sum + by, 0);
      const blamed = curesOf(survey, axis);
      const own = shifted.filter(({ at }) => !blamed.has(at));
      if (own.length === 0 || total === 0) return [];
      const [{ at, kernel, by }] = own;
      const weight = Math.abs(total) / survey.network.inputSize[axis];
      const values = { kernel, by, more: own.length - 1 };
      return [{ layer: survey.rows[at].name, weight, values }];
    }),
};
