import type { Found, Kind } from './finding.js';
import { isSure, overAxes } from './survey.js';

/** The first layer whose field is larger than the image. */
export const fieldLarger: Kind = {
  code: 'field_larger',
  severity: 'info',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const size = survey.network.inputSize[axis];
      const row = survey.rows.find((own) => own.r[axis] > size && isSure(own, axis));
      if (!row) return [];
      return [{ layer: row.name, weight: 1, values: { r: row.r[axis], size } }];
    }),
};
