import { field, projectiveField, sharedPixels } from '../../arithmetic/index.js';
import type { Field, SeenBy, Shared } from '../../arithmetic/index.js';
import type { Network } from '../../layers/index.js';
import type { Features, Selection } from './selection.js';

/** What a selection asks, and the answer. */
export interface Asked {
  readonly selection: Selection;
  /** What the features see; where a pixel is asked about, the pixel itself. */
  readonly field: Field;
  /** What looks at the features, or at the pixel: of every layer that has some. */
  readonly above: ReadonlyMap<string, SeenBy>;
  /** What is compared with them. */
  readonly pinned: { readonly field: Field; readonly shared: Shared } | null;
}

/** Options of the arithmetic for a region. */
const ofExtent = ({ extent }: Features): { extent?: readonly number[] } =>
  extent ? { extent } : {};

/** What features see. */
export const fieldOf = (network: Network, features: Features): Field =>
  field(network, features.layer, features.index, {
    ...ofExtent(features),
    ...(features.via ? { via: features.via } : {}),
  });

/** The features a selection is about: those it names, or the pixel it asks for. */
export const subjectOf = ({ layer, index, extent, pixel }: Selection): Features =>
  pixel ? { layer: 'input', index: pixel } : { layer, index, ...(extent ? { extent } : {}) };

/**
 * Answers a selection.
 *
 * @param fieldOfFeatures - where fields are kept that were worked out before
 */
export function ask(
  network: Network,
  selection: Selection,
  fieldOfFeatures: (features: Features) => Field = (features) => fieldOf(network, features),
): Asked {
  const subject = subjectOf(selection);
  const { pinned, pixel } = selection;
  return {
    selection,
    field: fieldOfFeatures(subject),
    above: projectiveField(network, subject.index, { to: subject.layer, ...ofExtent(subject) }),
    pinned:
      pinned && !pixel
        ? { field: fieldOfFeatures(pinned), shared: sharedPixels(network, subject, pinned) }
        : null,
  };
}

/** What of the answer is drawn. */
export const drawnOf = ({ field: selected, above, pinned, selection }: Asked) => ({
  selected,
  above,
  pinned: pinned?.field ?? null,
  about: selection.layer,
});
