import type { Row } from '../lattices/row.js';
import type { Found, Kind } from './finding.js';
import { isSure, overAxes } from './survey.js';

/** The longest run of neighbours that share a field. */
function longestRun(row: Row, axis: number): number {
  const [n, j, phases] = [row.n[axis], Number(row.j[axis]), row.phases[axis]];
  if (!phases) return 1;
  if (j === 0) return n;
  let [run, longest] = [1, 1];
  for (let i = 1; i < phases.length; i += 1) {
    const [[before, size], [center, own]] = [phases[i - 1], phases[i]];
    run =
      size === own && Math.abs(Number(center) + j - Number(before)) < Math.abs(j) / 1024
        ? run + 1
        : 1;
    longest = Math.max(longest, run);
  }
  return Math.min(n, longest);
}

/** Last maps on which neighbours see the same pixels. */
export const sharedFields: Kind = {
  code: 'shared_fields',
  severity: 'info',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const at = survey.axes[axis].ends.find(
        (end) => isSure(survey.rows[end], axis) && longestRun(survey.rows[end], axis) > 1,
      );
      if (at === undefined) return [];
      const row = survey.rows[at];
      const run = longestRun(row, axis);
      return [{ layer: row.name, weight: 1 - 1 / run, values: { count: run, n: row.n[axis] } }];
    }),
};
