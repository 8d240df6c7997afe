import { wiringOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import { lattices } from '../lattices/lattices.js';
import { applied } from './edit.js';
import type { Candidate, Edit } from './edit.js';
import { kernelOf, withKernel } from './kernels.js';
import type { Maker } from './maker.js';

/** Dilations that fill one another's holes, over and over. */
const PATTERNS = [
  [1, 2, 5],
  [1, 2, 3],
] as const;

const dilatedLayers = ({ layers }: Network, axis: number): number[] =>
  layers.flatMap((layer, index) => {
    const kernel = kernelOf(layer, axis);
    return kernel && kernel.dilation > 1 && kernel.size > 1 ? [index + 1] : [];
  });

const dilated = (network: Network, at: number, axes: readonly number[], to: number): Edit[] =>
  withKernel(network, at, axes, (kernel) => ({ ...kernel, dilation: to })).slice(0, 1);

/** The largest dilations that leave no hole: none steps over more than its input sees at once. */
function filled(network: Network, axes: readonly number[], blamed: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  let own = network;
  for (const at of blamed) {
    const [axis] = axes;
    const { from } = wiringOf(own).wires[at][0];
    const { r, j } = lattices(own)[from];
    const { dilation } = kernelOf(own.layers[at - 1], axis) as { dilation: number };
    const most = Math.max(1, Math.floor(r[axis] / Math.abs(Number(j[axis]))));
    if (dilation <= most) continue;
    const [edit] = dilated(own, at, axes, most);
    const next = edit && applied(own, { edits: [edit], cost: 0 });
    if (!next) return [];
    edits.push(edit);
    own = next;
  }
  return edits;
}

/** How much smaller the dilations become: the less, the more of the field is kept. */
function lost(network: Network, axis: number, edits: readonly Edit[]): number {
  return edits.reduce((sum, { layer: name, set }) => {
    const layer = network.layers.find((each) => each.name === name);
    const before = (layer?.parameters.dilation as readonly number[])[axis];
    const after = ((set.dilation ?? []) as readonly number[])[axis] ?? before;
    return sum + Math.abs(before - after);
  }, edits.length);
}

/** Holes left by dilation: smaller dilations, or ones that fill one another's holes. */
export const holes: Maker = ({ network }, { layer }, axes): Candidate[] => {
  const [axis] = axes;
  const blamed = dilatedLayers(network, axis);
  const own = blamed.filter((at) => network.layers[at - 1].name === layer);
  const current = (at: number): number => kernelOf(network.layers[at - 1], axis)?.dilation ?? 1;
  const edits = [
    filled(network, axes, blamed),
    ...PATTERNS.map((pattern) =>
      blamed.flatMap((at, i) => {
        const to = pattern[i % pattern.length];
        return to === current(at) ? [] : dilated(network, at, axes, to);
      }),
    ),
    ...own.flatMap((at) =>
      Array.from({ length: Math.min(8, current(at) - 1) }, (_, i) =>
        dilated(network, at, axes, current(at) - 1 - i),
      ),
    ),
  ];
  return edits.map((each) => ({ edits: each, cost: lost(network, axis, each) }));
};
