import type { Layer, Network, ParameterValue } from './layer.js';

/** A layer with all it has, as it stands in a document. */
export type LayerObject = Readonly<Record<string, ParameterValue | readonly string[]>>;

/** The one form of a network that holds all there is, as JSON. */
export interface NetworkDocument {
  readonly name: string | null;
  readonly input_size: readonly number[];
  readonly layers: readonly LayerObject[];
  readonly spacing?: readonly number[];
  readonly unit?: readonly string[];
}

/** The full object of a layer: name, type, inputs, every parameter, and what is noted on it. */
export function layerToObject(layer: Layer): LayerObject {
  const { name, type, inputs, parameters, channels, groups, note } = layer;
  return {
    name,
    type,
    inputs,
    ...parameters,
    ...(channels === undefined ? {} : { channels }),
    ...(groups === undefined ? {} : { groups }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The document of a network; `readNetwork` makes the same network of it. */
export function toDocument(network: Network): NetworkDocument {
  const { name, inputSize, layers, spacing, unit } = network;
  return {
    name,
    input_size: inputSize,
    layers: layers.map(layerToObject),
    ...(spacing ? { spacing } : {}),
    ...(unit ? { unit } : {}),
  };
}
