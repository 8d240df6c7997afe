import type { Layer } from '../../layers/index.js';
import { followsSize } from '../pace.js';
import { firstAccepted, mapsAt } from '../sweep/smallest.js';
import type { AxisMaps } from './axis-maps.js';
import { fewestInputs } from './fewest-inputs.js';
import type { Found, Kind } from './finding.js';
import { deepest, layerAt, overAxes } from './survey.js';
import type { Survey } from './survey.js';

/** More sizes than this are not tried. */
const MOST_SIZES = 64;
/** Nor are more layers walked for them. */
const MOST_WALKED = 2 ** 18;

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

/** Whether the pixels are taken from the last one on, to the first ones or to some before them. */
function isReversed({ type, parameters }: Layer, axis: number): boolean {
  if (type !== 'slice') return false;
  const at = (name: string): number | null => (parameters[name] as (number | null)[])[axis];
  return Number(at('step')) < 0 && (at('start') ?? -1) < 0 && (at('stop') ?? 0) >= 0;
}

/**
 * 1 where maps begin at the start of the image, -1 where they do at its end, since that is how it
 * is read; `null` where some begin or end elsewhere.
 */
function directionOf({ layers, wires }: AxisMaps, axis: number): 1 | -1 | null {
  const followers = layers.filter((layer) => followsSize(layer, axis));
  if (followers.length === 0) return 1;
  const first = layers.filter((_, i) => wires[i + 1].some(({ from }) => from === 0));
  const isTurned =
    first.length === followers.length && first.every((layer) => isReversed(layer, axis));
  return isTurned ? -1 : null;
}

/** From which size of the image the field of the last map lies within it for some feature. */
export const usefulSizes: Kind = {
  code: 'useful_sizes',
  severity: 'info',
  find: (survey) =>
    overAxes(survey, (axis): Found[] => {
      const { network, rows } = survey;
      const { maps } = survey.axes[axis];
      const at = deepest(survey, axis);
      if (at === null || movesWithSize(maps)) return [];
      const direction = directionOf(maps, axis);
      const row = rows[at];
      const size = network.inputSize[axis];
      const j = Number(row.j[axis]) * (direction ?? 0);
      // Branches that do not line up may seem to in a map of few features.
      if (row.period[axis] !== 1 || !row.aligned[axis] || j <= 0) return [];
      // As if the image were turned round where it is read from its end on.
      const start = direction === 1 ? Number(row.start[axis]) : size - Number(row.start[axis]);
      const r = row.r[axis];
      const first = Math.max(0, Math.ceil((r / 2 - start) / j));
      const least = Math.round(start + first * j + r / 2);
      if (least <= size && row.n[axis] > first) return [];
      const whole = firstAccepted(network, axis, Math.max(least, size + 1), {
        most: Math.min(MOST_SIZES, Math.ceil(MOST_WALKED / network.layers.length)),
        maps: (own, along, n) => {
          const found = mapsAt(own, along, n);
          return found && found.sizes[at] > first ? found : null;
        },
      });
      if (whole === null) return [];
      const values = { smallest: smallestInput(survey, axis), whole, size };
      return [{ layer: row.name, weight: 0.9, values }];
    }),
};
