import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { CopyForm, View } from '../../figure/index.js';
import { sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import type { Keeping } from '../own-picture.js';
import { isOn, SWITCHES } from '../switches.js';
import type { Switch } from '../switches.js';
import { closeMenu, menu, menuGroup, menuStyles } from './menu.js';

/** What the menu needs of who shows it. */
export interface MoreHost {
  readonly view: View;
  readonly switches: readonly Switch[];
  readonly turn: (switched: Switch, on: boolean) => void;
  readonly copy: (form: CopyForm) => void;
  /** Whether the user's own picture is there, and whether this network can have one. */
  readonly hasPicture: boolean;
  readonly takesPicture: boolean;
  /** Takes a picture from a file; `null` takes it away. */
  readonly picture: (file: File | null) => void;
  /** What a notebook has of the picture; `null` where there is no notebook. */
  readonly keeping: Keeping | null;
  /** Keeps the picture in the notebook, or no longer. */
  readonly keep: () => Promise<void>;
  readonly listKeys: () => void;
  readonly said: string;
}

const FORMS: readonly (readonly [CopyForm, string])[] = [
  ['text', 'Text'],
  ['python', 'Python'],
  ['json', 'JSON'],
];

const choice = (label: string, act: () => void): TemplateResult =>
  html`<div class="choices" role="none">
    <button
      class="form"
      role="menuitem"
      tabindex="-1"
      @click=${(event: Event) => {
        closeMenu(event);
        act();
      }}
    >
      ${label}
    </button>
  </div>`;

function switchLine(switched: Switch, isFirst: boolean, { view, turn }: MoreHost): TemplateResult {
  const on = isOn(switched, view);
  const { title, hint } = SWITCHES[switched];
  return html`<div class="choices" role="none">
    <button
      class="form check"
      role="menuitemcheckbox"
      aria-checked=${on}
      tabindex="-1"
      title=${hint}
      ?autofocus=${isFirst}
      @click=${() => turn(switched, !on)}
    >
      ${title}
    </button>
  </div>`;
}

const keepLine = ({ keeping, keep }: MoreHost): TemplateResult =>
  html`<div class="choices" role="none">
    <button
      class="form check"
      role="menuitemcheckbox"
      aria-checked=${(keeping?.size ?? 0) > 0}
      tabindex="-1"
      @click=${(event: Event) => {
        closeMenu(event);
        void keep();
      }}
    >
      ${sentence('picture_keep', {})}
    </button>
  </div>`;

const copyLine = ({ copy }: MoreHost): TemplateResult =>
  html`<div class="choices" role="none">
    ${FORMS.map(
      ([form, label]) =>
        html`<button
          role="menuitem"
          tabindex="-1"
          aria-label=${sentence('export_copy', { form: label })}
          @click=${() => copy(form)}
        >
          ${label}
        </button>`,
    )}
  </div>`;

/** Asks for a file with a picture. */
function choose(take: (file: File) => void): void {
  const input = document.createElement('input');
  Object.assign(input, { type: 'file', accept: 'image/*' });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) take(file);
  });
  input.click();
}

/** What has no room in the header, or is seldom wanted. */
export function moreMenu(host: MoreHost): TemplateResult {
  const { switches, picture, hasPicture, takesPicture, keeping, listKeys, said } = host;
  const pictures = [
    choice(sentence('picture_choose', {}), () => choose(picture)),
    ...(hasPicture && keeping ? [keepLine(host)] : []),
    ...(hasPicture ? [choice(sentence('picture_remove', {}), () => picture(null))] : []),
  ];
  return menu(
    'more',
    sentence('more_title', {}),
    '.more-button',
    [
      menuGroup(
        sentence('more_show', {}),
        switches.map((switched, i) => switchLine(switched, i === 0, host)),
      ),
      menuGroup(sentence('more_copy', {}), [copyLine(host)]),
      takesPicture ? menuGroup(sentence('more_picture', {}), pictures) : html`${nothing}`,
      menuGroup(sentence('more_help', {}), [choice(sentence('more_keys', {}), listKeys)]),
    ],
    said,
  );
}

export const styles = css`
  ${menuStyles}
  .menu .check::before {
    content: '';
    display: inline-block;
    width: 16px;
  }
  .menu .check[aria-checked='true']::before {
    content: '✓' / '';
  }
`;
