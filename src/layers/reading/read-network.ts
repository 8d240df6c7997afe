import { wireUp } from '../size.js';
import { checkName, nameRows } from './names.js';
import { isNetwork, keepWiring } from '../wiring.js';
import type { Wire } from '../wiring.js';
import { isUnreadable, readRows } from './rows.js';
import type { Unreadable, Written } from './rows.js';
import type { Layer, Network } from '../layer.js';
import { LayerError, placed } from '../layer-error.js';
import { LIMITS } from '../limits.js';
import {
  openSource,
  readInputSize,
  readNetworkName,
  readSpacing,
  readUnit,
} from './read-source.js';
import type { Remarks } from './read-source.js';
import { readInputs } from './inputs.js';
import { readRemarks, readType } from './read-layer.js';
import { COMMON, readParameters } from './read-parameters.js';
import type { Alike } from './read-parameters.js';
import { readText } from './json-text.js';
import { toDocument } from '../document.js';

interface Reading {
  readonly axes: number;
  readonly names: readonly string[];
  /** Position of `input` and of the layers read so far. */
  readonly positions: Map<string, number>;
  /** Size of `input` and of the layers read so far. */
  readonly sizes: (readonly number[])[];
  readonly wires: (readonly Wire[])[];
  /** Parameters read so far. */
  readonly alike: Alike;
  inputs: number;
}

function readLayer(row: Written | Unreadable, position: number, reading: Reading): Layer {
  if (isUnreadable(row)) throw row.refusal;
  const { axes, names, positions, sizes } = reading;
  checkName(row.name, positions);
  const type = readType(row.type);
  const single = type.windowMap ? type.name : null;
  const from = readInputs(row.inputs, { above: positions, position, names }, single);
  reading.inputs += from.length;
  if (reading.inputs > LIMITS.inputs) {
    throw new LayerError('inputs_total', { parameter: 'inputs', limit: LIMITS.inputs });
  }
  const parameters = readParameters(row, type, axes, COMMON, reading.alike);
  const remarks = readRemarks(row);
  const nameAt = (place: number): string => (place === 0 ? 'input' : names[place - 1]);
  const { wires, size } = wireUp(type, parameters, { from, sizes, nameAt });
  reading.wires.push(wires);
  return Object.freeze({
    name: names[position - 1],
    type: type.name,
    inputs: Object.freeze(from.map(nameAt)),
    parameters,
    size,
    ...remarks,
  });
}

function readLayers(source: unknown, inputSize: readonly number[]): [Layer[], Reading] {
  const rows = readRows(source);
  const reading: Reading = {
    axes: inputSize.length,
    names: nameRows(rows),
    positions: new Map([['input', 0]]),
    sizes: [inputSize],
    wires: [[]],
    alike: new Map(),
    inputs: 0,
  };
  const layers = rows.map((row, index) => {
    const position = index + 1;
    const name = reading.names[index];
    const layer = placed(
      () => ({ layer: name, position }),
      () => readLayer(row, position, reading),
    );
    reading.positions.set(name, position);
    reading.sizes.push(layer.size);
    return layer;
  });
  return [layers, reading];
}

function read(source: unknown, options: Remarks): Network {
  const { layers: written, remarks } = openSource(source);
  const said = (key: keyof Remarks): unknown => options[key] ?? remarks[key];
  const inputSize = readInputSize(options.inputSize ?? remarks.inputSize, remarks.inputSize);
  const name = readNetworkName(said('name'));
  const spacing = readSpacing(said('spacing'), inputSize.length);
  const unit = readUnit(said('unit'), inputSize.length);
  const [layers, { wires, positions }] = readLayers(written, inputSize);
  const network = Object.freeze({ name, inputSize, layers: Object.freeze(layers), spacing, unit });
  keepWiring(network, { wires, positions });
  return network;
}

/**
 * Reads a network from any written form.
 *
 * @param source - JSON text, rows, named rows, full layers, a document that holds them, or a
 *   network read before
 * @param options - what stands beside the layers; it wins over what a document says
 * @returns the checked network, deeply frozen
 * @throws LayerError at the first thing that is wrong; nothing half-made is returned
 */
export function readNetwork(source: unknown, options: Remarks = {}): Network {
  if (isNetwork(source)) {
    const changed = Object.values(options).some((value) => value !== undefined);
    return changed ? read(toDocument(source), options) : source;
  }
  return read(typeof source === 'string' ? readText(source) : source, options);
}
