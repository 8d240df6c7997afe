import type { Network, Pair } from '../../layers/index.js';
import type { Row } from '../lattices/row.js';
import { evenShift } from './even-shift.js';
import type { Found, Kind } from './finding.js';
import { meanPlace } from '../lattices/axis-lattice.js';
import type { AxisLattice } from '../lattices/axis-lattice.js';
import { axisStates } from '../lattices/axis-states.js';
import { feedersOf } from '../positions.js';
import { slidingOf } from '../sliding.js';
import { layerAt, overAxes, surveyOf } from './survey.js';
import type { Survey } from './survey.js';

/** One input of a merge that stands in places of its own. */
export interface Branch {
  readonly at: number;
  readonly j: number;
  /** Mean centre of the fields, less `u * j`. */
  readonly center: number;
}

/** What brings two branches together: other padding or cropping, or an odd kernel. */
interface Cure {
  readonly at: number;
  readonly parameter: 'padding' | 'cropping' | 'kernel_size';
  readonly pair: Pair | null;
}

type Place = Omit<Branch, 'at'>;

function placeOf(row: Row, axis: number): Place {
  const centers = (row.phases[axis] ?? []).flatMap(([center]) => (center === null ? [] : [center]));
  const sum = centers.reduce<number>((all, center) => all + Number(center), 0);
  const center = centers.length === 0 ? Number(row.start[axis]) : sum / centers.length;
  return { j: Number(row.j[axis]), center };
}

/** Places of what feeds a merge, also where a row says no more than what holds at this size. */
function placesOf(
  { network, rows, axes }: Survey,
  at: number,
  axis: number,
  from: readonly number[],
): readonly Place[] {
  if (from.every((each) => rows[each].phases[axis])) {
    return from.map((each) => placeOf(rows[each], axis));
  }
  const { maps } = axes[axis];
  const feeds = feedersOf(maps, at).flatMap((fed, place) => (fed && place < at ? [place] : []));
  const states = axisStates(network, maps, feeds);
  return from.map((each) => {
    const { j, start } = meanPlace(states.get(each) as AxisLattice);
    return { j: Number(j), center: Number(start) };
  });
}

/** The inputs of a merge that neither see everything nor are spread over the map. */
function branchesOf(survey: Survey, at: number, axis: number): Branch[] {
  const { rows, axes } = survey;
  const from = axes[axis].maps.wires[at].flatMap((wire) => {
    const row = rows[wire.from];
    const isSpread = wire.map.shift === 0 || row.statuses[axis] === 'whole';
    return isSpread || row.start[axis] === null ? [] : [wire.from];
  });
  return placesOf(survey, at, axis, from).map((place, i) => ({ at: from[i], ...place }));
}

/** The layers of one branch alone, from the merge down. */
export function stem({ axes, readers }: Survey, axis: number, from: number): number[] {
  const { wires } = axes[axis].maps;
  const path: number[] = [];
  // The input has no wire.
  for (let at = from; readers[at].length === 1 && wires[at].length === 1;) {
    path.push(at);
    at = wires[at][0].from;
  }
  return path;
}

/** What of one layer moves the features after it by `by` pixels and keeps their number. */
function cureAt(survey: Survey, at: number, axis: number, by: number): Cure | null {
  const [{ from, map }] = survey.axes[axis].maps.wires[at];
  const layer = layerAt(survey, at);
  const parameter = layer.type === 'crop' ? 'cropping' : 'padding';
  if (layer.type !== 'crop' && layer.type !== 'pad' && !slidingOf(layer, map)) {
    return null;
  }
  const given = layer.parameters[parameter];
  if (!Array.isArray(given)) return null;
  const [before, after] = given[axis] as Pair;
  const steps = (layer.type === 'crop' ? by : -by) / Number(survey.rows[from].j[axis]);
  const pair = [before + steps, after - steps] as const;
  return pair.every((side) => Number.isInteger(side) && side >= 0) ? { at, parameter, pair } : null;
}

const lopsided = ({ pair }: Cure): number => (pair ? Math.abs(pair[0] - pair[1]) : 0);

