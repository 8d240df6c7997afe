import { css, html } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Panels } from './panels.js';

/** A button whose menu is loaded when it is first pressed. */
export class MenuButton {
  /**
   * @param panel - the file of the menu
   * @param menu - what selects the menu
   */
  constructor(
    private readonly host: LitElement,
    private readonly panels: Panels,
    private readonly panel: 'export' | 'more',
    private readonly menu: string,
  ) {}

  /**
   * @param name - the class of the button
   * @param label - what is said of it, where its text does not say it
   */
  button(name: string, text: string, label = text): TemplateResult {
    return html`<button
      class="menu-button ${name}"
      aria-haspopup="menu"
      aria-label=${label}
      title=${label}
      @click=${this.open}
    >
      ${text}
    </button>`;
  }

  /** The first press loads the menu; then the browser knows that the button opens and closes it. */
  private readonly open = async (event: Event): Promise<void> => {
    const button = event.currentTarget as HTMLButtonElement;
    if (button.popoverTargetElement) return;
    // Else the browser, told of the menu within this press, would close it again.
    event.preventDefault();
    await this.panels.open(this.panel);
    const menu = this.host.renderRoot.querySelector<HTMLElement>(this.menu);
    if (!menu) return;
    button.popoverTargetElement = menu;
    menu.showPopover();
  };
}

export const menuButtonStyles = css`
  .menu-button {
    all: unset;
    box-sizing: border-box;
    height: 34px;
    line-height: 34px;
    color: var(--rf-ink-2);
    cursor: pointer;
  }
  .menu-button:hover {
    color: var(--rf-ink-1);
  }
  .menu-button:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: -4px;
  }
  .more-button {
    min-width: 24px;
    text-align: center;
    letter-spacing: 0.08em;
  }
`;
