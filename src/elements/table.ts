import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Row } from '../arithmetic/index.js';
import { shortNames } from '../figure/index.js';
import type { Layout, RowPlace, TextWidth } from '../figure/index.js';
import type { Layer } from '../layers/index.js';
import { styled } from './styled.js';
import { DIGIT, px, row, rowWords } from './table-row.js';
import type { TableActs } from './table-row.js';
import type { Wrong } from './wrong.js';

/** Bars shorter than this have a short head. */
const HEAD = 100;

/** What there is to point out in the layers of a row. */
const warningIn = (
  { maps }: RowPlace,
  warnings: ReadonlyMap<string, string> | null,
): string | null =>
  (warnings && maps.map(({ name }) => warnings.get(name)).find((text) => text !== undefined)) ??
  null;

/** Over the strip of the depth, so that the pointer finds its layers and not the rows. */
const stripCover = ({ left, head, ground }: Layout): TemplateResult =>
  html`<div
    class="whole-depth"
    style=${styled({ top: px(head), width: px(left), height: px(ground - head) })}
  ></div>`;

/**
 * The layers, deepest first, on the rules of the figure.
 *
 * @param textWidth - how wide a name is, where that is known
 */
export function table(
  layout: Layout,
  layers: ReadonlyMap<string, Layer>,
  rows: {
    selected: Row | undefined;
    lit: string | null;
    wrong: Wrong | null;
    warnings: ReadonlyMap<string, string> | null;
  },
  acts: TableActs,
  textWidth?: TextWidth,
): TemplateResult | typeof nothing {
  if (layout.rows.length === 0) return nothing;
  const { columns, heads: above, ground } = layout;
  const folded = columns.bars === null;
  const { wrong } = rows;
  const wrongFrom = layout.rows.find(({ map }) => map.name === wrong?.layer)?.map.depth ?? Infinity;
  const wrongIn = (layer: string): Wrong | null => (layer === wrong?.layer ? wrong : null);
  const words = layout.rows
    .filter(({ labelled }) => labelled)
    .map((place) => rowWords(place, layers.get(place.map.name), layout, wrongIn(place.map.name)));
  const short = shortNames(
    words.map(({ place, room }) => [place.name, room] as const),
    textWidth,
  );
  const names = Object.keys(columns.edges);
  const headTop = folded ? ground + 2 : above - 24;
  const heads = html`<tr class="heads" style=${styled({ top: px(headTop), height: '22px' })}>
    <th scope="col" style=${styled({ left: px(columns.name[0]), width: '50px' })}>layer</th>
    ${names.map((name) => {
      const width = Math.max(50, DIGIT * name.length);
      return html`<th
        scope="col"
        class="number"
        style=${styled({ left: px(columns.edges[name] - width), width: px(width) })}
      >
        ${name}
      </th>`;
    })}
    ${
      columns.bars
        ? html`<th scope="col" style=${styled({ left: px(columns.bars[0]), width: '120px' })}>
            ${columns.bars[1] - columns.bars[0] > HEAD ? 'field against image' : 'field'}
          </th>`
        : nothing
    }
  </tr>`;
  return html`<table
      class="rows"
      part="table"
      aria-label="Layers"
      style=${styled({ width: px(layout.table) })}
    >
      <thead>
        ${heads}
      </thead>
      <tbody>
        ${words
          .map((own, i) => {
            const { map } = own.place;
            return row(
              own,
              short[i],
              layout,
              {
                selected: map.row === rows.selected,
                lit: map.name === rows.lit,
                before: map.depth >= wrongFrom,
                wrong: wrongIn(map.name),
                warning: warningIn(own.place, rows.warnings),
              },
              acts,
            );
          })
          .reverse()}
      </tbody>
    </table>
    ${layout.left > 0 ? stripCover(layout) : nothing}`;
}

export const tableStyles = css`
  .rows {
    all: unset;
    position: absolute;
    inset: 0 auto auto 0;
    font-size: 12px;
  }
  /** What nobody changes is not painted again. */
  .turning .rows {
    bottom: 0;
    padding-right: 280px;
    contain: paint;
  }
  .rows :is(thead, tbody) {
    display: contents;
  }
  .rows tr {
    all: unset;
    position: absolute;
    left: 0;
    right: 0;
    cursor: pointer;
  }
  .rows tr.heads {
    cursor: default;
    color: var(--rf-ink-3);
    font-size: 11px;
  }
  .rows :is(th, td) {
    all: unset;
    position: absolute;
    bottom: 9px;
    line-height: 14px;
    white-space: nowrap;
    box-sizing: border-box;
  }
  .rows .heads th {
    bottom: 4px;
    font-weight: 400;
  }
  .rows tbody th {
    font-weight: 600;
  }
  .rows tbody th span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .rows td[class*='lines-'] {
    line-height: 12px;
    font-size: 11px;
    bottom: 4px;
  }
  .rows td.lines-3 {
    bottom: 2px;
  }
  .rows .noted th {
    bottom: 4px;
  }
  .whole-depth {
    position: absolute;
    left: 0;
    cursor: pointer;
  }
  .rows td.warning .triangle {
    display: block;
    width: 12px;
    height: 11px;
    margin-bottom: 2px;
  }
  .rows .noted td {
    bottom: 16px;
  }
  .rows small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: 10.5px;
    font-weight: 400;
    line-height: 12px;
    color: var(--rf-ink-3);
  }
  .rows :is(td, .number) {
    text-align: end;
    color: var(--rf-ink-1);
  }
  .rows .heads .number {
    color: inherit;
  }
  .rows :is(td.k, td.s, td.p) {
    color: var(--rf-ink-2);
  }
  .rows td.r {
    font-weight: 600;
  }
  .rows td.unit {
    color: var(--rf-ink-2);
  }
  .rows tr[aria-selected='true'] :is(th, td:not(.k, .s, .p)) {
    color: var(--rf-accent-text);
    font-weight: 600;
  }
`;
