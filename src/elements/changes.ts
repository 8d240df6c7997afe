import type { LitElement } from 'lit';

import type { Selection, View } from '../figure/index.js';
import { outcomeOf } from './acts.js';
import type { Act } from './acts.js';
import type { Trial } from './panels/cures.js';
import type { Pointer } from './pointer.js';
import { writtenIn } from './reading.js';
import type { Properties, Reading } from './reading.js';

type Host = LitElement & { -readonly [Key in keyof Properties]: Properties[Key] };

/** What the user changes: it is read, drawn and told. */
export class Changes {
  constructor(
    private readonly host: Host,
    private readonly reading: Reading,
    private readonly pointer: () => Pointer,
  ) {}

  tell(type: string, detail: unknown): void {
    this.host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  readonly choose = (selection: Selection | null, done = true): void => {
    const { host, reading } = this;
    reading.choose(selection);
    this.pointer().hovered = null;
    host.requestUpdate();
    // What is selected in a change that is only tried is nothing to tell.
    if (reading.trial) return;
    host.selection = selection;
    this.tell('selection-change', { selection, ...(done ? {} : { done }) });
  };

  readonly look = (change: Partial<View>, done = true): void => {
    const view = (this.host.view = this.reading.look(change));
    this.tell('view-change', { view, done });
  };

  /** Shows a change of the network without making it; `null` goes back. */
  readonly tryOut = (trial: Trial | null): void => {
    this.reading.tryOut(trial);
    this.pointer().forget();
    this.host.requestUpdate();
  };

  readonly perform = (act: Act): void => {
    const { reading } = this;
    if (!reading.model) return;
    const { selection, view } = outcomeOf(act, reading.model, reading.shown, reading.view);
    if (selection !== undefined) this.choose(selection);
    if (view) this.look(view);
  };

  readonly select = (layer: string): void => this.perform({ kind: 'select', layer });

  /** The row of the selected layer stays in view where another layer is selected, or rows come or go. */
  readonly performInView = (act: Act): void => {
    const { host, reading } = this;
    const { layer } = reading.shown ?? {};
    this.perform(act);
    if (act.kind !== 'folding' && layer === reading.shown?.layer) return;
    void host.updateComplete.then(() => {
      const row = host.renderRoot.querySelector('.rows tr[aria-selected="true"]');
      row?.scrollIntoView({ block: 'nearest' });
    });
  };

  /** Puts another network in the place of none. */
  readonly take = (network: unknown): void => {
    this.host.network = network;
    this.tell('network-change', { network });
  };

  /** Puts back what the figure shows. */
  readonly undo = (): void => {
    const { host, reading } = this;
    const { selection, view } = host;
    const isNetwork = reading.sourceRefusal !== null;
    Object.assign(host, reading.source, { selection: reading.selection, view: reading.view });
    if (isNetwork) this.tell('network-change', { network: writtenIn(host) });
    if (selection !== host.selection) this.tell('selection-change', { selection: host.selection });
    if (view !== host.view) this.tell('view-change', { view: host.view, done: true });
  };
}
