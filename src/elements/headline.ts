import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Layout, Readout } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import { styled } from './styled.js';
import { fromBefore, wrongTitle } from './wrong.js';
import type { Wrong } from './wrong.js';

/** What the headline speaks of: the feature under the pointer, else the selected one. */
export interface Spoken {
  readonly readout: Readout;
  readonly hovered: boolean;
  /** The selection in one line, while the headline speaks of another feature. */
  readonly selected: Readout | null;
}

const selectedLine = ({ subject, says }: Readout): TemplateResult =>
  html`<br />${sentence('readout_selected', {})}<b>${subject}</b> ${says}.`;

/** What is wrong, the way back, and what is selected in the figure from before. */
const wrongHeadline = (
  wrong: Wrong,
  spoken: Spoken | null,
  detailWidth: number,
): TemplateResult => {
  const own = spoken && (spoken.selected ?? spoken.readout);
  return html`<div class="readout" part="readout">
    <h2>${wrongTitle(wrong.error)}</h2>
    <p style=${styled({ maxWidth: `${detailWidth}px` })}>
      ${fromBefore(wrong)}${own ? selectedLine(own) : nothing}
    </p>
  </div>`;
};

/**
 * The read-out: one sentence, its subject in the accent, and one line of detail below it.
 *
 * @param wrong - what is wrong with what was set since, where the read-out is to say it
 */
export function headline(
  spoken: Spoken | null,
  { lines, breadth, detail, width }: Layout,
  wrong: Wrong | null,
): TemplateResult {
  const folded = breadth === 'narrow' || breadth === 'tiny';
  // Of a feature under the pointer there is more to say, in no more lines.
  const more = spoken?.hovered && breadth === 'middle' ? 100 : 0;
  const detailWidth = folded ? width : detail + more;
  if (wrong && !spoken?.hovered) return wrongHeadline(wrong, spoken, detailWidth);
  if (!spoken) {
    return html`<div class="readout" part="readout">
      <h2>${sentence('readout_none', {})}</h2>
      <p style=${styled({ maxWidth: `${detailWidth}px` })}>${sentence('readout_how', {})}</p>
    </div>`;
  }
  const { readout, hovered, selected } = spoken;
  return html`<div class="readout" part="readout" data-lines=${lines[0]}>
    <h2>
      <span class=${hovered ? 'subject hovered' : 'subject'}>${readout.subject}</span>
      ${readout.says}
    </h2>
    <p style=${styled({ maxWidth: `${detailWidth}px` })}>
      ${readout.detail}${selected ? selectedLine(selected) : nothing}
    </p>
  </div>`;
}

/** The selection for screen readers; what the pointer asks is not read out. */
export function announcement(selected: Readout | null): TemplateResult {
  return html`<div class="announcement" aria-live="polite">
    ${selected ? `${selected.subject} ${selected.says}. ${selected.detail}` : nothing}
  </div>`;
}

export const headlineStyles = css`
  .readout {
    position: absolute;
    inset: 8px 0 auto;
    pointer-events: none;
    z-index: 1;
  }
  h2 {
    margin: 0;
    padding: 0;
    font: 600 19px/27px var(--rf-font);
    letter-spacing: -0.005em;
    color: inherit;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  :host([data-breadth='narrow']) h2,
  :host([data-breadth='tiny']) h2 {
    white-space: normal;
    font-size: 17px;
    line-height: 24px;
  }
  :host([data-breadth='tiny']) h2 {
    font-size: 15px;
    line-height: 20px;
  }
  :host([data-breadth='middle']) h2 {
    max-height: 54px;
    white-space: normal;
  }
  .announcement {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .subject {
    color: var(--rf-accent-text);
  }
  .subject.hovered {
    color: inherit;
    text-decoration: underline dashed 1px;
    text-underline-offset: 4px;
  }
  .readout p {
    margin: 0;
    color: var(--rf-ink-2);
  }
  .readout p b {
    color: var(--rf-accent-text);
    font-weight: 600;
  }
`;
