import { layerToObject, toDocument } from './document.js';
import type { LayerObject } from './document.js';
import type { Layer, Network } from './layer.js';
import { readNetwork } from './reading/read-network.js';
import { wiringOf } from './wiring.js';
import type { Wire } from './wiring.js';

/** Whether the layer mixes places only as attention and map-wide norms do. */
const isGlobalMixing = ({ type, parameters }: Layer): boolean =>
  type === 'attention' || (type === 'norm' && parameters.scope === 'map');

function asPointwise(layer: Layer): LayerObject {
  const { name, inputs, channels, groups, note } = layerToObject(layer);
  const remarks = Object.entries({ channels, groups, note }).filter(([, value]) => value != null);
  return { name, type: 'pointwise', inputs, ...Object.fromEntries(remarks) };
}

function withLayers(network: Network, layers: readonly LayerObject[]): Network {
  return readNetwork({ ...toDocument(network), layers });
}

/** Whether everything is seen on each axis, through the given wires. */
const seesAll = (wires: readonly Wire[], known: readonly (readonly boolean[])[], axes: number) =>
  Array.from({ length: axes }, (_, axis) =>
    wires.some(
      ({ from, maps }) => known[from][axis] || (maps[axis].whole && maps[axis].doubt === null),
    ),
  );

/** A bit for each axis on which everything is seen. */
const bits = (axes: readonly boolean[]): number =>
  axes.reduce((sum, all, axis) => sum + (all ? 2 ** axis : 0), 0);

/** Whether one input sees everything on all axes where another does, and on more. */
const seesMore = (one: number, other: number): boolean => one !== other && (one & other) === other;

/** The wires of a merge that are kept: those that do not see everything, where there are others. */
function keptWires(
  wires: readonly Wire[],
  known: readonly (readonly boolean[])[],
): readonly Wire[] {
  const seen = wires.map(({ from }) => bits(known[from]));
  // There are no more than eight, whatever the number of wires.
  const apart = [...new Set(seen)];
  const kept = wires.filter((_, i) => !apart.some((other) => seesMore(seen[i], other)));
  const sameSize = wires[0].maps.every((_, axis) =>
    kept.some(({ maps }) => maps[axis].shift !== 0),
  );
  return sameSize ? kept : wires;
}

/** Leaves out every input of a merge that sees everything: a gate, an image-pooling branch. */
function withoutGates(network: Network): Network {
  const { wires } = wiringOf(network);
  const axes = network.inputSize.length;
  const known: (readonly boolean[])[] = [network.inputSize.map(() => false)];
  const kept = network.layers.map((_, index) => {
    const wiresOf = keptWires(wires[index + 1], known);
    known.push(seesAll(wiresOf, known, axes));
    return wiresOf;
  });
  if (kept.every((some, index) => some.length === wires[index + 1].length)) return network;
  const nameAt = (at: number): string => (at === 0 ? 'input' : network.layers[at - 1].name);
  const layers = network.layers.map((layer, index) => ({
    ...layerToObject(layer),
    inputs: kept[index].map(({ from }) => nameAt(from)),
  }));
  return withLayers(network, layers);
}

/**
 * The same network with attention and map-wide norms read as pointwise, and every input of a merge
 * that sees everything left out, unless all of its inputs do. One without any is given back as it is.
 */
export function pointwise(network: Network): Network {
  if (!network.layers.some(isGlobalMixing)) return withoutGates(network);
  const layers = network.layers.map((layer) =>
    isGlobalMixing(layer) ? asPointwise(layer) : layerToObject(layer),
  );
  return withoutGates(withLayers(network, layers));
}
