import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { copyPicture, copyText } from '../clipboard.js';
import { download, fileName, pictureOf, pngOf, textOf } from '../export/forms.js';
import type { Form, Takeable } from '../export/forms.js';
import { printPicture } from '../export/print.js';
import { menu, menuGroup, menuStyles } from './menu.js';

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
        await printPicture(pictureOf(takeable, true), takeable.whole.name ?? 'network');
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

/** The menu of everything that can be taken away. */
export const exportMenu = (host: MenuHost): TemplateResult =>
  menu(
    'take-away',
    'Export',
    '.export',
    GROUPS.map(([title, lines], group) =>
      menuGroup(
        title,
        lines.map((each, i) => line(each, host, group === 0 && i === 0)),
      ),
    ),
    host.said,
  );

export const styles = menuStyles;
