import { css, html } from 'lit';
import type { TemplateResult } from 'lit';

import { cellsOf } from '../figure/index.js';
import type { Model } from './model.js';

const COLUMNS = ['k', 's', 'p', 'n', 'j', 'r', 'start'];

/** The whole table, folded, where there is no room for it beside the figure. */
export function foldedLayers({ rows, layers }: Model): TemplateResult {
  return html`<details class="layers" part="layers">
    <summary>Layers</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">layer</th>
          ${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...rows].reverse().map((row) => {
          const cells = cellsOf(layers.get(row.name), row);
          return html`<tr>
            <th scope="row">${row.name}</th>
            ${COLUMNS.map((name) => html`<td>${cells[name].replaceAll('\n', ' × ')}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}

export const layersStyles = css`
  .layers {
    border-top: 1px solid var(--rf-rule);
    padding: 12px 0;
    overflow-x: auto;
  }
  .layers summary {
    font-weight: 600;
    cursor: pointer;
  }
  .layers table {
    border-collapse: collapse;
    width: 100%;
    margin: 8px 0 0;
    font-size: 12px;
  }
  .layers tr {
    background: none;
  }
  .layers :is(th, td) {
    padding: 4px 6px;
    text-align: end;
    border: 0;
    border-bottom: 1px solid var(--rf-rule);
    white-space: nowrap;
    font-weight: 400;
  }
  .layers thead th {
    color: var(--rf-ink-3);
    font-size: 11px;
  }
  .layers :is(th:first-child) {
    text-align: start;
  }
  .layers tbody th {
    font-weight: 600;
  }
`;
