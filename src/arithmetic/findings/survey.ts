import { axisNames, wiringOf } from '../../layers/index.js';
import type { Layer, Network } from '../../layers/index.js';
import { lattices } from '../lattices/lattices.js';
import type { Row } from '../lattices/row.js';
import { axisMaps, readersOf, twinsOf } from './axis-maps.js';
import type { AxisMaps } from './axis-maps.js';
import type { Found } from './finding.js';
import { lossesOf } from './losses.js';
import type { Loss } from './losses.js';

/** What is looked at on one axis. */
export interface AxisSurvey {
  readonly maps: AxisMaps;
  /** Positions of maps that the layers they feed leave unread. */
  readonly losses: readonly Loss[];
  /** The last maps whose features do not see everything. */
  readonly ends: readonly number[];
}

/** What all kinds look at; positions count from the input, which is 0. */
export interface Survey {
  readonly network: Network;
  readonly rows: readonly Row[];
  /** The positions that each position feeds. */
  readonly readers: readonly (readonly number[])[];
  /** Axes that are alike in every layer share theirs. */
  readonly axes: readonly AxisSurvey[];
}

function endsOf({ wires }: AxisMaps, readers: Survey['readers']): number[] {
  const whole: boolean[] = [];
  for (const inputs of wires) {
    whole.push(inputs.some(({ from, map }) => map.whole || whole[from]));
  }
  return readers.flatMap((above, at) =>
    !whole[at] && above.every((reader) => whole[reader]) ? [at] : [],
  );
}

export function surveyOf(network: Network): Survey {
  const rows = lattices(network);
  const { wires } = wiringOf(network);
  const readers = readersOf(wires);
  const axes: AxisSurvey[] = [];
  twinsOf(network).forEach((twin, axis) => {
    if (twin !== axis) {
      axes.push(axes[twin]);
      return;
    }
    const maps = axisMaps(network, axis);
    axes.push({ maps, losses: lossesOf(maps), ends: endsOf(maps, readers) });
  });
  return { network, rows, readers, axes };
}

/** The layer at a position from 1 on. */
export const layerAt = ({ network }: Survey, at: number): Layer => network.layers[at - 1];

/** Whether the numbers of an axis of a row are what is read, and not a bound of it. */
export const isSure = ({ statuses }: Row, axis: number): boolean =>
  statuses[axis] === 'exact' || statuses[axis] === 'varies';

/** The last map on an axis with the largest field that is known; `null` where there is none. */
export function deepest({ axes, rows }: Survey, axis: number): number | null {
  let found: number | null = null;
  for (const at of axes[axis].ends) {
    if (at === 0 || !isSure(rows[at], axis)) continue;
    if (found === null || rows[at].r[axis] >= rows[found].r[axis]) found = at;
  }
  return found;
}

/**
 * What `find` finds on each axis; what axes have in common is said once.
 *
 * `values.axis` names the axes where they are not all.
 */
export function overAxes(
  { network, axes: surveys }: Survey,
  find: (axis: number) => readonly Found[],
): Found[] {
  const names = axisNames(network.inputSize.length);
  const groups = new Map<string, { found: Found; axes: number[] }>();
  const byAxis: (readonly Found[])[] = [];
  surveys.forEach((survey, axis) => {
    const twin = surveys.indexOf(survey);
    byAxis.push(twin === axis ? find(axis) : byAxis[twin]);
    for (const found of byAxis[axis]) {
      const key = JSON.stringify([found.layer, found.values]);
      const group = groups.get(key);
      if (group) group.axes.push(axis);
      else groups.set(key, { found, axes: [axis] });
    }
  });
  return Array.from(groups.values(), ({ found, axes }) => {
    const axis = axes.length === names.length ? null : axes.map((at) => names[at]).join(', ');
    return { ...found, values: { layer: found.layer, axis, ...found.values } };
  });
}
