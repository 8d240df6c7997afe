import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Row } from '../arithmetic/index.js';
import {
  blocksIn,
  noteOf,
  shortName,
  show,
  showAxes,
  strideOver,
  tableCells,
} from '../figure/index.js';
import type { Columns, Layout, RowPlace, TextWidth } from '../figure/index.js';
import { sentence, shown } from '../layers/index.js';
import type { Layer } from '../layers/index.js';
import { styled } from './styled.js';
import { isInRow, triangle, wrongCell, wrongRemark } from './wrong.js';
import type { Wrong } from './wrong.js';

/** What the table asks of the explorer. */
export interface TableActs {
  readonly select: (layer: string) => void;
  readonly light: (layer: string | null) => void;
}

const px = (value: number): string => `${value}px`;

/** About how wide a digit is in 12 px type. */
const DIGIT = 7.2;

/** Bars shorter than this have a short head. */
const HEAD = 100;

/** Heights of a line of numbers, and of a note with the air around both. */
const LINE = 12;
const NOTE = 20;

const linesOf = (text: string): number => text.split('\n').length;

/** The exact numbers where a cell has rounded ones. */
function exactly(text: string, row: Row, column: string): string | typeof nothing {
  if (!text.includes('≈')) return nothing;
  return showAxes(row[column as 'j' | 'start'].map(show)).join(' × ');
}

function cell(
  text: string,
  edge: number,
  width: number,
  column: string,
  title: ReturnType<typeof exactly>,
): TemplateResult {
  const style = styled({ left: px(edge - width), width: px(width) });
  const lines = text.split('\n');
  return html`<td
    class=${lines.length > 1 ? `${column} lines-${lines.length}` : column}
    style=${style}
    title=${title}
  >
    ${lines.length > 1 ? lines.map((line, i) => (i ? html`<br />${line}` : line)) : text}
  </td>`;
}

/** Left and right end of a name, which gives way to a long number beside it. */
function nameEnds({ name: [left, most], edges }: Columns, beside: string): [number, number] {
  const room = DIGIT * Math.max(...beside.split('\n').map(({ length }) => length)) + 4;
  return [left, Math.max(left + 24, Math.min(most, Object.values(edges)[0] - room))];
}

interface State {
  readonly selected: boolean;
  readonly lit: boolean;
  /** Its numbers are from before something wrong was set. */
  readonly before: boolean;
  /** What is wrong in the row. */
  readonly wrong: Wrong | null;
  /** What there is to point out in it. */
  readonly warning: string | null;
}

/** The cells of a row; what is wrong stands in its own. */
function cellsWith(wrong: Wrong | null, cells: ReturnType<typeof tableCells>, { edges }: Columns) {
  const column = wrong && wrongCell(wrong, edges);
  return { column, texts: column ? { ...cells, [column]: shown(wrong?.error.value) } : cells };
}

/** What stands below the name of a row, and what its columns say; a folded one has no parameters. */
function wordsOf(
  place: RowPlace,
  layer: Layer | undefined,
  below: RowPlace | undefined,
  scale: Columns['scale'],
) {
  const { map, maps } = place;
  const cells = tableCells(layer, map.row, scale);
  if (maps.length === 1) return { cells, note: noteOf(layer, map.row) };
  const blocks = blocksIn(place);
  const text = sentence('fold_layers', {
    blocks: blocks > 1 ? blocks : null,
    count: maps.length,
    stride: strideOver(place, below),
  });
  return { cells: { ...cells, k: '', s: '', p: '' }, note: { word: '', text } };
}

/** What there is to point out in the layers of a row. */
const warningIn = (
  { maps }: RowPlace,
  warnings: ReadonlyMap<string, string> | null,
): string | null =>
  (warnings && maps.map(({ name }) => warnings.get(name)).find((text) => text !== undefined)) ??
  null;

/** A small triangle at the end of a row; the sentence stands below the figure. */
const warningSign = (text: string, { columns, table }: Layout): TemplateResult =>
  html`<td
    class="warning"
    style=${styled({ left: px(columns.bars ? table - 13 : columns.edges.r + 2), width: '12px' })}
    title=${text}
  >
    <span role="img" aria-label=${sentence('findings_warning', { message: text })}
      >${triangle}</span
    >
  </td>`;

/** A note ends before the bars begin. */
const noteWidth = ({ bars }: Columns, left: number): number =>
  Math.min(280, (bars?.[0] ?? Infinity) - left - 6);

function row(
  place: RowPlace,
  layer: Layer | undefined,
  layout: Layout,
  state: State,
  acts: TableActs,
  textWidth: TextWidth | undefined,
): TemplateResult {
  const { columns } = layout;
  const { wrong } = state;
  const {
    name: title,
    map: { row: data },
    maps,
    top,
    foot,
  } = place;
  const words = wordsOf(place, layer, layout.rows[layout.rows.indexOf(place) - 1], columns.scale);
  const { note } = words;
  const cells = cellsWith(wrong, words.cells, columns);
  const names = Object.keys(columns.edges);
  const room = foot - top - LINE * Math.max(...names.map((name) => linesOf(cells.texts[name])));
  const hasNote = columns.bars !== null && !wrong && !!(note.word || note.text) && room >= NOTE;
  const [left, right] = nameEnds(columns, cells.texts[names[0]]);
  const classes = [
    ...(state.lit ? ['lit'] : []),
    ...(hasNote ? ['noted'] : []),
    ...(state.before ? ['before'] : []),
    ...(wrong ? ['wrong'] : []),
  ];
  return html`<tr
    data-row=${data.name}
    aria-selected=${state.selected}
    class=${classes.join(' ')}
    style=${styled({ top: px(top), height: px(foot - top) })}
    title=${note.text || nothing}
    @click=${() => acts.select(data.name)}
    @pointerenter=${() => acts.light(data.name)}
    @pointerleave=${() => acts.light(null)}
  >
    <th scope="row" style=${styled({ left: px(left), width: px(right - left) })}>
      <span title=${title}
        >${maps.length > 1 ? '▸ ' : nothing}${shortName(title, right - left - (maps.length > 1 ? 12 : 0), textWidth)}</span
      >
      ${
        hasNote
          ? html`<small style=${styled({ width: px(noteWidth(columns, left)) })}
              ><b>${note.word}</b> ${note.text}</small
            >`
          : nothing
      }
    </th>
    ${names.map((name, i) =>
      cell(
        cells.texts[name],
        columns.edges[name],
        columns.edges[name] - (i ? columns.edges[names[i - 1]] : right) - 4,
        name.includes(' ') ? 'unit' : name === cells.column ? `${name} value` : name,
        exactly(cells.texts[name], data, name),
      ),
    )}
    ${state.warning ? warningSign(state.warning, layout) : nothing}
    ${wrong && isInRow(wrong, layout) ? wrongRemark(wrong, !cells.column) : nothing}
  </tr>`;
}

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
        ${layout.rows
          .filter(({ labelled }) => labelled)
          .map((place) =>
            row(
              place,
              layers.get(place.map.name),
              layout,
              {
                selected: place.map.row === rows.selected,
                lit: place.map.name === rows.lit,
                before: place.map.depth >= wrongFrom,
                wrong: place.map.name === wrong?.layer ? wrong : null,
                warning: warningIn(place, rows.warnings),
              },
              acts,
              textWidth,
            ),
          )
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
