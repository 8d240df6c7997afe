import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { sentence } from '../layers/index.js';
import type { LayerError } from '../layers/index.js';
import { triangle, wrongSentence } from './wrong.js';

/** So many rows of a wrong list are shown before and after the wrong one. */
const AROUND = 3;

/** So many characters of a row are shown. */
const LONGEST = 200;

/** The rows of a list, where it is one. */
function rowsOf(source: unknown): readonly unknown[] | null {
  let list = source;
  if (typeof list === 'string') {
    try {
      list = JSON.parse(list);
    } catch {
      return null;
    }
  }
  if (list !== null && typeof list === 'object' && 'layers' in list) list = list.layers;
  return Array.isArray(list) ? list : null;
}

function lineOf(row: unknown): string {
  const text = JSON.stringify(row) ?? String(row);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function wrongList(source: unknown, position: number): TemplateResult | typeof nothing {
  const all = rowsOf(source);
  if (!all || position < 1 || position > all.length) return nothing;
  const from = Math.max(0, position - 1 - AROUND);
  return html`<ol class="list" start=${from + 1}>
    ${all.slice(from, position + AROUND).map(
      (row, i) =>
        html`<li class=${from + i + 1 === position ? 'wrong' : ''}>
          <code>${lineOf(row)}</code>
        </li>`,
    )}
  </ol>`;
}

/**
 * One sentence on what is wrong where nothing was drawn before, and the list with its wrong row
 * marked.
 *
 * @param source - what was set
 */
export function errorNotice(error: LayerError, source: unknown): TemplateResult {
  const position = Number(error.values.position ?? 0);
  return html`<div class="error" role="alert" part="error">
    <p>${triangle} <b>${wrongSentence(error)}</b></p>
    ${wrongList(source, position)}
    <p class="before">${sentence('figure_nothing', {})}</p>
  </div>`;
}

export const errorStyles = css`
  .error {
    background: var(--rf-warning-ground);
    border-inline-start: 3px solid var(--rf-warning-glyph);
    padding: 8px 12px;
    margin: 8px 0;
  }
  .error p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .error b {
    font-weight: 600;
    color: var(--rf-warning);
  }
  .error .before {
    color: var(--rf-ink-2);
  }
  .empty {
    color: var(--rf-ink-2);
    margin: 8px 0;
  }
  .list {
    margin: 8px 0;
    padding-inline-start: 36px;
    font: 12px/20px var(--rf-code-font);
    color: var(--rf-ink-2);
  }
  .list li.wrong {
    color: var(--rf-ink-1);
    font-weight: 600;
  }
  .list li.wrong code {
    text-decoration: underline wavy var(--rf-warning-glyph) 1px;
    text-underline-offset: 4px;
  }
  .list code {
    font: inherit;
    overflow-wrap: anywhere;
  }
`;
