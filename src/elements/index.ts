import { ReceptiveFieldElement } from './receptive-field.js';

export { ReceptiveFieldElement } from './receptive-field.js';

/** Name of the element on a page. */
export const TAG = 'receptive-field';

/** Defines `<receptive-field>`; a second bundle in one page leaves the first in place. */
export function define(): void {
  if (!customElements.get(TAG)) customElements.define(TAG, ReceptiveFieldElement);
}

declare global {
  interface HTMLElementTagNameMap {
    [TAG]: ReceptiveFieldElement;
  }
}
