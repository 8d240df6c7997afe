import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { sentence } from '../../layers/index.js';
import { copyPicture, copyText } from '../clipboard.js';
import { download, fileName, pictureOf, pngOf, textOf } from '../export/forms.js';
import type { Form, Takeable } from '../export/forms.js';
import { printPicture } from '../export/print.js';

/** One thing that can be done: what it is called on the screen and said to be, and what it does. */
interface Choice {
  readonly label: string;
  readonly says: string;
  /** What is said when it is done. */
  readonly act: (takeable: Takeable) => Promise<string> | string;
}

/** The choices of one form, side by side. */
interface Line {
  readonly title: string;
  readonly choices: readonly Choice[];
}

const SCALES = [1, 2, 3, 4] as const;
/** A copied picture is sharp on any screen. */
const COPY_SCALE = 2;

const saved = (name: string): string => sentence('export_saved', { name });

/** A form that is text is saved or copied. */
const textLine = (title: string, form: Exclude<Form, 'png'>): Line => ({
  title,
  choices: [
    {
      label: title,
      says: sentence('export_save', { form: title }),
      act(takeable) {
        const name = fileName(takeable, form);
        download(textOf(takeable, form), form, name);
        return saved(name);
      },
    },
    {
      label: 'Copy',
      says: sentence('export_copy', { form: title }),
      async act(takeable) {
        await copyText(textOf(takeable, form));
        return sentence('export_copied', { form: title });
      },
    },
  ],
});

const PNG: Line = {
  title: 'PNG',
  choices: [
    ...SCALES.map((scale) => ({
      label: `${scale}×`,
      says: sentence('export_scale', { scale }),
      async act(takeable: Takeable) {
        const name = fileName(takeable, 'png');
        download(await pngOf(takeable, scale), 'png', name);
        return saved(name);
      },
    })),
    {
      label: 'Copy',
      says: sentence('export_copy', { form: 'PNG' }),
      async act(takeable) {
        await copyPicture(pngOf(takeable, COPY_SCALE));
        return sentence('export_copied', { form: 'PNG' });
      },
    },
  ],
};

const PDF: Line = {
  title: 'PDF',
  choices: [
    {
      label: 'PDF…',
      says: sentence('export_print', {}),
      async act(takeable) {
        await printPicture(pictureOf(takeable), takeable.whole.name ?? 'network');
        return '';
      },
    },
  ],
};

const GROUPS: readonly (readonly [string, readonly Line[]])[] = [
  ['Picture', [textLine('SVG', 'svg'), PNG, PDF]],
  ['Table', [textLine('CSV', 'csv'), textLine('Markdown', 'md'), textLine('LaTeX', 'tex')]],
  ['Network', [textLine('JSON', 'json')]],
];

/** Between the button and the menu below it. */
const GAP = 4;
const MARGIN = 8;

/**
 * Puts the menu below its button, its right edge at the button's, inside the window; when it closes
 * the button has the focus again.
 */
