import type { ParameterValue } from './layer.js';
import { placed } from './layer-error.js';
import type { LayerType, WindowType } from './layer-type.js';
import type { Branch } from './merge.js';
import { mergeMaps } from './merge.js';
import type { Values } from './sentences/fill.js';
import type { WindowMap } from './window-map.js';
import type { Wire } from './wiring.js';

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

/** What a layer with one input makes of it. */
interface Made {
  /** One an axis. */
  readonly maps: readonly WindowMap[];
  /** Features of the output, one entry an axis. */
  readonly size: readonly number[];
}

function windowMaps(
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

/** What was last made with some parameters. */
const lastMade = new WeakMap<ParametersOf, Made & { type: WindowType; input: readonly number[] }>();

const isSameSize = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((n, axis) => n === b[axis]);

/**
 * What a layer with one input makes of it; equal axes share their map, and layers that share their
 * parameters all of it.
 *
 * @param input - features of the input, one entry an axis
 */
function make(type: WindowType, parameters: ParametersOf, input: readonly number[]): Made {
  const last = lastMade.get(parameters);
  if (last?.type === type && isSameSize(input, last.input)) return last;
  const maps = windowMaps(type, parameters, input);
  const made = { type, input, maps, size: Object.freeze(maps.map(({ size }) => size)) };
  lastMade.set(parameters, made);
  return made;
}

/** The window maps of a merge, for each branch one an axis; equal axes share theirs. */
function branchMaps(branches: readonly Branch[]): readonly (readonly WindowMap[])[] {
  const axes: (readonly WindowMap[])[] = [];
  const { length } = branches[0].size;
  for (let axis = 0; axis < length; axis += 1) {
    const like = branches.every(({ size }) => size[axis] === size[0]);
    const place = (): Values => ({ axis: length > 1 ? axisNames(length)[axis] : null });
    axes.push(axis > 0 && like ? axes[0] : placed(place, () => mergeMaps(branches, axis)));
  }
  return branches.map((_, branch) => axes.map((maps) => maps[branch]));
}

/** Where the inputs of a layer stand, and how large they are. */
export interface Inputs {
  /** Positions of its inputs. */
  readonly from: readonly number[];
  /** Size of every position so far. */
  readonly sizes: readonly (readonly number[])[];
  readonly nameAt: (position: number) => string;
}

/** The wires of a layer, and the size of its output. */
export function wireUp(
  type: LayerType,
  parameters: ParametersOf,
  { from, sizes, nameAt }: Inputs,
): { readonly wires: readonly Wire[]; readonly size: readonly number[] } {
  if (type.windowMap) {
    const { maps, size } = make(type, parameters, sizes[from[0]]);
    return { wires: [{ from: from[0], maps }], size };
  }
  const maps = branchMaps(from.map((place) => ({ name: nameAt(place), size: sizes[place] })));
  return {
    wires: from.map((place, input) => ({ from: place, maps: maps[input] })),
    size: Object.freeze(maps[0].map(({ size }) => size)),
  };
}
