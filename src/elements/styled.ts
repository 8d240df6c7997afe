import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import type { AttributePart, DirectiveResult } from 'lit/directive.js';

type Styles = Partial<Record<'top' | 'left' | 'width' | 'height' | 'maxWidth', string>>;

class Styled extends Directive {
  override render(): typeof noChange {
    return noChange;
  }

  override update({ element }: AttributePart, [styles]: [Styles]): typeof noChange {
    Object.assign(element.style, styles);
    return noChange;
  }
}

/** Sets styles one by one: a `style` attribute is what a strict page forbids (`style-src`). */
export const styled = directive(Styled) as (styles: Styles) => DirectiveResult;
