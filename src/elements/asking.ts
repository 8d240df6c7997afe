import type { LitElement } from 'lit';

import { copyOf } from '../figure/index.js';
import type { Asked, CopyForm, Readout } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import { copyText } from './clipboard.js';
import type { Panels } from './panels.js';

const FORMS = { text: 'text', json: 'JSON', python: 'Python' } as const;

/** What a key asks for that changes nothing of the figure: the list of keys, a copy of what it says. */
export class Asking {
  /** What was done, for who does not see it. */
  notice = '';

  /**
   * @param ways - what a key alone opens or goes to
   * @param said - the answer that is shown, and the words for it
   */
  constructor(
    private readonly element: LitElement,
    private readonly panels: Panels,
    private readonly ways: Readonly<Record<string, () => void>>,
    private readonly said: () => { readonly asked: Asked; readonly readout: Readout } | null,
  ) {}

  /** What a key asks for; `null` where it asks for nothing. */
  byKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): (() => void) | null {
    if (ctrlKey || metaKey) return null;
    if (key === '?') return () => void this.listKeys();
    const way = altKey || shiftKey ? undefined : this.ways[key];
    if (way) return way;
    if (key.toLowerCase() !== 'c' && key !== 'ç') return null;
    return () => void this.copy(altKey ? 'json' : shiftKey ? 'python' : 'text');
  }

  async listKeys(): Promise<void> {
    (await this.panels.open('keys'))?.openKeys(this.element.renderRoot);
  }

  /** Puts the read-out on the clipboard. */
  async copy(form: CopyForm): Promise<void> {
    const said = this.said();
    if (said) await this.put(copyOf(form, said.asked, said.readout), FORMS[form]);
  }

  /** Puts a text on the clipboard, and says so. */
  async put(text: string, form: string): Promise<void> {
    this.notice = await copyText(text).then(
      () => sentence('copied', { form }),
      () => sentence('copied_not', {}),
    );
    this.element.requestUpdate();
  }
}
