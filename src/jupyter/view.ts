import { DOMWidgetView } from '@jupyter-widgets/base';

import { define, TAG } from '../elements/index.js';
import { join } from './joining.js';
import type { ReceptiveFieldModel } from './model.js';

/** The widget where it stands in a box, in Voila, or wherever our MIME renderer does not. */
export class ReceptiveFieldView extends DOMWidgetView {
  private release: (() => void) | undefined;

  override render(): void {
    super.render();
    this.el.classList.add('ipyreceptive-view');
    define();
    const element = document.createElement(TAG);
    this.el.append(element);
    this.release = join(element, this.model as ReceptiveFieldModel);
  }

  override remove(): void {
    this.release?.();
    this.release = undefined;
    // A box may keep the view.
    this.el.replaceChildren();
    super.remove();
  }
}
