import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { canFold, OVERLAYS } from '../figure/index.js';
import type { Heatmap } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { Asking } from './asking.js';
import type { Changes } from './changes.js';
import type { Takeable } from './export/forms.js';
import { MenuButton } from './menu-button.js';
import type { Model } from './model.js';
import type { Keeping, Pictures } from './own-picture.js';
import type { Panels } from './panels.js';
import type { Reading } from './reading.js';
import type { Switch } from './switches.js';

type Host = LitElement & { readonly heatmap: Heatmap | null; readonly keeping: Keeping | null };

/** The buttons at the end of the header with their menus, and all that can be switched. */
export class Menus {
  private readonly takeAway: MenuButton;
  private readonly more: MenuButton;
  /** What was taken away last. */
  private said = '';

  constructor(
    private readonly host: Host,
    private readonly panels: Panels,
    private readonly reading: Reading,
    private readonly changes: Changes,
    private readonly asking: Asking,
    private readonly pictures: Pictures,
  ) {
    this.takeAway = new MenuButton(host, panels, 'export', '.take-away');
    this.more = new MenuButton(host, panels, 'more', '.menu.more');
  }

  /** What can be switched: only what changes something in this network and view. */
  get switches(): readonly Switch[] {
    const { base, model } = this.reading;
    const foldable = model && canFold(model.network.layers.length);
    return [
      ...(base && base.pointwise() !== base ? (['pointwise'] as const) : []),
      ...(foldable ? (['folding'] as const) : []),
      ...OVERLAYS.filter((overlay) => overlay !== 'heatmap' || this.host.heatmap),
    ];
  }

  readonly turn = (switched: Switch, on: boolean): void =>
    this.changes.performInView({ kind: switched, on });

  buttons(): TemplateResult {
    return html`${this.takeAway.button('export', 'Export')}
    ${this.more.button('more-button', '•••', sentence('more_title', {}))}`;
  }

  /** The menus, once they have been asked for. */
  content({ network }: Model): TemplateResult {
    const { asking, host, panels, pictures, reading, said, say, switches, takeable, turn } = this;
    return html`${panels.peek('export')?.exportMenu({ takeable, say, said }) ?? nothing}
    ${
      panels.peek('more')?.moreMenu({
        view: reading.view,
        switches,
        turn,
        copy: (form) => asking.copy(form),
        hasPicture: pictures.shown !== null,
        takesPicture: network.inputSize.length > 1,
        picture: pictures.set,
        keeping: host.keeping,
        keep: pictures.keep,
        listKeys: () => void asking.listKeys(),
        said: asking.notice,
      }) ?? nothing
    }`;
  }

  private readonly say = (words: string): void => {
    this.said = words;
    this.host.requestUpdate();
  };

  /** What can be taken away: what the figure shows. */
  private readonly takeable = (): Takeable | null => {
    const { base, model, trial, view, shown } = this.reading;
    if (!base || !model) return null;
    const { heatmap } = this.host;
    const { network } = model;
    return { whole: (trial ?? base).network, network, view, selection: shown, heatmap };
  };
}
