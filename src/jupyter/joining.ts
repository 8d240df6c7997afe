import { bind } from '../elements/binding.js';
import type { ReceptiveFieldElement } from '../elements/index.js';
import { sentence } from '../layers/index.js';
import type { ReceptiveFieldModel } from './model.js';

/** A line above an element that says what stands between its model and Python, while it does. */
function sayGap(element: ReceptiveFieldElement, model: ReceptiveFieldModel): () => void {
  const line = Object.assign(document.createElement('p'), { className: 'ipyreceptive-gap' });
  line.setAttribute('role', 'status');
  const say = (): void => {
    if (!model.gap) return line.remove();
    line.textContent = sentence(model.gap, {});
    element.before(line);
  };
  say();
  model.on('gap', say);
  return () => {
    model.off('gap', say);
    line.remove();
  };
}

/**
 * Makes an element a place that shows a model, and keeps the two the same.
 *
 * @returns to be called once to let go; the element then keeps what it shows
 */
export function join(element: ReceptiveFieldElement, model: ReceptiveFieldModel): () => void {
  const release = bind(element, model);
  const leave = model.occupy();
  const hush = sayGap(element, model);
  return () => {
    release();
    hush();
    leave();
  };
}
