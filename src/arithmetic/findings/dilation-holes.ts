import type { Found, Kind } from './finding.js';
import { slidingOf } from '../sliding.js';
import { isSure, layerAt, overAxes } from './survey.js';
import type { Survey } from './survey.js';

/** For every position, whether its fields have holes that a last map keeps. */
function holesThatStay({ rows, readers, axes }: Survey, axis: number): boolean[] {
  const last = new Set(axes[axis].ends);
  const stay: boolean[] = [];
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const kept = last.has(at) || readers[at].some((reader) => stay[reader]);
    stay[at] = kept && !rows[at].dense[axis];
  }
  return stay;
}

/** Dilated kernels that jump over pixels which no later layer fills in: gridding. */
export const dilationHoles: Kind = {
  code: 'dilation_holes',
  severity: 'warning',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const { rows, axes } = survey;
      const { wires } = axes[axis].maps;
      const stay = holesThatStay(survey, axis);
      const first = rows.flatMap((row, at) => {
        if (!stay[at] || !isSure(row, axis) || stay[wires[at][0].from]) return [];
        const sliding = slidingOf(layerAt(survey, at), wires[at][0].map);
        return sliding && sliding.dilation > 1 && sliding.kernel > 1 ? [{ row, sliding }] : [];
      });
      if (first.length === 0) return [];
      const [{ row, sliding }] = first;
      const r = row.r[axis];
      const pixels = row.phases[axis]?.[0][2] ?? null;
      const values = { dilation: sliding.dilation, r, pixels, more: first.length - 1 };
      return [{ layer: row.name, weight: pixels === null ? 0.5 : 1 - pixels / r, values }];
    }),
};
