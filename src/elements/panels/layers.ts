import { css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

import type { Row } from '../../arithmetic/index.js';
import { cellsOf, scaleOf, shadesOf, showUnit, unitCells } from '../../figure/index.js';
import type { Palette, Selection } from '../../figure/index.js';
import { sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import type { Model } from '../model.js';

/** What the list needs of who shows it. */
export interface LayersHost {
  readonly palette: Palette;
  readonly selection: Selection | null;
  readonly select: (layer: string) => void;
  readonly choose: (selection: Selection) => void;
  /** What is searched for; `null` where there is nothing to search. */
  readonly sought: string | null;
  readonly seek: (text: string) => void;
  readonly leave: () => void;
}

const COLUMNS = ['k', 's', 'p', 'n', 'j', 'r', 'start'] as const;
const IN_UNITS = ['j', 'r', 'start'] as const;
/** Of more rows the rest is found by searching. */
const MOST = 500;
/** Width of the strip that stands for the whole depth, and the most ticks in it. */
const STRIP = 16;
const MOST_TICKS = 160;

/**
 * The feature that a text means: `conv5 6 6`, `conv5 (6, 6)`; after the word `pixel`, the pixel that
 * is asked about. `null` where it means none.
 */
function placeIn(
  { rows }: Model,
  selection: Selection | null,
  text: string,
): { readonly row: Row; readonly subject: string; readonly selection: Selection } | null {
  const [, name, numbers] = /^\s*(\S+)[\s(]+(\d+(?:[\s,]+\d+)*)\s*\)?\s*$/.exec(text) ?? [];
  if (!name) return null;
  const isPixel = /^pixels?$/i.test(name);
  const row = isPixel
    ? rows[0]
    : rows.find((each) => each.name.toLowerCase() === name.toLowerCase());
  const index = numbers.split(/[\s,]+/).map(Number);
  if (row?.n.length !== index.length || index.some((u, axis) => u >= row.n[axis])) return null;
  const asksPixel = isPixel && selection !== null && selection.layer !== 'input';
  return {
    row,
    subject: `${isPixel ? 'pixel' : row.name} (${index.join(', ')})`,
    selection: asksPixel ? { ...selection, pixel: index } : { layer: row.name, index },
  };
}

/** The rows whose name or type holds a text, deepest first. */
function found({ rows }: Model, sought: string): readonly Row[] {
  const text = sought.trim().toLowerCase();
  const all = [...rows].reverse();
  if (!text) return all;
  return all.filter(({ name, type }) => `${name} ${type}`.toLowerCase().includes(text));
}

const onOneLine = (text: string): string => text.replaceAll('\n', ' × ');

function line(row: Row, model: Model, { selection, select }: LayersHost): TemplateResult {
  const cells = cellsOf(model.layers.get(row.name), row);
  const scale = scaleOf(model.network);
  const inUnits = scale && unitCells(scale, row);
  return html`<tr
    aria-selected=${row.name === selection?.layer}
    data-listed=${row.name}
    @click=${() => select(row.name)}
  >
    <th scope="row">
      <button @click=${() => select(row.name)}>${row.name}</button>
    </th>
    <td class="type">${row.type}</td>
    ${COLUMNS.map((name) => html`<td>${onOneLine(cells[name])}</td>`)}
    ${inUnits && IN_UNITS.map((name) => html`<td>${onOneLine(inUnits[name])}</td>`)}
  </tr>`;
}

const shownIn = new WeakMap<Element, string | null>();

/** Keeps the window on the strip where the list is. */
function markWindow(list: Element): void {
  const part = list.parentElement?.querySelector('.window');
  part?.setAttribute('y', `${(100 * list.scrollTop) / list.scrollHeight}%`);
  part?.setAttribute('height', `${(100 * list.clientHeight) / list.scrollHeight}%`);
}

/** Scrolls the list, and nothing around it, to what was selected since. */
function follow(list: Element | undefined, selected: string | null): void {
  if (!list) return;
  requestAnimationFrame(() => {
    markWindow(list);
    if (shownIn.get(list) === selected) return;
    shownIn.set(list, selected);
    const row = list.querySelector<HTMLElement>('[aria-selected="true"]');
    if (!row) return;
    const [top, bottom] = [row.offsetTop - row.offsetHeight, row.offsetTop + row.offsetHeight];
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) {
      list.scrollTop = bottom - list.clientHeight;
    }
  });
}

/** Brings a part of the list into sight, by where on the strip the pointer is. */
function scrub(event: PointerEvent): void {
  const strip = event.currentTarget as SVGElement;
  if (event.type === 'pointerdown') strip.setPointerCapture(event.pointerId);
  else if (!strip.hasPointerCapture(event.pointerId)) return;
  const { top, height } = strip.getBoundingClientRect();
  const list = strip.parentElement?.querySelector('.roll');
  if (!list) return;
  const at = (event.clientY - top) / height;
  list.scrollTop = at * list.scrollHeight - list.clientHeight / 2;
}

/** The whole depth as a strip: a tick a row in the colour of its depth, and what is in sight. */
function strip(
  rows: readonly Row[],
  shades: ReadonlyMap<string, number>,
  { palette, selection }: LayersHost,
): TemplateResult {
  const count = Math.min(MOST_TICKS, rows.length);
  const at = rows.findIndex(({ name }) => name === selection?.layer);
  const tick = (i: number): TemplateResult => {
    const row = rows[Math.floor((i * rows.length) / count)];
    const isSure = row.status === 'exact' || row.status === 'varies';
    return svg`<rect x=${isSure ? 2 : 7} width=${isSure ? 10 : 5} y="${(100 * i) / count}%" height="${75 / count}%" fill=${palette.depth(shades.get(row.name) ?? 0)} />`;
  };
  return html`<svg
    class="strip"
    width=${STRIP}
    aria-hidden="true"
    @pointerdown=${scrub}
    @pointermove=${scrub}
  >
    ${Array.from({ length: count }, (_, i) => tick(i))}
    <rect
      class="window"
      x="0.5"
      width=${STRIP - 1}
      y="0"
      height="100%"
      fill="none"
      stroke=${palette.ink[1]}
    />
    ${
      at < 0
        ? nothing
        : svg`<rect x="0" width=${STRIP} y="${(100 * at) / rows.length}%" height="3" fill=${palette.accent} />`
    }
  </svg>`;
}

/** Enter selects the feature that is meant or the first layer found, Escape clears the field and then leaves it. */
function onKey(
  event: KeyboardEvent,
  rows: readonly Row[],
  place: ReturnType<typeof placeIn>,
  host: LayersHost,
): void {
  event.stopPropagation();
  if (event.key === 'Enter' && (place || rows.length > 0)) {
    if (place) host.choose(place.selection);
    else host.select(rows[0].name);
    host.leave();
  }
  if (event.key !== 'Escape') return;
  event.preventDefault();
  if (host.sought) host.seek('');
  else host.leave();
}

/** All layers with all their numbers, deepest first. */
export function layersPanel(model: Model, host: LayersHost): TemplateResult {
  const { sought, selection, seek } = host;
  const place = placeIn(model, selection, sought ?? '');
  const rows = place ? [place.row] : found(model, sought ?? '');
  const scale = scaleOf(model.network);
  const unit = scale && showUnit(scale);
  const heads = [...COLUMNS, ...(unit ? IN_UNITS.map((name) => `${name} ${unit}`) : [])];
  const more = rows.length - MOST;
  return html`${
      sought === null
        ? nothing
        : html`<p class="seek">
            <input
              type="search"
              aria-label=${sentence('layers_seek', {})}
              placeholder=${sentence('layers_seek', {})}
              .value=${sought}
              @input=${({ target }: Event) => seek((target as HTMLInputElement).value)}
              @keydown=${(event: KeyboardEvent) => onKey(event, rows, place, host)}
            />
            <span role="status"
              >${place ? `Enter: ${place.subject}` : sought ? sentence('layers_found', { count: rows.length }) : nothing}</span
            >
          </p>`
    }
    <div class="deep">
      ${sought !== null && rows.length > 1 ? strip(rows, shadesOf(model.rows), host) : nothing}
      <div
        class="roll"
        tabindex="0"
        role="group"
        aria-label=${sentence('layers_title', { count: null })}
        @scroll=${({ currentTarget }: Event) => markWindow(currentTarget as Element)}
        ${ref((list) => follow(list, selection?.layer ?? null))}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">layer</th>
              <th scope="col" class="type">type</th>
              ${heads.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(0, MOST).map((row) => line(row, model, host))}
          </tbody>
        </table>
      </div>
    </div>
    ${more > 0 ? html`<p class="seek">${sentence('layers_more', { count: more })}</p>` : nothing}`;
}

export const styles = css`
  .layers .seek {
    display: flex;
    align-items: baseline;
    gap: 12px;
    margin: 8px 0 0;
    color: var(--rf-ink-3);
  }
  .layers input {
    box-sizing: border-box;
    width: 240px;
    max-width: 100%;
    padding: 4px 8px;
    border: 1px solid var(--rf-strong-rule);
    border-radius: 3px;
    font: inherit;
    color: var(--rf-ink-1);
    background: var(--rf-page);
  }
  .layers input::placeholder {
    color: var(--rf-ink-3);
    opacity: 1;
  }
  .layers :is(input, .roll, button):focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: 1px;
  }
  .deep {
    display: flex;
    gap: 8px;
    margin-top: 8px;
  }
  .strip {
    flex: none;
    height: auto;
    cursor: pointer;
    touch-action: none;
  }
  .roll {
    position: relative;
    flex: 1;
    min-width: 0;
    max-height: 360px;
    overflow: auto;
  }
  .layers table {
    border-collapse: collapse;
    width: 100%;
    margin: 0;
    font-size: 12px;
  }
  .layers tr {
    background: none;
  }
  .layers tbody tr {
    cursor: pointer;
  }
  .layers tbody tr:hover {
    background: var(--rf-hover-row);
  }
  .layers :is(th, td) {
    padding: 4px 6px;
    text-align: end;
    border: 0;
    border-bottom: 1px solid var(--rf-rule);
    white-space: nowrap;
    font-weight: 400;
    color: var(--rf-ink-1);
  }
  .layers thead th {
    position: sticky;
    top: 0;
    background: var(--rf-page);
    color: var(--rf-ink-3);
    font-size: 11px;
  }
  .layers :is(th:first-child, .type) {
    text-align: start;
  }
  .layers td.type {
    color: var(--rf-ink-2);
  }
  .layers button {
    all: unset;
    font-weight: 600;
    cursor: pointer;
  }
  .layers tr[aria-selected='true'] :is(th, td) {
    color: var(--rf-accent-text);
    font-weight: 600;
    box-shadow: inset 0 -1px var(--rf-accent);
  }
  :is(:host([data-breadth='narrow']), :host([data-breadth='tiny'])) .layers .type {
    display: none;
  }
  @media print {
    .roll {
      max-height: none;
    }
  }
`;
