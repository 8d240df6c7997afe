import { css, html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Palette, Selection } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { Model } from './model.js';
import type { Panels } from './panels.js';

/** What stands below the figure needs of it. */
export interface FootHost {
  readonly palette: () => Palette;
  readonly width: () => number;
  readonly select: (layer: string) => void;
}

/** The findings and the growth of the field, below the figure; both load after it was drawn. */
export class Foot {
  private showsAll = false;
  private isGrown = false;

  constructor(
    private readonly element: LitElement,
    private readonly panels: Panels,
    private readonly host: FootHost,
  ) {}

  /** What a warning says, by its layer; `null` before it is known. */
  warnings({ network }: Model, ready: boolean): ReadonlyMap<string, string> | null {
    return (ready && this.panels.peek('findings')?.warningsOf(network)) || null;
  }

  /**
   * The findings, and the chart of growth where it is open.
   *
   * @param ready - whether the figure has been painted; before, only the place is kept
   */
  content({ network }: Model, selection: Selection | null, ready: boolean): TemplateResult {
    const selected = selection?.layer ?? null;
    const { select } = this.host;
    if (ready) void this.panels.open('findings');
    const findings = ready && this.panels.peek('findings');
    const growth = this.isGrown && this.panels.peek('growth');
    return html`<section class="findings" part="findings" aria-label="Findings">
        ${
          findings
            ? findings.findingsPanel(network, {
                selected,
                select,
                isOpen: this.showsAll,
                toggle: this.toggle,
              })
            : nothing
        }
      </section>
      <details class="growth" part="growth" ?open=${this.isGrown} @toggle=${this.grow}>
        <summary>${sentence('growth_title', {})}</summary>
        ${
          growth
            ? growth.growthPanel(network, {
                palette: this.host.palette(),
                width: this.host.width(),
                selected,
                select,
                update: this.update,
              })
            : nothing
        }
      </details>`;
  }

  private readonly update = (): void => this.element.requestUpdate();

  private readonly toggle = (): void => {
    this.showsAll = !this.showsAll;
    this.update();
  };

  private readonly grow = ({ currentTarget }: Event): void => {
    this.isGrown = (currentTarget as HTMLDetailsElement).open;
    if (this.isGrown) void this.panels.open('growth');
    this.update();
  };
}

export const footStyles = css`
  .findings {
    display: flex;
    align-items: flex-start;
    gap: 24px;
    min-height: 19px;
    padding: 12px 0;
    border-top: 1px solid var(--rf-rule);
  }
  .growth {
    padding: 12px 0;
    border-top: 1px solid var(--rf-rule);
  }
  .growth summary {
    cursor: pointer;
    font-weight: 600;
  }
  .growth summary:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: 2px;
  }
`;
