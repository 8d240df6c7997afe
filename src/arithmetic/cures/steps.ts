import { shiftedOn } from '../findings/even-kernel.js';
import type { Candidate, Edit } from './edit.js';
import { costOf, numbers, withKernel } from './kernels.js';
import type { Maker } from './maker.js';

/** Pixels that a stride jumps over: a kernel as wide as the stride, or a stride as short as the kernel. */
export const jumpedOver: Maker = ({ network, rows }, { layer: name }, axes): Candidate[] => {
  const at = rows.findIndex((row) => row.name === name);
  const layer = network.layers[at - 1];
  const strides = numbers(layer, 'stride');
  const kernels = numbers(layer, 'kernel_size');
  if (axes.some((axis) => !(strides[axis] > kernels[axis]))) return [];
  const wide = withKernel(network, at, axes, ({ dilation }) => ({
    size: Math.max(...axes.map((axis) => strides[axis])),
    dilation,
  }));
  const stride = strides.map((s, axis) => (axes.includes(axis) ? kernels[axis] : s));
  return [wide.slice(0, 1), [{ layer: name, set: { stride } }]].map((edits, rank) => ({
    edits,
    cost: rank,
  }));
};

/** Even kernels that shift: odd ones, one wider or one narrower. */
export const shifted: Maker = (survey, _finding, axes): Candidate[] => {
  const { network } = survey;
  const blamed = new Set(
    axes.flatMap((axis) =>
      shiftedOn(survey, axis, ({ keepsSize }) => keepsSize).map(({ at }) => at),
    ),
  );
  return [1, -1].flatMap((by): Candidate[] => {
    const edits: Edit[] = [...blamed].flatMap((at) =>
      withKernel(network, at, axes, ({ size, dilation }) => ({
        size: size % 2 === 0 ? size + by : size,
        dilation,
      })).slice(0, 1),
    );
    return edits.length === blamed.size ? [{ edits, cost: costOf(network, edits) }] : [];
  });
};
