import type { Layer, Pair } from '../../layers/index.js';
import type { AxisMaps } from './axis-maps.js';
import type { Found, Kind } from './finding.js';
import { slidingOf } from '../sliding.js';
import { deepest, layerAt, overAxes } from './survey.js';
import type { Survey } from './survey.js';

/** Types whose features are as many as those of their input. */
const SAME_SIZE: ReadonlySet<string> = new Set([
  'pointwise',
  'norm',
  'attention',
  'add',
  'concat',
  'multiply',
]);

/** Types that make something of any input. */
const ANY_SIZE: ReadonlySet<string> = new Set(['linear', 'global_pool', 'adaptive_pool']);

/** The fewest input features of a layer that has `n`; `null` where it is not known. */
function fewestInputs(survey: Survey, at: number, axis: number, n: number): number | null {
  const layer: Layer = layerAt(survey, at);
  if (SAME_SIZE.has(layer.type)) return n;
  if (ANY_SIZE.has(layer.type)) return 1;
  const sliding = slidingOf(layer, survey.axes[axis].maps.wires[at][0].map);
  const { padding, cropping, ceil_mode: ceil } = layer.parameters;
  const pairOf = (value: unknown): Pair => (value as readonly Pair[])[axis];
  if (layer.type === 'crop') return n + pairOf(cropping)[0] + pairOf(cropping)[1];
  if (layer.type === 'pad') return Math.max(1, n - pairOf(padding)[0] - pairOf(padding)[1]);
  if (!sliding || ceil === true) return null;
  const reach = (n - 1) * sliding.stride;
  if (padding === 'same') return reach + 1;
  const [before, after] = pairOf(padding);
  return Math.max(1, reach + sliding.extent - before - after);
}

/** The smallest input for which no layer is empty; `null` where it is not known or any is. */
function smallestInput(survey: Survey, axis: number): number | null {
  const { wires } = survey.axes[axis].maps;
  const fewest: number[] = wires.map(() => 1);
  for (let at = wires.length - 1; at > 0; at -= 1) {
    const needed = fewestInputs(survey, at, axis, fewest[at]);
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
