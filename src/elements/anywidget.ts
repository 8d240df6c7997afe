import type { HostModel } from './binding.js';
import { define, TAG } from './index.js';

/**
 * Draws a model in an element of a host that follows anywidget's contract: MyST, marimo and others.
 *
 * @returns to be called once when the host takes the view away
 */
export function render({ model, el }: { model: HostModel; el: HTMLElement }): () => void {
  define();
  const element = document.createElement(TAG);
  let release: (() => void) | null = null;
  let gone = false;
  void import('./binding.js').then(({ bind }) => {
    if (gone) return;
    release = bind(element, model);
    el.append(element);
  });
  return () => {
    gone = true;
    release?.();
    element.remove();
  };
}
