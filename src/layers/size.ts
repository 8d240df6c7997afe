import type { ParameterValue } from './layer.js';
import { placed } from './layer-error.js';
import type { WindowType } from './layer-type.js';
import type { Branch } from './merge.js';
import { mergeMaps } from './merge.js';
import type { WindowMap } from './window-map.js';

type ParametersOf = Readonly<Record<string, ParameterValue>>;

const isUniform = (list: readonly unknown[]): boolean =>
  list.every((entry) => String(entry) === String(list[0]));

/** The axis to name in an error: none where all axes are alike. */
function axisNamed(size: readonly number[], parameters: ParametersOf, axis: number): string | null {
  const alike =
    isUniform(size) &&
    Object.values(parameters).every((value) => !Array.isArray(value) || isUniform(value));
  return alike ? null : axisNames(size.length)[axis];
}

/** Names of the axes, in the order of the input size. */
export const axisNames = (axes: number): readonly string[] => ['z', 'y', 'x'].slice(3 - axes);

/** The window maps of a layer with one input, one an axis. */
export function windowMaps(
  type: WindowType,
  parameters: ParametersOf,
  size: readonly number[],
): readonly WindowMap[] {
  return size.map((n, axis) => {
    try {
      return type.windowMap(parameters, axis, n);
    } catch (error) {
      return placed({ axis: axisNamed(size, parameters, axis) }, () => {
        throw error;
      });
    }
  });
}

/** The window maps of a merge: for each branch one an axis. */
export function branchMaps(branches: readonly Branch[]): readonly (readonly WindowMap[])[] {
  const axes = branches[0].size.map((_, axis) =>
    placed(
      { axis: branches[0].size.length > 1 ? axisNames(branches[0].size.length)[axis] : null },
      () => mergeMaps(branches, axis),
    ),
  );
  return branches.map((_, branch) => axes.map((maps) => maps[branch]));
}
