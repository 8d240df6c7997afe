import { LayerError } from './layer-error.js';
import type { WindowMap } from './window-map.js';
import { constantMap, identityMap } from './window-map.js';

/** A map that feeds a merge. */
export interface Branch {
  readonly name: string;
  readonly size: readonly number[];
}

function mergedSize(branches: readonly Branch[], axis: number): number {
  const first = branches.find(({ size }) => size[axis] !== 1);
  if (!first) return 1;
  const second = branches.find(({ size }) => size[axis] !== 1 && size[axis] !== first.size[axis]);
  if (!second) return first.size[axis];
  throw new LayerError('inputs_differ', {
    parameter: 'inputs',
    value: [first.name, second.name],
    first: first.name,
    first_size: first.size.join(' × '),
    second: second.name,
    second_size: second.size.join(' × '),
  });
}

/**
 * The window maps of a merge on one axis, one a branch: every feature reads the one at its own
 * place, or the only one there is.
 *
 * @throws LayerError where the sizes differ
 */
export function mergeMaps(branches: readonly Branch[], axis: number): readonly WindowMap[] {
  const size = mergedSize(branches, axis);
  const same = identityMap(size);
  return branches.map((branch) =>
    branch.size[axis] === size ? same : constantMap(size, { first: 0, count: 1, step: 1 }),
  );
}
