import type { Row } from '../arithmetic/index.js';
import type { Network } from '../layers/index.js';
import { combOf } from './comb.js';
import type { Comb, Places } from './comb.js';
import { paddingAround } from './padding.js';

/** Two numbers, the one down the drawing and the one across it: `[y, x]`. */
export type Pair = readonly [y: number, x: number];

/**
 * One layer as it is drawn: its lattice in the two drawn axes. Feature `u` of an axis stands at
 * `start + u * jump` pixels and has the cell `jump` around that place; a map that was read backwards
 * has a negative jump.
 */
export interface DrawnMap {
  readonly name: string;
  /** Place among the drawn maps: 0 for the input, then 1, 2 ... */
  readonly depth: number;
  readonly row: Row;
  /** The drawn maps that feed this one, those that are not drawn passed over. */
  readonly below: readonly string[];
  readonly n: Pair;
  readonly start: Pair;
  readonly jump: Pair;
  /** Cells of features that differ with a period; `null` on an axis where none do. */
  readonly combs: readonly [y: Comb | null, x: Comb | null];
  /** Height and width of the map's own frame; that of the image where all maps have one size. */
  readonly frame: Pair;
  /** Cells that the next layers put around this map: `[before, after]` for y and x. */
  readonly padding: readonly [y: Pair, x: Pair];
  /** The two lattices that a merge joins which do not line up, the first filled and the second hollow. */
  readonly strands?: readonly [DrawnMap, DrawnMap] | null;
  /** The features from the first to the last that sees a pixel, where that is not all of them. */
  readonly seeing?: readonly [y: Pair, x: Pair] | null;
}

/** A network in the two axes that are drawn. */
export interface Drawing {
  readonly network: Network;
  /** Height and width of the image, in pixels. */
  readonly frame: Pair;
  /** Which axes of the network stand for y and x; -1 where a strip has no y. */
  readonly axes: Pair;
  /** From the input up. */
  readonly maps: readonly DrawnMap[];
  readonly byName: ReadonlyMap<string, DrawnMap>;
}

/** A strip, for networks of one axis, is so high against its length. */
const STRIP = 0.14;

/**
 * Where the features of an axis are drawn: the centre of feature 0, and from one to the next. Those
 * that share a centre share its cell in index order, so a period is spread evenly about its mean.
 */
function placeOf({ n, j, r, start, phases }: Row, axis: number): readonly [number, number] {
  const first = Number(start[axis] ?? 0.5);
  const jump = Number(j[axis]);
  if (jump === 0) {
    const cell = Math.max(1, r[axis]) / n[axis];
    return [first - ((n[axis] - 1) / 2) * cell, cell];
  }
  const offsets = (phases[axis] ?? []).flatMap(([center]) =>
    center === null ? [] : [Number(center)],
  );
  if (offsets.length < 2) return [first, jump];
  return [offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length, jump];
}

/** The same; the only feature of a layer that sees everything has the frame for its cell. */
export function placeIn({ inputSize }: Network, row: Row, axis: number): readonly [number, number] {
  const isAll = row.n[axis] === 1 && row.statuses[axis] === 'whole';
  return isAll ? [inputSize[axis] / 2, inputSize[axis]] : placeOf(row, axis);
}

/** More cells in one period of a map than this are drawn as if they stood evenly. */
const MOST_CELLS = 256;

/** The combs of the drawn axes, where they are small enough to be drawn. */
export function combsOf({ phases, j }: Row, axes: Pair): DrawnMap['combs'] {
  const comb = (axis: number): Comb | null =>
    axis < 0 ? null : combOf(phases[axis] ?? [], Number(j[axis]));
  const combs = [comb(axes[0]), comb(axes[1])] as const;
  const cells = combs.reduce((all, each) => all * (each?.teeth.length ?? 1), 1);
  return cells > MOST_CELLS ? [null, null] : combs;
}

/** Where the features of a map stand on one of the drawn axes. */
export const placesOf = (
  { start, jump, combs }: Pick<DrawnMap, 'start' | 'jump' | 'combs'>,
  axis: 0 | 1,
): Places => ({ start: start[axis], jump: jump[axis], comb: combs[axis] });

/** Which axes a map has: the last two, or the only one. */
export const drawnAxes = (rank: number): Pair => [rank - 2, rank - 1];

/** For every layer the drawn ones nearest below it, itself where it is drawn. */
function nearestDrawn(
  rows: readonly Row[],
  shown: (name: string) => boolean,
): Map<string, string[]> {
  const nearest = new Map<string, string[]>();
  for (const { name, inputs } of rows) {
    nearest.set(
      name,
      shown(name) ? [name] : [...new Set(inputs.flatMap((input) => nearest.get(input) ?? []))],
    );
  }
  return nearest;
}

/**
 * The lattices of a network in the axes that are drawn.
 *
 * @param rows - `lattices(network)`
 * @param shown - which layers are drawn; the input always is
 * @param axes - which axes of the network stand for y and x; -1 for none
 */
export function drawing(
  network: Network,
  rows: readonly Row[],
  shown: (name: string) => boolean = () => true,
  axes: Pair = drawnAxes(network.inputSize.length),
): Drawing {
  const [y, x] = axes;
  const width = network.inputSize[x];
  const height = y < 0 ? Math.max(1, width * STRIP) : network.inputSize[y];
  const around = paddingAround(network);
  const isShown = (name: string): boolean => name === 'input' || shown(name);
  const nearest = nearestDrawn(rows, isShown);
  const maps = rows
    .filter(({ name }) => isShown(name))
    .map((row, depth): DrawnMap => {
      const padding = around.get(row.name);
      const axis = <T>(of: (axis: number) => T, strip: T): readonly [T, T] => [
        y < 0 ? strip : of(y),
        of(x),
      ];
      return {
        name: row.name,
        depth,
        row,
        below: [...new Set(row.inputs.flatMap((input) => nearest.get(input) ?? []))],
        n: axis((a) => row.n[a], 1),
        start: axis((a) => placeIn(network, row, a)[0], height / 2),
        jump: axis((a) => placeIn(network, row, a)[1], height),
        combs: combsOf(row, axes),
        frame: [height, width],
        padding: axis<Pair>((a) => padding?.[a] ?? [0, 0], [0, 0]),
      };
    });
  return {
    network,
    frame: [height, width],
    axes,
    maps,
    byName: new Map(maps.map((map) => [map.name, map])),
  };
}

/** The feature of the drawn axes that an index of the network names. */
export const drawnIndex = ({ axes: [y, x] }: Drawing, index: readonly number[]): Pair => [
  y < 0 ? 0 : index[y],
  index[x],
];

/** Every map at its own size: features one unit apart, as a conventional drawing has them. */
export function ownSizes(drawn: Drawing): Drawing {
  const maps = drawn.maps.map((map): DrawnMap => ({
    ...map,
    start: [0.5, 0.5],
    jump: [1, 1],
    combs: [null, null],
    strands: null,
    frame: map.n,
  }));
  return { ...drawn, maps, byName: new Map(maps.map((map) => [map.name, map])) };
}