function cureOf(survey: Survey, axis: number, [first, second]: readonly Branch[]): Cure | null {
  if (first.j !== second.j) return null;
  const offset = second.center - first.center;
  const stems = [stem(survey, axis, first.at), stem(survey, axis, second.at)];
  const cures = stems.flatMap((path, branch) =>
    path.flatMap((at) => cureAt(survey, at, axis, branch === 0 ? offset : -offset) ?? []),
  );
  if (cures.length > 0) return cures.sort((a, b) => lopsided(a) - lopsided(b))[0];
  const even = stems.flat().find((at) => evenShift(survey.axes[axis].maps, at)?.keepsSize);
  return even === undefined ? null : { at: even, parameter: 'kernel_size', pair: null };
}

/** The two inputs of a merge that do not line up; `null` where all do. */
export function branchesApart(survey: Survey, at: number, axis: number): readonly Branch[] | null {
  const branches = branchesOf(survey, at, axis);
  const other = branches.find(
    ({ j, center }) => j !== branches[0].j || center !== branches[0].center,
  );
  return other ? [branches[0], other] : null;
}

/** Whether the inputs of a merge over a sequence all end with the same sample. */
function isCausal(survey: Survey, at: number, axis: number): boolean {
  if (survey.network.inputSize.length > 1) return false;
  const branches = branchesOf(survey, at, axis);
  const endOf = ({ at: from, center }: Branch): number => center + survey.rows[from].r[axis] / 2;
  return branches.every(
    (branch) => branch.j === branches[0].j && endOf(branch) === endOf(branches[0]),
  );
}

/** Positions of the merges with which an axis begins not to align. */
const firstMerges = ({ rows, axes }: Survey, axis: number): number[] =>
  rows.flatMap(({ aligned }, at) =>
    !aligned[axis] && axes[axis].maps.wires[at].every(({ from }) => rows[from].aligned[axis])
      ? [at]
      : [],
  );

/** Positions of the layers whose even kernel keeps branches apart. */
export function curesOf(survey: Survey, axis: number): ReadonlySet<number> {
  const blamed = firstMerges(survey, axis).flatMap((at) => {
    const branches = branchesApart(survey, at, axis);
    const cure = branches && cureOf(survey, axis, branches);
    return cure?.parameter === 'kernel_size' ? [cure.at] : [];
  });
  return new Set(blamed);
}

/**
 * The two inputs by which a merge is the first that does not line up on an axis; `null` where it is not.
 */
export function inputsApart(
  network: Network,
  merge: string,
  axis: number,
): readonly [Row, Row] | null {
  const survey = surveyOf(network);
  const at = firstMerges(survey, axis).find((each) => survey.rows[each].name === merge);
  const branches = at === undefined ? null : branchesApart(survey, at, axis);
  return branches && [survey.rows[branches[0].at], survey.rows[branches[1].at]];
}

/** Merges whose inputs do not stand in the same places. */
export const misaligned: Kind = {
  code: 'misaligned',
  severity: 'warning',
  find: (survey) =>
    overAxes(survey, (axis): Found[] =>
      firstMerges(survey, axis).flatMap((at): Found[] => {
        const branches = branchesApart(survey, at, axis);
        if (!branches) return [];
        const [first, second] = branches;
        const causal = isCausal(survey, at, axis);
        const cure = causal ? null : cureOf(survey, axis, branches);
        const same = first.j === second.j;
        const offset = second.center - first.center;
        const values = {
          first: survey.rows[first.at].name,
          second: survey.rows[second.at].name,
          offset: same ? offset : null,
          jumps: same ? null : [first.j, second.j],
          change: cure && layerAt(survey, cure.at).name,
          parameter: cure && cure.parameter,
          pair: cure && cure.pair,
          causal,
        };
        const weight = same ? Math.min(1, Math.abs(offset / first.j)) : 1;
        const severity = causal ? 'info' : 'warning';
        return [{ layer: survey.rows[at].name, weight, severity, values }];
      }),
    ),
};
