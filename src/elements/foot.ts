import { css, html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Finding } from '../arithmetic/index.js';
import type { Palette, Selection } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import type { Model } from './model.js';
import type { Panels } from './panels.js';
import type { Trial } from './panels/cures.js';
import type { Reading } from './reading.js';

/** What stands below the figure needs of it. */
export interface FootHost {
  readonly palette: () => Palette;
  readonly width: () => number;
  readonly select: (layer: string) => void;
  readonly tried: () => Trial | null;
  readonly tryOut: (trial: Trial | null) => void;
}

/** The findings and the growth of the field, below the figure; both load after it was drawn. */
export class Foot {
  private showsAll = false;
  private isGrown = false;
  /** The network whose findings were shown last. */
  private told: Network | null = null;
  /** The finding whose cures were asked for, while this layer was selected. */
  private curing: { readonly key: string | null; readonly selected: string | null } | null = null;

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
   * @param own - the network as it is; the model may be that of a change which is being tried
   * @param ready - whether the figure has been painted; before, only the place is kept
   */
  content(
    { network }: Model,
    own: Model,
    selection: Selection | null,
    ready: boolean,
  ): TemplateResult {
    const selected = selection?.layer ?? null;
    const { select } = this.host;
    if (ready) void this.panels.open('findings');
    // What is pointed out in the network stays while a change of it is tried.
    if (ready) this.told = own.network;
    const findings = this.told === own.network && this.panels.peek('findings');
    const growth = this.isGrown && this.panels.peek('growth');
    return html`<section class="findings" part="findings" aria-label="Findings">
        ${
          findings
            ? findings.findingsPanel(own.network, {
                selected,
                select,
                isOpen: this.showsAll,
                toggle: this.toggle,
                curing: this.curing?.selected === selected ? this.curing.key : undefined,
                cure: (key) => {
                  this.curing = { key, selected };
                  this.update();
                },
                cures: (finding) => this.cures(own, finding),
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

  private cures({ network }: Model, finding: Finding): TemplateResult | typeof nothing {
    const { tried, tryOut, palette } = this.host;
    void this.panels.open('cures');
    const panel = this.panels.peek('cures');
    if (!panel) return nothing;
    const host = { palette: palette(), tried: tried()?.network ?? null, tryOut };
    return panel.curesPanel(network, finding, { ...host, update: this.update });
  }

  /** Selects the next layer with a warning. */
  nextWarned({ model, shown }: Reading): void {
    const findings = this.panels.peek('findings');
    const layer = model && findings?.nextWarned(model.network, shown?.layer ?? null);
    if (layer) this.host.select(layer);
  }

  private readonly update = (): void => this.element.requestUpdate();

  private readonly toggle = (): void => {
    this.showsAll = !this.showsAll;
    this.update();
  };

  /** Opens the chart of growth, or closes it. */
  readonly turnGrowth = (): Promise<void> => this.showGrowth(!this.isGrown);

  private readonly grow = ({ currentTarget }: Event): void =>
    void this.showGrowth((currentTarget as HTMLDetailsElement).open);

  /** Brings the chart into sight, too, where it was closed. */
  private async showGrowth(isGrown: boolean): Promise<void> {
    if (isGrown === this.isGrown) return;
    this.isGrown = isGrown;
    this.update();
    if (!isGrown) return;
    await this.panels.open('growth');
    await this.element.updateComplete;
    this.element.renderRoot.querySelector('.growth')?.scrollIntoView({ block: 'nearest' });
  }
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
