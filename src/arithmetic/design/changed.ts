import { LayerError, readNetwork, toDocument } from '../../layers/index.js';
import type { LayerObject, Network, Pair, ParameterValue } from '../../layers/index.js';
import type { Changeable, Move } from './moves.js';

/** One parameter of one layer that is to be another. */
export interface Change {
  readonly layer: string;
  /** `copies`: so many layers of the kind in a row. */
  readonly parameter: Changeable;
  /** One entry an axis; a number for `copies`. */
  readonly from: number | readonly number[];
  readonly to: number | readonly number[];
  /** The layer's padding after it, where that follows so that the layer keeps its size. */
  readonly padding?: readonly Pair[];
}

export function changeOf(network: Network, move: Move): Change {
  const { name: layer, parameters } = network.layers[move.at - 1];
  const { parameter, to } = move;
  if (parameter === 'copies') return { layer, parameter, from: 1, to: to[0] };
  const change: Change = { layer, parameter, from: parameters[parameter] as readonly number[], to };
  return move.pads ? { ...change, padding: move.parameters.padding as readonly Pair[] } : change;
}

/** A name that no layer has, after that of the layer it repeats. */
function freeName(name: string, taken: Set<string>): string {
  let count = 2;
  while (taken.has(`${name}_${count}`)) count += 1;
  taken.add(`${name}_${count}`);
  return `${name}_${count}`;
}

/** A layer and copies of it, which stand before it, so that it keeps its name and its readers. */
function repeated(layer: LayerObject, copies: number, taken: Set<string>): readonly LayerObject[] {
  const all: LayerObject[] = [];
  let { inputs } = layer;
  for (let copy = 1; copy < copies; copy += 1) {
    const name = freeName(layer.name as string, taken);
    all.push({ ...layer, name, inputs });
    inputs = [name];
  }
  return [...all, { ...layer, inputs }];
}

/** The network after some moves; `null` where it would be refused. */
export function changed(network: Network, moves: readonly Move[]): Network | null {
  const document = toDocument(network);
  const taken = new Set(network.layers.map(({ name }) => name));
  const layers = document.layers.flatMap((layer, index) => {
    const move = moves.find(({ at }) => at === index + 1);
    if (!move) return [layer];
    if (move.parameter === 'copies') return repeated(layer, move.to[0], taken);
    return [{ ...layer, ...(move.parameters as Record<string, ParameterValue>) }];
  });
  try {
    return readNetwork({ ...document, layers });
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}
