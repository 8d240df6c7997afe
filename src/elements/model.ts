import { lattices } from '../arithmetic/index.js';
import type { Field, Row } from '../arithmetic/index.js';
import { ask, defaultSelection, fieldOf, fingerprint } from '../figure/index.js';
import type { Asked, Features, Hit, Selection } from '../figure/index.js';
import { pointwise, readNetwork, toDocument } from '../layers/index.js';
import type { Layer, Network } from '../layers/index.js';
import { nearest } from './moves.js';

/** So many fields are kept; a pointer comes back to few. */
const KEPT_FIELDS = 64;

/** Everything that follows from a network alone. */
export interface Model {
  readonly network: Network;
  readonly rows: readonly Row[];
  readonly rowOf: ReadonlyMap<string, Row>;
  readonly layers: ReadonlyMap<string, Layer>;
  /** Prefix of the ids in its figures. */
  readonly prefix: string;
  /** What is shown where nobody chose. */
  readonly middle: Selection;
  /** What a feature, or a region of features, sees. */
  readonly fieldOf: (features: Features) => Field;
  /** The answer to a selection; the last one is kept. */
  readonly askedOf: (selection: Selection) => Asked;
  /** Attention and map-wide norms read as pointwise; itself where there are none. */
  readonly pointwise: () => Model;
}

/** The model of a network read as pointwise, `null` where it says the same. */
function pointwiseModel(network: Network, rows: readonly Row[]): Model | null {
  if (rows.every(({ statuses }) => !statuses.includes('whole'))) return null;
  const read = pointwise(network);
  const same = JSON.stringify(toDocument(read)) === JSON.stringify(toDocument(network));
  return same ? null : modelOf(read, {});
}

/**
 * Reads a network and works out its numbers.
 *
 * @throws LayerError where it cannot be read
 */
export function modelOf(source: unknown, options: Parameters<typeof readNetwork>[1]): Model {
  const network = readNetwork(source, options);
  const rows = lattices(network);
  const fields = new Map<string, Field>();
  let answer: Asked | null = null;
  let read: Model | undefined;
  const model: Model = {
    network,
    rows,
    rowOf: new Map(rows.map((row) => [row.name, row])),
    layers: new Map(network.layers.map((layer) => [layer.name, layer])),
    middle: defaultSelection(network),
    prefix: fingerprint(JSON.stringify(toDocument(network))),
    fieldOf(features) {
      const { layer, index, extent, via } = features;
      const way = via ? JSON.stringify(via) : '';
      const key = `${index.join()} ${extent?.join() ?? ''} ${way} ${layer}`;
      let found = fields.get(key);
      if (!found) {
        if (fields.size >= KEPT_FIELDS) fields.clear();
        fields.set(key, (found = fieldOf(network, features)));
      }
      return found;
    },
    askedOf(selection) {
      if (answer?.selection !== selection) answer = ask(network, selection, model.fieldOf);
      return answer;
    },
    pointwise() {
      read ??= pointwiseModel(network, rows) ?? model;
      return read;
    },
  };
  return model;
}

/**
 * The feature that was hit; on axes that are not drawn it keeps the place of the selected one.
 *
 * @param axes - which axes of the network stand for y and x; -1 for none
 */
export function featureOf(
  model: Model,
  hit: Hit | null,
  axes: readonly [y: number, x: number],
  selected: Selection | null,
): Selection | null {
  const row = hit && model.rowOf.get(hit.layer);
  if (!row) return null;
  const { index } = nearest(selected, selected ? model.rowOf.get(selected.layer) : undefined, row);
  const { layer, feature } = hit;
  const drawn = (axis: number): number => axes.indexOf(axis);
  return { layer, index: index.map((u, axis) => (drawn(axis) < 0 ? u : feature[drawn(axis)])) };
}
