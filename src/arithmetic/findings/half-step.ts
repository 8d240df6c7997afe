import { shiftedOn } from './even-kernel.js';
import type { Found, Kind } from './finding.js';
import { overAxes } from './survey.js';

/** Even kernels at stride 1 that change the size, and so stand between the features below. */
export const halfStep: Kind = {
  code: 'half_step',
  severity: 'info',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const shifted = shiftedOn(survey, axis, ({ keepsSize }) => !keepsSize);
      const steps = shifted.reduce((sum, { by, j }) => sum + by / j, 0);
      if (Number.isInteger(steps)) return [];
      const [{ at, kernel, by, j }] = shifted;
      const values = { kernel, by, more: shifted.length - 1 };
      const weight = Math.abs(j) / 2 / survey.network.inputSize[axis];
      return [{ layer: survey.rows[at].name, weight, values }];
    }),
};
