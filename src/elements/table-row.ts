import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Row } from '../arithmetic/index.js';
import { blocksIn, noteOf, show, showAxes, strideOver, tableCells } from '../figure/index.js';
import type { Columns, Layout, RowPlace } from '../figure/index.js';
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

export const px = (value: number): string => `${value}px`;

/** About how wide a digit is in 12 px type. */
export const DIGIT = 7.2;

/** Heights of a line of numbers, and of a note with the air around both. */
const LINE = 12;
const NOTE = 20;
/** Room of the sign before the name of a fold. */
const SIGN = 12;

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

/** What a row says, and where its name begins and ends. */
export interface RowWords {
  readonly place: RowPlace;
  readonly note: { readonly word: string; readonly text: string };
  readonly texts: Readonly<Record<string, string>>;
  /** The column whose value is wrong. */
  readonly column: string | null;
  readonly ends: readonly [left: number, right: number];
  /** How wide its name may be. */
  readonly room: number;
}

/** @param wrong - what is wrong in the row */
export function rowWords(
  place: RowPlace,
  layer: Layer | undefined,
  { columns, rows }: Layout,
  wrong: Wrong | null,
): RowWords {
  const { cells, note } = wordsOf(place, layer, rows[rows.indexOf(place) - 1], columns.scale);
  const { column, texts } = cellsWith(wrong, cells, columns);
  const ends = nameEnds(columns, texts[Object.keys(columns.edges)[0]]);
  const room = ends[1] - ends[0] - (place.maps.length > 1 ? SIGN : 0);
  return { place, note, texts, column, ends, room };
}

/** @param name - as it fits in the row */
export function row(
  { place, note, texts, column, ends: [left, right] }: RowWords,
  name: string,
  layout: Layout,
  state: State,
  acts: TableActs,
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
  const names = Object.keys(columns.edges);
  const free = foot - top - LINE * Math.max(...names.map((each) => linesOf(texts[each])));
  const hasNote = columns.bars !== null && !wrong && !!(note.word || note.text) && free >= NOTE;
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
      <span title=${title}>${maps.length > 1 ? '▸ ' : nothing}${name}</span>
      ${
        hasNote
          ? html`<small style=${styled({ width: px(noteWidth(columns, left)) })}
              ><b>${note.word}</b> ${note.text}</small
            >`
          : nothing
      }
    </th>
    ${names.map((each, i) =>
      cell(
        texts[each],
        columns.edges[each],
        columns.edges[each] - (i ? columns.edges[names[i - 1]] : right) - 4,
        each.includes(' ') ? 'unit' : each === column ? `${each} value` : each,
        exactly(texts[each], data, each),
      ),
    )}
    ${state.warning ? warningSign(state.warning, layout) : nothing}
    ${wrong && isInRow(wrong, layout) ? wrongRemark(wrong, !column) : nothing}
  </tr>`;
}
