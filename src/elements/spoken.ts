import type { Field } from '../arithmetic/index.js';
import { readoutIn, readoutOf, wayReadout } from '../figure/index.js';
import type { Asked, Features, Figure, Readout } from '../figure/index.js';
import type { Spoken } from './headline.js';
import type { Model } from './model.js';
import type { Reading } from './reading.js';

/** The read-out of the selection; what the overlay says stands for what looks at it. */
export function saying(
  { view }: Reading,
  figure: Figure | null,
  model: Model,
  asked: Asked,
): Readout {
  const says = figure?.says;
  if (!says) return readoutOf(view, model, asked);
  const readout = readoutOf(view, model, { ...asked, above: new Map() });
  return { ...readout, detail: `${readout.detail} ${says}` };
}

/**
 * What the headline says: of the feature under the pointer, where there is one.
 *
 * @param own - the read-out of the selection
 */
export function spokenOf(
  { view, shown }: Reading,
  model: Model,
  own: Readout | null,
  hovered: Field | null,
  via: Features['via'],
): Spoken | null {
  if (!hovered) return own && { readout: own, hovered: false, selected: null };
  const readout = readoutIn(view, model, hovered, shown?.layer ?? null);
  return { readout: wayReadout(readout, via), hovered: true, selected: own };
}

/** What a figure is, for screen readers. */
export function description({ network }: Model): string {
  const size = network.inputSize.join(' by ');
  const name = network.name ? `${network.name}, ` : '';
  return `${name}${network.layers.length} layers on ${size} pixels`;
}
