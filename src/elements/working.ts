import { css, html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Row } from '../arithmetic/index.js';
import { breadthOf } from '../figure/index.js';
import type { Selection } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { Model } from './model.js';
import type { Panels } from './panels.js';
import { styled } from './styled.js';

/** Height of a line of equations, and of the space between two. */
const LINE = 32;
const GAP = 4;
/** From this width on the four equations of an axis stand in one line. */
const ONE_LINE = 960;

/** Height of the equations of a row, as long as they are not there. */
function placeOf({ n, j, r, start }: Row, width: number): number {
  const axes = new Set(n.map((_, axis) => [n, j, r, start].map((all) => String(all[axis])).join()));
  if (axes.size > 1) return (LINE + 1) * axes.size;
  if (width >= ONE_LINE) return LINE;
  return 2 * LINE + (breadthOf(width) === 'wide' ? GAP : 0);
}

/** How the numbers of the selected layer came about, below all else; loaded after the figure was drawn. */
export class Working {
  private isOpen = false;
  /** The sums that were last shown. */
  private last: TemplateResult | null = null;

  constructor(
    private readonly element: LitElement,
    private readonly panels: Panels,
  ) {}

  /**
   * The sums of the selected layer; those from before stay until the figure has been painted.
   *
   * @param width - of the element
   * @param ready - whether the figure has been painted
   */
  content(
    { layers, rowOf }: Model,
    selection: Selection | null,
    width: number,
    ready: boolean,
  ): TemplateResult | typeof nothing {
    const row = selection && rowOf.get(selection.layer);
    if (!row) {
      this.last = null;
      return nothing;
    }
    if (!ready && this.last) return this.last;
    const isFolded = width < 640;
    const wanted = ready && (this.isOpen || !isFolded);
    if (wanted) void this.panels.open('sums');
    const panel = wanted ? this.panels.peek('sums') : null;
    const sums = panel?.sumsPanel(layers.get(row.name), row, rowOf);
    const shown = isFolded
      ? html`<details class="sums" part="sums" ?open=${this.isOpen} @toggle=${this.toggle}>
          <summary>${sentence('sums_how', { layer: row.name })}</summary>
          ${sums ?? nothing}
        </details>`
      : html`<div class="sums" part="sums">
          <span class="of">${sentence('sums_of', { layer: row.name })}</span>
          ${sums ?? html`<div class="place" style=${styled({ height: `${placeOf(row, width)}px` })}></div>`}
        </div>`;
    if (sums) this.last = shown;
    return shown;
  }

  private readonly toggle = ({ currentTarget }: Event): void => {
    this.isOpen = (currentTarget as HTMLDetailsElement).open;
    this.element.requestUpdate();
  };
}

export const workingStyles = css`
  .sums {
    border-top: 1px solid var(--rf-rule);
    padding: 12px 0 8px;
    color: var(--rf-ink-2);
  }
  div.sums {
    display: flex;
    column-gap: 32px;
    align-items: baseline;
  }
  .sums .of {
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    max-width: 180px;
  }
  .sums .place {
    align-self: flex-start;
  }
  :host([data-breadth='middle']) div.sums {
    display: block;
  }
  details.sums summary {
    font-weight: 600;
    color: var(--rf-ink-1);
    cursor: pointer;
  }
`;
