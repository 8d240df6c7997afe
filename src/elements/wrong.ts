import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Layout } from '../figure/index.js';
import { sentence, shown } from '../layers/index.js';
import type { LayerError } from '../layers/index.js';
import type { Model } from './model.js';

/** Something wrong was set on a live figure, which is from before. */
export interface Wrong {
  readonly error: LayerError;
  /** The layer of the figure in whose row it belongs; `null` where it is no layer's. */
  readonly layer: string | null;
  /** Puts back what was there before. */
  readonly undo: () => void;
}

/** The columns of the table that show parameters. */
const COLUMNS: Readonly<Record<string, string>> = {
  kernel_size: 'k',
  stride: 's',
  padding: 'p',
};

/** The row of the figure that a wrong layer has: that of its name, else that of its place. */
export function rowOfWrong({ layer, values }: LayerError, { rows, rowOf }: Model): string | null {
  if (layer === null) return null;
  if (rowOf.has(layer)) return layer;
  const position = Number(values.position);
  return rows.length > position ? rows[position].name : null;
}

/** Whether the sentence stands in its row; where the table folds, or none is its own, it does not. */
export const isInRow = ({ layer }: Wrong, { columns, rows }: Layout): boolean =>
  columns.bars !== null && rows.some(({ map }) => map.name === layer);

/** The column of the table that holds the wrong value, where there is such a column. */
export function wrongCell(
  { error }: Wrong,
  edges: Readonly<Record<string, number>>,
): string | null {
  const column = COLUMNS[error.parameter ?? ''];
  return typeof error.value === 'number' && column in edges ? column : null;
}

/** What cannot be, in a few words. */
export function wrongTitle({ code, values, layer, parameter, value }: LayerError): string {
  const said = { layer, parameter, value };
  if (code === 'parameter_unknown') return sentence('wrong_name', said);
  if (!parameter) return sentence('wrong_layer', said);
  return sentence('value' in values ? 'wrong_value' : 'wrong_parameter', said);
}

/** The sentence, with a wavy line under what is wrong in it. */
export function wrongSentence({
  code,
  values,
  message,
  parameter,
  value,
}: LayerError): TemplateResult {
  const word = code === 'parameter_unknown' ? (parameter ?? '') : shown(value);
  const own = sentence(code, { ...values, position: undefined });
  const at = word && 'value' in values ? message.indexOf(word, message.length - own.length) : -1;
  if (at < 0) return html`${message}`;
  const end = at + word.length;
  return html`${message.slice(0, at)}<u class="wavy">${message.slice(at, end)}</u
    >${message.slice(end)}`;
}

/** A triangle for a warning. */
export const triangle = html`<svg
  class="triangle"
  viewBox="0 0 14 13"
  width="14"
  height="13"
  aria-hidden="true"
>
  <path d="M7 1 13.2 12H.8Z" />
  <path class="mark" d="M7 4.8v3.4M7 9.6v1.1" />
</svg>`;

/** That the figure is from before, and the way back. */
export const fromBefore = ({ undo }: Wrong): TemplateResult =>
  html`${sentence('figure_before', {})}
    <button class="undo" part="undo" @click=${undo}>Undo</button>`;

/** The sentence below the numbers of its row; `marked` where what is wrong has no cell of its own. */
export const wrongRemark = ({ error }: Wrong, marked: boolean): TemplateResult =>
  html`<td class="remark">
    <div role="alert" part="error">
      ${triangle}<span>${marked ? wrongSentence(error) : error.message}</span>
    </div>
  </td>`;

/** The sentence above the figure, where no row of it can hold it. */
export const wrongNotice = (wrong: Wrong | null): TemplateResult | typeof nothing =>
  wrong
    ? html`<div class="error" role="alert" part="error">
        <p>${triangle} <b>${wrongSentence(wrong.error)}</b></p>
        <p class="before">${fromBefore(wrong)}</p>
      </div>`
    : nothing;

export const wrongStyles = css`
  .triangle {
    position: static;
    display: inline-block;
    flex: none;
    vertical-align: -1px;
    fill: var(--rf-warning-glyph);
    stroke: #774f02;
    stroke-linejoin: round;
  }
  .triangle .mark {
    stroke: #3d2900;
    stroke-width: 1.5;
  }
  .wavy {
    text-decoration: underline wavy 1px;
    text-underline-offset: 3px;
  }
  .undo {
    all: unset;
    cursor: pointer;
    pointer-events: auto;
    color: var(--rf-ink-1);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .undo:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: 2px;
  }
  .rows td.remark {
    inset: calc(100% - 5px) 0 auto;
    padding-inline-end: 6px;
    white-space: normal;
    text-align: start;
    color: var(--rf-warning);
    line-height: 17px;
    font-weight: 400;
  }
  .remark div {
    display: flex;
    align-items: baseline;
    gap: 6px;
    overflow-wrap: anywhere;
  }
  .rows tr.wrong td.value {
    color: var(--rf-warning);
    font-weight: 600;
    text-decoration: underline wavy 1px;
    text-underline-offset: 2px;
  }
  .rows tr.before td:not(.k, .s, .p, .value, .remark) {
    color: var(--rf-ink-3);
    font-weight: 400;
  }
`;
