import { css, html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Takeable } from './export/forms.js';
import type { Panels } from './panels.js';

/** The Export button, and the menu that comes when it is first pressed. */
export class TakeAway {
  private said = '';

  constructor(
    private readonly host: LitElement,
    private readonly panels: Panels,
    private readonly takeable: () => Takeable | null,
  ) {}

  /** The button, in the header. */
  button(): TemplateResult {
    return html`<button class="export" aria-haspopup="menu" @click=${this.open}>Export</button>`;
  }

  /** The menu, once it has been asked for. */
  menu(): TemplateResult | typeof nothing {
    const { takeable, say, said } = this;
    return this.panels.peek('export')?.exportMenu({ takeable, say, said }) ?? nothing;
  }

  private readonly say = (words: string): void => {
    this.said = words;
    this.host.requestUpdate();
  };

  /** The first press loads the menu; then the browser knows that the button opens and closes it. */
  private readonly open = async (event: Event): Promise<void> => {
    const button = event.currentTarget as HTMLButtonElement;
    if (button.popoverTargetElement) return;
    // Else the browser, told of the menu within this press, would close it again.
    event.preventDefault();
    await this.panels.open('export');
    const menu = this.host.renderRoot.querySelector<HTMLElement>('.take-away');
    if (!menu) return;
    button.popoverTargetElement = menu;
    menu.showPopover();
  };
}

export const takeAwayStyles = css`
  .export {
    all: unset;
    box-sizing: border-box;
    height: 34px;
    line-height: 34px;
    color: var(--rf-ink-2);
    cursor: pointer;
  }
  .export:hover {
    color: var(--rf-ink-1);
  }
  .export:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: -4px;
  }
`;
