import { mergeMaps, registry, wiringOf } from '../../layers/index.js';
import type { Layer, LayerType, Network, WindowMap } from '../../layers/index.js';

/** One input of a layer on one axis. */
export interface AxisWire {
  readonly from: number;
  readonly map: WindowMap;
}

/** A network on one axis, by positions: 0 is its input. */
export interface AxisMaps {
  readonly layers: readonly Layer[];
  /** Features of every position. */
  readonly sizes: readonly number[];
  readonly wires: readonly (readonly AxisWire[])[];
}

export function axisMaps(network: Network, axis: number): AxisMaps {
  const { wires } = wiringOf(network);
  return {
    layers: network.layers,
    sizes: [network.inputSize[axis], ...network.layers.map(({ size }) => size[axis])],
    wires: wires.map((inputs) => inputs.map(({ from, maps }) => ({ from, map: maps[axis] }))),
  };
}

/**
 * The same layers over an input of another size.
 *
 * @throws LayerError where a layer does not fit that size
 */
export function axisMapsAt(network: Network, axis: number, n: number): AxisMaps {
  const { wires } = wiringOf(network);
  const { layers } = network;
  const sizes = [n];
  const changed: AxisWire[][] = [[]];
  layers.forEach((layer, index) => {
    const at = index + 1;
    const from = wires[at].map((wire) => wire.from);
    const { windowMap } = registry.get(layer.type) as LayerType;
    if (windowMap) {
      const size = sizes[from[0]];
      const { parameters } = layer;
      // Layers written alike share their parameters.
      const isLikeLast =
        parameters === layers[index - 1]?.parameters && size === sizes[changed[index][0].from];
      const map = isLikeLast ? changed[index][0].map : windowMap(parameters, axis, size);
      changed.push([{ from: from[0], map }]);
    } else {
      const branches = from.map((own, k) => ({ name: layer.inputs[k], size: [sizes[own]] }));
      const maps = mergeMaps(branches, 0);
      changed.push(from.map((own, k) => ({ from: own, map: maps[k] })));
    }
    sizes.push(changed[at][0].map.size);
  });
  return { layers, sizes, wires: changed };
}

/** For every position those that it feeds. */
export function readersOf(
  wires: readonly (readonly { readonly from: number }[])[],
): readonly (readonly number[])[] {
  const readers: number[][] = wires.map(() => []);
  wires.forEach((inputs, at) => {
    for (const { from } of inputs) readers[from].push(at);
  });
  return readers;
}

/** For every axis the first one that is like it in every layer. */
export function twinsOf(network: Network): readonly number[] {
  const { inputSize } = network;
  const { wires } = wiringOf(network);
  const alike = inputSize.map((n) => n === inputSize[0]);
  for (const inputs of wires) {
    for (const { maps } of inputs) {
      for (let axis = 1; axis < maps.length; axis += 1) {
        if (maps[axis] !== maps[0]) alike[axis] = false;
      }
    }
  }
  return alike.map((like, axis) => (like ? 0 : axis));
}
