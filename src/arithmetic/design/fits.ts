import { LayerError, mergeMaps, registry, wiringOf } from '../../layers/index.js';
import type { Layer, LayerType, Network } from '../../layers/index.js';
import { sizeAt } from '../positions.js';
import type { Move } from './moves.js';

/** Features of a layer on one axis, from those of its inputs. */
function sizeOf(
  { type, parameters, inputs }: Layer,
  axis: number,
  from: readonly number[],
): number {
  const { windowMap } = registry.get(type) as LayerType;
  if (windowMap) return windowMap(parameters, axis, from[0]).size;
  return mergeMaps(
    from.map((size, i) => ({ name: inputs[i], size: [size] })),
    0,
  )[0].size;
}

function fitsOn(network: Network, move: Move, axis: number): boolean {
  const { wires } = wiringOf(network);
  const changed = new Map<number, number>();
  for (let at = move.at; at < wires.length; at += 1) {
    const layer = network.layers[at - 1];
    if (at > move.at && !wires[at].some(({ from }) => changed.has(from))) continue;
    let from = wires[at].map((wire) => changed.get(wire.from) ?? sizeAt(network, wire.from)[axis]);
    const times = at === move.at && move.parameter === 'copies' ? move.to[axis] : 1;
    const own = at === move.at ? { ...layer, parameters: move.parameters } : layer;
    for (let copy = 0; copy < times; copy += 1) from = [sizeOf(own, axis, from)];
    if (from[0] !== layer.size[axis]) changed.set(at, from[0]);
  }
  return true;
}

/** Whether every layer takes what a move makes of the sizes of the maps. */
export function fits(network: Network, move: Move): boolean {
  try {
    return network.inputSize.every((_, axis) => fitsOn(network, move, axis));
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return false;
  }
}
