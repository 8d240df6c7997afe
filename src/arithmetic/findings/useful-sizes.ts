import type { AxisMaps } from './axis-maps.js';
import { fewestInputs } from './fewest-inputs.js';
import type { Found, Kind } from './finding.js';
import { deepest, layerAt, overAxes } from './survey.js';
import type { Survey } from './survey.js';

/** The smallest input for which no layer is empty; `null` where it is not known or any is. */
function smallestInput(survey: Survey, axis: number): number | null {
  const { wires } = survey.axes[axis].maps;
  const fewest: number[] = wires.map(() => 1);
  for (let at = wires.length - 1; at > 0; at -= 1) {
    const needed = fewestInputs(layerAt(survey, at), wires[at][0].map, axis, fewest[at]);
    if (needed === null) return null;
    for (const { from, map } of wires[at]) {
      const own = map.shift === 0 ? 1 : needed;
      fewest[from] = Math.max(fewest[from], own);
    }
  }
  return fewest[0] > 1 ? fewest[0] : null;
}

/** Whether the places of the features hang on the size of the input. */
const movesWithSize = ({ layers, wires }: AxisMaps): boolean =>
  layers.some(({ parameters }, index) => {
    const [{ map }] = wires[index + 1];
    return !map.regular || (parameters.padding === 'same' && map.shift > 1);
  });

/** From which size of the image the field of the last map lies within it for some feature. */
export const usefulSizes: Kind = {
  code: 'useful_sizes',
  severity: 'info',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const at = deepest(survey, axis);
      if (at === null || movesWithSize(survey.axes[axis].maps)) return [];
      const row = survey.rows[at];
      const [r, j, start] = [row.r[axis], Number(row.j[axis]), Number(row.start[axis])];
      if (row.period[axis] !== 1 || j <= 0) return [];
      const first = Math.max(0, Math.ceil((r / 2 - start) / j));
      const whole = start + first * j + r / 2;
      const size = survey.network.inputSize[axis];
      if (whole <= size) return [];
      const values = { smallest: smallestInput(survey, axis), whole, size };
      return [{ layer: row.name, weight: 0.9, values }];
    }),
};
