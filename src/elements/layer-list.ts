import { css, html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Palette, Selection } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { Model } from './model.js';
import type { Panels } from './panels.js';

/** What the list of layers needs of the figure. */
interface ListHost {
  readonly palette: () => Palette;
  readonly select: (layer: string) => void;
  readonly choose: (selection: Selection) => void;
  /** Gives the focus back to the figure. */
  readonly leave: () => void;
}

/** Beside the figure there is room for the names of so many layers. */
const MANY = 20;

/** All layers in one table below the figure, folded; where there are many it can be searched. */
export class LayerList {
  private isOpen = false;
  /** Whether it was opened to search, which few layers do not need. */
  private isAsked = false;
  private sought = '';

  constructor(
    private readonly element: LitElement,
    private readonly panels: Panels,
    private readonly host: ListHost,
  ) {}

  /** @param isWide - whether the table has its room beside the figure */
  content(
    model: Model,
    selection: Selection | null,
    isWide: boolean,
  ): TemplateResult | typeof nothing {
    const count = model.network.layers.length;
    const many = count > MANY;
    if (isWide && !many && !this.isAsked) return nothing;
    const { palette, leave, ...acts } = this.host;
    return html`<details class="layers" part="layers" ?open=${this.isOpen} @toggle=${this.toggle}>
      <summary>${sentence('layers_title', { count: many ? count : null })}</summary>
      ${
        (this.isOpen &&
          this.panels.peek('layers')?.layersPanel(model, {
            ...acts,
            palette: palette(),
            selection,
            sought: many || this.isAsked ? this.sought : null,
            seek: this.seek,
            leave: () => {
              if (this.isAsked && !many) {
                this.isOpen = this.isAsked = false;
                this.seek('');
              }
              leave();
            },
          })) ||
        nothing
      }
    </details>`;
  }

  /** Opens the list, ready to search. */
  readonly find = async (): Promise<void> => {
    this.isOpen = this.isAsked = true;
    this.element.requestUpdate();
    await this.panels.open('layers');
    await this.element.updateComplete;
    this.element.renderRoot.querySelector<HTMLElement>('.layers input')?.focus();
  };

  private readonly seek = (sought: string): void => {
    this.sought = sought;
    this.element.requestUpdate();
  };

  private readonly toggle = ({ currentTarget }: Event): void => {
    this.isOpen = (currentTarget as HTMLDetailsElement).open;
    this.isAsked &&= this.isOpen;
    if (this.isOpen) void this.panels.open('layers');
    this.element.requestUpdate();
  };
}

export const layerListStyles = css`
  .layers {
    border-top: 1px solid var(--rf-rule);
    padding: 12px 0;
  }
  .layers summary {
    font-weight: 600;
    cursor: pointer;
  }
`;