function place(event: ToggleEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const root = menu.getRootNode() as ShadowRoot;
  const button = root.querySelector<HTMLElement>('.export');
  if (!button) return;
  if (event.newState === 'closed') {
    if (menu.contains(root.activeElement)) button.focus();
    return;
  }
  const { right, bottom } = button.getBoundingClientRect();
  requestAnimationFrame(() => {
    const { width, height } = menu.getBoundingClientRect();
    const left = Math.max(MARGIN, right - width);
    const top = Math.max(MARGIN, Math.min(bottom + GAP, innerHeight - height - MARGIN));
    Object.assign(menu.style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
  });
}

/** What the menu needs of who shows it. */
export interface MenuHost {
  readonly takeable: () => Takeable | null;
  /** Says in the menu what was done, or why not. */
  readonly say: (words: string) => void;
  readonly said: string;
}

async function perform({ act }: Choice, host: MenuHost): Promise<void> {
  const takeable = host.takeable();
  if (!takeable) return;
  try {
    host.say(await act(takeable));
  } catch {
    host.say(sentence('export_failed', {}));
  }
}

const wrap = (at: number, length: number): number => (at + length) % length;

/** Up and down from line to line, left and right along one, as in every menu. */
function onKey(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  // Nothing that is typed here is the notebook's business.
  event.stopPropagation();
  if (event.key === 'Tab') {
    menu.hidePopover();
    return;
  }
  const lines = Array.from(menu.querySelectorAll('.choices'), (line) => [
    ...line.querySelectorAll<HTMLElement>('button'),
  ]);
  const focused = (menu.getRootNode() as ShadowRoot).activeElement as HTMLElement;
  const at = Math.max(
    0,
    lines.findIndex((line) => line.includes(focused)),
  );
  const along = Math.max(0, lines[at].indexOf(focused));
  const first = (line: number): HTMLElement => lines[wrap(line, lines.length)][0];
  const moves: Readonly<Record<string, () => HTMLElement>> = {
    ArrowDown: () => first(at + 1),
    ArrowUp: () => first(at - 1),
    ArrowRight: () => lines[at][wrap(along + 1, lines[at].length)],
    ArrowLeft: () => lines[at][wrap(along - 1, lines[at].length)],
    Home: () => first(0),
    End: () => first(-1),
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  move().focus();
}

const line = ({ title, choices }: Line, host: MenuHost, isFirst: boolean): TemplateResult =>
  html`<div class="choices" role="none">
    ${choices[0].label.startsWith(title) ? nothing : html`<span class="form">${title}</span>`}
    ${choices.map(
      (choice, i) =>
        html`<button
          role="menuitem"
          class=${choice.label.startsWith(title) ? 'form' : ''}
          tabindex="-1"
          ?autofocus=${isFirst && i === 0}
          aria-label=${choice.says}
          title=${choice.says}
          @click=${() => void perform(choice, host)}
        >
          ${choice.label}
        </button>`,
    )}
  </div>`;

/** The menu of everything that can be taken away, in the browser's top layer. */
export const exportMenu = (host: MenuHost): TemplateResult =>
  html`<div
    class="take-away"
    popover="auto"
    role="menu"
    aria-label="Export"
    @keydown=${onKey}
    @beforetoggle=${place}
  >
    ${GROUPS.map(
      ([title, lines], group) =>
        html`<div class="group" role="group" aria-label=${title}>
          <span class="head" aria-hidden="true">${title}</span>
          ${lines.map((each, i) => line(each, host, group === 0 && i === 0))}
        </div>`,
    )}
    <p class="done" role="status">${host.said}</p>
  </div>`;

export const styles = css`
  .take-away {
    inset: auto;
    margin: 0;
    box-sizing: border-box;
    width: 264px;
    max-height: calc(100vh - 16px);
    overflow: auto;
    padding: 4px 0;
    border: 1px solid var(--rf-strong-rule);
    border-radius: 4px;
    background: var(--rf-page);
    color: var(--rf-ink-1);
    font: 13px/19px var(--rf-font);
    box-shadow: 0 4px 16px rgb(0 0 0 / 14%);
  }
  .take-away .group {
    padding: 4px 0;
  }
  .take-away .group + .group {
    border-top: 1px solid var(--rf-rule);
  }
  .take-away .head {
    display: block;
    padding: 0 12px;
    font-size: 11px;
    color: var(--rf-ink-3);
  }
  .take-away .choices {
    display: flex;
    align-items: center;
    padding: 0 6px;
  }
  .take-away .form {
    flex: 1;
    text-align: start;
  }
  .take-away span.form {
    padding: 4px 6px;
  }
  .take-away button {
    all: unset;
    box-sizing: border-box;
    min-width: 24px;
    min-height: 28px;
    padding: 4px 6px;
    border-radius: 3px;
    cursor: pointer;
  }
  .take-away button:not(.form) {
    color: var(--rf-ink-2);
  }
  .take-away button:hover {
    background: var(--rf-hover-row);
    color: var(--rf-ink-1);
  }
  .take-away button:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: -2px;
  }
  .take-away .done {
    margin: 0;
    padding: 4px 12px;
    min-height: 19px;
    border-top: 1px solid var(--rf-rule);
    color: var(--rf-ink-2);
    overflow-wrap: anywhere;
  }
  .take-away .done:empty {
    display: none;
  }
`;
