import { featureCenter } from '../feature-center.js';
import type { Found, Kind } from './finding.js';
import { deepest, overAxes } from './survey.js';

/** Less of the image than this is no lean to speak of. */
const LEAST_SHARE = 0.02;
/** What places may be off by that are no plain numbers, in pixels. */
const ROUNDED = 1e-9;

/** Last maps whose features do not stand around the middle of the image. */
export const leans: Kind = {
  code: 'leans',
  severity: 'info',
  follows: ['rows_dropped', 'blind_pixels', 'misaligned', 'even_kernel'],
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const at = deepest(survey, axis);
      if (at === null) return [];
      const size = survey.network.inputSize[axis];
      const row = survey.rows[at];
      const [first, last] = [0, row.n[axis] - 1].map((u) => featureCenter(row, axis, u));
      const by = (first + last - size) / 2;
      const weight = Math.abs(by) / size;
      if (Math.abs(by) < 1 - ROUNDED || weight < LEAST_SHARE) return [];
      return [{ layer: row.name, weight, values: { by, size } }];
    }),
};
