import type { Network } from '../../layers/index.js';
import type { Move } from './moves.js';

/** What is wanted of a layer. */
export interface Goal {
  readonly network: Network;
  readonly top: number;
  readonly wanted: readonly number[];
  readonly atLeast: boolean;
  /** Axes that differ from those before. */
  readonly axes: readonly number[];
  readonly r: readonly number[];
  /** Work on sets, from which on no more networks are made on trial. */
  readonly until: number;
}

/** How far a field is from the wanted one on an axis, in pixels. */
export function distanceOn({ wanted, atLeast }: Goal, axis: number, size: number): number {
  const missing = wanted[axis] - size;
  return atLeast ? Math.max(0, missing) : Math.abs(missing);
}

/** The same over all axes. */
export function distanceOf(goal: Goal, r: readonly number[]): number {
  let distance = 0;
  for (let axis = 0; axis < r.length; axis += 1) distance += distanceOn(goal, axis, r[axis]);
  return distance;
}

/** Weights more for each pair of channels. */
export const costOf = (moves: readonly Move[]): number =>
  Math.max(
    0,
    moves.reduce((sum, { growth }) => sum + growth, 0),
  );

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** By which factor a parameter becomes larger, one entry an axis. */
export function factorsOf(network: Network, { at, parameter, to }: Move): readonly number[] {
  if (parameter === 'copies') return to;
  const from = network.layers[at - 1].parameters[parameter] as readonly number[];
  return to.map((value, axis) => value / from[axis]);
}

/** How far a parameter is from what it was. */
const mildness = (network: Network, move: Move): number =>
  mean(factorsOf(network, move).map((factor) => Math.abs(Math.log(factor))));

/** Change of the jump, in powers: strides multiply. */
const jumpOf = (network: Network, move: Move): number =>
  move.parameter === 'stride' ? mean(factorsOf(network, move).map(Math.log2)) : 0;

/** Lower ranks come first: distance, cost, change of the jump, size, number and change of moves. */
export function rankOf(
  goal: Goal,
  moves: readonly Move[],
  r: readonly number[],
): readonly number[] {
  const { network } = goal;
  return [
    distanceOf(goal, r),
    costOf(moves),
    Math.abs(moves.reduce((sum, move) => sum + jumpOf(network, move), 0)),
    r.reduce((sum, size) => sum + size, 0),
    moves.length,
    moves.reduce((sum, move) => sum + mildness(network, move), 0),
  ];
}

/** Compares ranks: below 0 where the first comes first. */
export function before(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}
