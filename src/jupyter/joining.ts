import { bind } from '../elements/binding.js';
import type { ReceptiveFieldElement } from '../elements/index.js';
import type { ReceptiveFieldModel } from './model.js';

/**
 * Makes an element a place that shows a model, and keeps the two the same.
 *
 * @returns to be called once to let go; the element then keeps what it shows
 */
export function join(element: ReceptiveFieldElement, model: ReceptiveFieldModel): () => void {
  const release = bind(element, model);
  const leave = model.occupy();
  return () => {
    release();
    leave();
  };
}
