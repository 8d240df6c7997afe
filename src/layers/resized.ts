import type { Layer, Network } from './layer.js';
import { placed } from './layer-error.js';
import type { LayerType } from './layer-type.js';
import { readInputSize } from './reading/read-source.js';
import { registry } from './registry.js';
import { wireUp } from './size.js';
import { keepWiring, wiringOf } from './wiring.js';
import type { Wire } from './wiring.js';

/**
 * The same layers over an input of another size, without reading them again.
 *
 * @param inputSize - one entry an axis, of as many axes
 * @throws LayerError at the first layer that does not fit it, as `readNetwork` does
 */
export function resized(network: Network, inputSize: readonly number[]): Network {
  const { wires: own, positions } = wiringOf(network);
  const nameAt = (place: number): string =>
    place === 0 ? 'input' : network.layers[place - 1].name;
  const sizes: (readonly number[])[] = [readInputSize(inputSize)];
  const wires: (readonly Wire[])[] = [[]];
  const layers = network.layers.map((layer, index): Layer => {
    const position = index + 1;
    const from = own[position].map((wire) => wire.from);
    const { name, parameters } = layer;
    const type = registry.get(layer.type) as LayerType;
    const { wires: made, size } = placed(
      () => ({ layer: name, position }),
      () => wireUp(type, parameters, { from, sizes, nameAt }),
    );
    sizes.push(size);
    wires.push(made);
    return Object.freeze({ ...layer, size });
  });
  const changed = Object.freeze({
    ...network,
    inputSize: sizes[0],
    layers: Object.freeze(layers),
  });
  keepWiring(changed, { wires, positions });
  return changed;
}
