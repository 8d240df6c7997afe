import type { ParameterValue } from './layer.js';
import { placed } from './layer-error.js';
import type { WindowType } from './layer-type.js';
import type { Branch } from './merge.js';
import { mergeMaps } from './merge.js';
import type { Values } from './sentences.js';
import type { WindowMap } from './window-map.js';

type ParametersOf = Readonly<Record<string, ParameterValue>>;

/** Whether a parameter is on `axis` as it is on the first one. */
function isLikeOnFirst(value: ParameterValue, axis: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (!Array.isArray(value)) {
    return Object.values(value as ParametersOf).every((each) => isLikeOnFirst(each, axis));
  }
  return value[axis] === value[0] || String(value[axis]) === String(value[0]);
}

/** The axis to name in an error: none where all axes are alike. */
function axisNamed(size: readonly number[], parameters: ParametersOf, axis: number): string | null {
  const alike = size.every((_, other) => isLikeFirst(other, size, parameters));
  return alike ? null : axisNames(size.length)[axis];
}

/** Names of the axes, in the order of the input size. */
export const axisNames = (axes: number): readonly string[] => ['z', 'y', 'x'].slice(3 - axes);

/** Whether an axis is like the first one in size and in every parameter. */
function isLikeFirst(axis: number, size: readonly number[], parameters: ParametersOf): boolean {
  if (size[axis] !== size[0]) return false;
  for (const parameter in parameters) {
    if (!isLikeOnFirst(parameters[parameter], axis)) return false;
  }
  return true;
}

/** The window maps of a layer with one input, one an axis; equal axes share theirs. */
export function windowMaps(
  type: WindowType,
  parameters: ParametersOf,
  size: readonly number[],
): readonly WindowMap[] {
  const maps: WindowMap[] = [];
  for (let axis = 0; axis < size.length; axis += 1) {
    if (axis > 0 && isLikeFirst(axis, size, parameters)) {
      maps.push(maps[0]);
      continue;
    }
    const place = (): Values => ({ axis: axisNamed(size, parameters, axis) });
    maps.push(placed(place, () => type.windowMap(parameters, axis, size[axis])));
  }
  return maps;
}

/** The window maps of a merge, for each branch one an axis; equal axes share theirs. */
export function branchMaps(branches: readonly Branch[]): readonly (readonly WindowMap[])[] {
  const axes: (readonly WindowMap[])[] = [];
  const { length } = branches[0].size;
  for (let axis = 0; axis < length; axis += 1) {
    const like = branches.every(({ size }) => size[axis] === size[0]);
    const place = (): Values => ({ axis: length > 1 ? axisNames(length)[axis] : null });
    axes.push(axis > 0 && like ? axes[0] : placed(place, () => mergeMaps(branches, axis)));
  }
  return branches.map((_, branch) => axes.map((maps) => maps[branch]));
}
