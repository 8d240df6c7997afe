import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';

import type { Row } from '../arithmetic/index.js';
import type { Layout, RowPlace } from '../figure/index.js';
import type { Layer } from '../layers/index.js';
import { cellsOf, noteOf } from './words.js';

/** What the table asks of the explorer. */
export interface TableActs {
  readonly select: (layer: string) => void;
  readonly light: (layer: string | null) => void;
}

const px = (value: number): string => `${value}px`;

function cell(text: string, edge: number, width: number, column: string): TemplateResult {
  const style = styleMap({ left: px(edge - width), width: px(width) });
  return html`<td class=${column} style=${style}>${text}</td>`;
}

function row(
  { map: { row: data }, top, rule }: RowPlace,
  layer: Layer | undefined,
  { columns }: Layout,
  state: { selected: boolean; lit: boolean },
  acts: TableActs,
): TemplateResult {
  const cells = cellsOf(layer, data);
  const note = noteOf(layer, data);
  const [left, right] = columns.name;
  const hasNote = columns.bars !== null && (note.word || note.text) && rule - top >= 38;
  const names = Object.keys(columns.edges);
  return html`<tr
    data-row=${data.name}
    aria-selected=${state.selected}
    class=${state.lit ? 'lit' : ''}
    style=${styleMap({ top: px(top), height: px(rule - top) })}
    title=${note.text || nothing}
    @click=${() => acts.select(data.name)}
    @pointerenter=${() => acts.light(data.name)}
    @pointerleave=${() => acts.light(null)}
  >
    <th
      scope="row"
      class=${hasNote ? 'noted' : ''}
      style=${styleMap({ left: px(left), width: px(right - left) })}
    >
      <span title=${data.name}>${data.name}</span>
      ${hasNote ? html`<small><b>${note.word}</b> ${note.text}</small>` : nothing}
    </th>
    ${names.map((name, i) =>
      cell(
        cells[name],
        columns.edges[name],
        columns.edges[name] - (i ? columns.edges[names[i - 1]] : right) - 4,
        name,
      ),
    )}
  </tr>`;
}

/** The layers, deepest first, on the rules of the figure. */
export function table(
  layout: Layout,
  layers: ReadonlyMap<string, Layer>,
  rows: { selected: Row | undefined; lit: string | null },
  acts: TableActs,
): TemplateResult {
  const { columns, head, breadth, ground } = layout;
  const folded = columns.bars === null;
  const names = Object.keys(columns.edges);
  const headTop = folded ? ground + 2 : head - 24;
  const heads = html`<tr class="heads" style=${styleMap({ top: px(headTop), height: '22px' })}>
    <th scope="col" style=${styleMap({ left: px(columns.name[0]), width: '50px' })}>layer</th>
    ${names.map(
      (name) =>
        html`<th
          scope="col"
          class="number"
          style=${styleMap({ left: px(columns.edges[name] - 50), width: '50px' })}
        >
          ${name}
        </th>`,
    )}
    ${
      columns.bars
        ? html`<th scope="col" style=${styleMap({ left: px(columns.bars[0]), width: '120px' })}>
            ${breadth === 'wide' ? 'field against image' : 'field'}
          </th>`
        : nothing
    }
  </tr>`;
  return html`<table
    part="table"
    aria-label="Layers"
    style=${styleMap({ width: px(layout.table) })}
  >
    <thead>
      ${heads}
    </thead>
    <tbody>
      ${layout.rows
        .filter(({ labelled }) => labelled)
        .map((place) =>
          row(
            place,
            layers.get(place.map.name),
            layout,
            { selected: place.map.row === rows.selected, lit: place.map.name === rows.lit },
            acts,
          ),
        )
        .reverse()}
    </tbody>
  </table>`;
}

export const tableStyles = css`
  table {
    all: unset;
    position: absolute;
    inset: 0 auto auto 0;
    font-size: 12px;
  }
  thead,
  tbody {
    display: contents;
  }
  tr {
    all: unset;
    position: absolute;
    left: 0;
    right: 0;
    cursor: pointer;
  }
  tr.heads {
    cursor: default;
    color: var(--rf-ink-3);
    font-size: 11px;
  }
  th,
  td {
    all: unset;
    position: absolute;
    bottom: 9px;
    line-height: 14px;
    white-space: nowrap;
    box-sizing: border-box;
  }
  .heads th {
    bottom: 4px;
    font-weight: 400;
  }
  tbody th {
    font-weight: 600;
  }
  tbody th span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  tbody th.noted {
    bottom: 3px;
  }
  small {
    display: block;
    width: 280px;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: 10.5px;
    font-weight: 400;
    line-height: 12px;
    color: var(--rf-ink-3);
  }
  td {
    white-space: pre;
  }
  td,
  .number {
    text-align: end;
    color: var(--rf-ink-1);
  }
  .heads .number {
    color: inherit;
  }
  td.k,
  td.s,
  td.p {
    color: var(--rf-ink-2);
  }
  td.r {
    font-weight: 600;
  }
  tr[aria-selected='true'] th,
  tr[aria-selected='true'] td:not(.k, .s, .p) {
    color: var(--rf-accent-text);
    font-weight: 600;
  }
`;
