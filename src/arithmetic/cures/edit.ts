import { LayerError, readNetwork, toDocument } from '../../layers/index.js';
import type { LayerObject, Network, ParameterValue } from '../../layers/index.js';

/** What of one layer is to be another. */
export interface Edit {
  readonly layer: string;
  /** The parameters that change, in the layer's full form; a new `type` drops those of the old one. */
  readonly set: Readonly<Record<string, ParameterValue>>;
  /** A layer that is put before it and takes over its inputs. */
  readonly first?: LayerObject;
}

/** Changes that belong together. */
export interface Candidate {
  readonly edits: readonly Edit[];
  /** Another size of the input, one entry an axis. */
  readonly inputSize?: readonly number[];
  /** The less the better. */
  readonly cost: number;
}

function edited(layer: LayerObject, { set, first }: Edit): LayerObject[] {
  const { name, inputs } = layer;
  const kept = 'type' in set ? { name } : layer;
  if (!first) return [{ ...kept, ...set, inputs }];
  return [
    { ...first, inputs },
    { ...kept, ...set, inputs: [first.name as string] },
  ];
}

/** The network after some changes; `null` where it would be refused. */
export function applied(network: Network, { edits, inputSize }: Candidate): Network | null {
  const document = toDocument(network);
  const layers = document.layers.flatMap((layer) => {
    const edit = edits.find(({ layer: name }) => name === layer.name);
    return edit ? edited(layer, edit) : [layer];
  });
  try {
    return readNetwork({ ...document, input_size: inputSize ?? document.input_size, layers });
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}
