import type { LitElement } from 'lit';

import type { Asked, CopyForm, Readout } from '../figure/index.js';
import type { Panels } from './panels.js';
import type * as copying from './panels/copying.js';

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
    return () => this.copy(altKey ? 'json' : shiftKey ? 'python' : 'text');
  }

  async listKeys(): Promise<void> {
    (await this.panels.open('keys'))?.openKeys(this.element.renderRoot);
  }

  /** Puts the read-out on the clipboard. */
  copy(form: CopyForm): void {
    const said = this.said();
    if (said) void this.copying((panel) => panel.copyReadout(form, said.asked, said.readout));
  }

  /** Puts a text on the clipboard, and says so. */
  put(text: string, form: string): void {
    void this.copying((panel) => panel.copyAs(text, form));
  }

  private async copying(copied: (panel: typeof copying) => Promise<string>): Promise<void> {
    // At once where it is there: some browsers copy only while the key is being handled.
    const here = this.panels.peek('copying');
    const said = here
      ? copied(here)
      : this.panels.open('copying').then((panel) => panel && copied(panel));
    this.notice = (await said) ?? '';
    this.element.requestUpdate();
  }
}
