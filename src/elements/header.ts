import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { modesOf, showSize } from '../figure/index.js';
import type { Mode, View } from '../figure/index.js';
import type { Network } from '../layers/index.js';
import { isOn, SWITCHES } from './switches.js';
import type { Switch } from './switches.js';

const TITLES: Readonly<Record<Mode, string>> = {
  stack: 'Stack',
  'side-by-side': 'Side by side',
  overlay: 'Overlay',
  profile: 'Profile',
  graph: 'Graph',
  conventional: 'Conventional',
  slices: 'Slices',
};

/** What the header asks of the explorer. */
export interface HeaderActs {
  readonly mode: (mode: Mode) => void;
  readonly overlay: (switched: Switch, on: boolean) => void;
  /** What stands at the end of the header. */
  readonly tools: TemplateResult;
}

/** About how wide a letter of the header is, the gap between two views, and name and tools around them. */
const [LETTER, BETWEEN, AROUND] = [7.2, 16, 125] as const;

/** About how much room a header takes without its switches. */
export function headerWidth({ name, inputSize }: Network): number {
  const modes = modesOf(inputSize.length);
  const words = [name ?? '', showSize(inputSize), ...modes.map((mode) => TITLES[mode])];
  return LETTER * [...words.join('')].length + BETWEEN * modes.length + AROUND;
}

/** Arrow keys move along the tabs, as in every tab list. */
function alongTabs(
  event: KeyboardEvent,
  modes: readonly Mode[],
  mode: Mode,
  acts: HeaderActs,
): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  const next = modes[(modes.indexOf(mode) + by + modes.length) % modes.length];
  acts.mode(next);
  const tabs = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]');
  tabs[modes.indexOf(next)]?.focus();
}

/** Name and size of the network, the views, the switches. */
export function header(
  network: Network,
  view: View,
  switches: readonly Switch[],
  acts: HeaderActs,
): TemplateResult {
  const modes = modesOf(network.inputSize.length);
  return html`
    <header part="header">
      <div class="title" title=${network.name ?? nothing}>
        ${network.name ? html`<b>${network.name}</b>` : nothing}
        <span>${showSize(network.inputSize)}</span>
      </div>
      <div
        class="views"
        role="tablist"
        aria-label="View"
        @keydown=${(event: KeyboardEvent) => alongTabs(event, modes, view.mode, acts)}
      >
        ${modes.map(
          (mode) => html`
            <button
              role="tab"
              data-mode=${mode}
              aria-selected=${mode === view.mode}
              tabindex=${mode === view.mode ? 0 : -1}
              @click=${() => acts.mode(mode)}
            >
              ${TITLES[mode]}
            </button>
          `,
        )}
      </div>
      <div class="tools">
        ${switches.map(
          (switched) => html`
            <label class="switch" title=${SWITCHES[switched].hint}>
              <input
                type="checkbox"
                name=${switched}
                .checked=${isOn(switched, view)}
                @change=${(event: Event) =>
                  acts.overlay(switched, (event.target as HTMLInputElement).checked)}
              />
              ${SWITCHES[switched].title}
            </label>
          `,
        )}
        ${acts.tools}
      </div>
    </header>
  `;
}

export const headerStyles = css`
  header {
    display: flex;
    align-items: center;
    column-gap: 20px;
    border-bottom: 1px solid var(--rf-rule);
  }
  .title {
    display: flex;
    min-width: 60px;
    line-height: 34px;
    white-space: nowrap;
    max-width: 100%;
  }
  .title :is(b, span) {
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--rf-ink-2);
  }
  .title b {
    flex-shrink: 99;
    min-width: 40px;
    font-weight: 600;
    margin-inline-end: 8px;
    color: var(--rf-ink-1);
  }
  .views {
    display: flex;
    column-gap: 16px;
    flex: 1;
  }
  .views button {
    all: unset;
    box-sizing: border-box;
    height: 34px;
    line-height: 34px;
    color: var(--rf-ink-2);
    cursor: pointer;
    white-space: nowrap;
    border-bottom: 2px solid transparent;
    margin-bottom: -1px;
  }
  .views button:hover {
    color: var(--rf-ink-1);
  }
  .views button[aria-selected='true'] {
    color: var(--rf-ink-1);
    font-weight: 600;
    border-bottom-color: var(--rf-ink-1);
  }
  .views button:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: -4px;
  }
  .tools {
    display: flex;
    column-gap: 20px;
    margin-inline-start: auto;
  }
  @media (forced-colors: active) {
    .views button:not([aria-selected='true']) {
      border-bottom-color: Canvas;
    }
  }
  .switch {
    display: flex;
    align-items: center;
    gap: 6px;
    height: 34px;
    color: var(--rf-ink-2);
    cursor: pointer;
    white-space: nowrap;
  }
  .switch input {
    accent-color: var(--rf-ink-1);
    margin: 0;
  }
  :host([data-breadth='narrow']) header,
  :host([data-breadth='tiny']) header {
    flex-wrap: wrap;
    column-gap: 12px;
  }
  :host([data-breadth='tiny']) .views {
    column-gap: 9px;
    font-size: 12px;
  }
  :host([data-breadth='narrow']) .title,
  :host([data-breadth='tiny']) .title {
    order: 0;
    flex: 1;
    line-height: 34px;
  }
  :host([data-breadth='narrow']) .tools,
  :host([data-breadth='tiny']) .tools {
    column-gap: 12px;
    order: 1;
  }
  :host([data-breadth='narrow']) .views,
  :host([data-breadth='tiny']) .views {
    order: 2;
    flex: 1 0 100%;
    column-gap: clamp(9px, (100% - 342px) / 5, 16px);
    overflow-x: auto;
    scrollbar-width: none;
  }
`;
