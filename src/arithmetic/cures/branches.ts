import type { Pair } from '../../layers/index.js';
import { branchesApart, stem } from '../findings/misaligned.js';
import type { Survey } from '../findings/survey.js';
import { layerAt } from '../findings/survey.js';
import type { Candidate, Edit } from './edit.js';
import { costOf, kernelOf, numbers, withKernel } from './kernels.js';
import type { Kernel } from './kernels.js';
import type { Maker } from './maker.js';

const wider = (by: number) => (kernel: Kernel) => ({ ...kernel, size: kernel.size + by });

/** Every way to edit each of some layers, the first way of all together, then the second ... */
function together(ways: readonly (readonly Edit[])[]): (readonly Edit[])[] {
  if (ways.length === 0 || ways.some(({ length }) => length === 0)) return [];
  const count = Math.max(...ways.map(({ length }) => length));
  return Array.from({ length: count }, (_, i) =>
    ways.map((edits) => edits[Math.min(i, edits.length - 1)]),
  );
}

/** Kernels that become one wider or narrower together. */
const groupEdits = (
  { network }: Survey,
  axes: readonly number[],
  group: readonly number[],
): (readonly Edit[])[] =>
  [1, -1].flatMap((by) => together(group.map((at) => withKernel(network, at, axes, wider(by)))));

/** Groups of kernels, some of them odd, the others even; a kernel of 1 has none narrower. */
function byParity(
  { network }: Survey,
  [axis]: readonly number[],
  places: readonly number[],
): number[][] {
  const sizeAt = (at: number): number => kernelOf(network.layers[at - 1], axis)?.size ?? 0;
  return [0, 1].map((parity) => places.filter((at) => sizeAt(at) > 1 && sizeAt(at) % 2 === parity));
}

/** Kernels of one branch: each alone, and all of one parity. */
function kernelEdits(
  survey: Survey,
  axes: readonly number[],
  path: readonly number[],
): (readonly Edit[])[] {
  const sliding = path.filter((at) => kernelOf(layerAt(survey, at), axes[0]));
  const parities = byParity(survey, axes, sliding).filter(({ length }) => length > 1);
  return [...parities, ...sliding.map((at) => [at])].flatMap((group) =>
    groupEdits(survey, axes, group),
  );
}

/** All strided kernels of one parity, for maps that are made smaller here and larger there. */
function stridedEdits(survey: Survey, axes: readonly number[]): (readonly Edit[])[] {
  const strided = survey.network.layers.flatMap((layer, index) =>
    kernelOf(layer, axes[0]) && numbers(layer, 'stride')[axes[0]] > 1 ? [index + 1] : [],
  );
  return byParity(survey, axes, strided)
    .filter(({ length }) => length > 0)
    .flatMap((group) => groupEdits(survey, axes, group));
}

/** Another stride, so that the features of one branch stand as far apart as those of the other. */
function strideEdits(
  survey: Survey,
  axes: readonly number[],
  path: readonly number[],
  factor: number,
): (readonly Edit[])[] {
  return path.flatMap((at) => {
    const layer = layerAt(survey, at);
    const strides = [...numbers(layer, 'stride')];
    if (!kernelOf(layer, axes[0])) return [];
    for (const axis of axes) strides[axis] *= factor;
    return strides.every((stride) => Number.isInteger(stride) && stride > 0)
      ? [[{ layer: layer.name, set: { stride: strides } }]]
      : [];
  });
}

/** Resizes that tie their corners to those of their input, and so move what lies between. */
const resizeEdits = (survey: Survey, path: readonly number[]): Edit[] =>
  path.flatMap((at) => {
    const { name, type, parameters } = layerAt(survey, at);
    return type === 'upsample' && parameters.align_corners === true
      ? [{ layer: name, set: { align_corners: false } }]
      : [];
  });

/** What the finding itself proposes: the padding or cropping of one layer moved to its other side. */
function moved(
  { network }: Survey,
  axes: readonly number[],
  values: Readonly<Record<string, unknown>>,
): (readonly Edit[])[] {
  const { change, parameter, pair } = values;
  if (typeof change !== 'string' || typeof parameter !== 'string' || !Array.isArray(pair)) {
    return [];
  }
  const layer = network.layers.find(({ name }) => name === change);
  const pairs = [...((layer?.parameters[parameter] ?? []) as readonly Pair[])];
  for (const axis of axes) pairs[axis] = pair as unknown as Pair;
  return [[{ layer: change, set: { [parameter]: pairs } }]];
}

/** Branches that do not line up: other kernels in one of them, another stride, a shifted padding. */
export const branches: Maker = (survey, { layer, values }, axes): Candidate[] => {
  const at = survey.rows.findIndex(({ name }) => name === layer);
  const apart = branchesApart(survey, at, axes[0]);
  if (!apart) return [];
  const stems = apart.map(({ at: from }) => stem(survey, axes[0], from).reverse());
  const [first, second] = apart;
  const free = stems.flatMap((path) => resizeEdits(survey, path));
  const kernels = [
    ...stems.flatMap((path) => kernelEdits(survey, axes, path)),
    ...stridedEdits(survey, axes),
  ];
  const strides =
    first.j === second.j
      ? []
      : [
          ...strideEdits(survey, axes, stems[0], second.j / first.j),
          ...strideEdits(survey, axes, stems[1], first.j / second.j),
        ];
  const edits =
    free.length > 0
      ? [free, ...kernels.map((each) => [...free, ...each])]
      : [...moved(survey, axes, values), ...kernels, ...strides];
  return edits.map((each) => ({ edits: each, cost: costOf(survey.network, each) }));
};
