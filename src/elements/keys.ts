import type { LitElement, ReactiveController } from 'lit';

import { keyAct } from './acts.js';
import type { Asking } from './asking.js';
import type { Changes } from './changes.js';
import type { Reading } from './reading.js';

/** What the keys do in a figure, and whose they are while it has the focus. */
export class Keys implements ReactiveController {
  constructor(
    private readonly host: LitElement,
    private readonly reading: Reading,
    private readonly asking: Asking,
    private readonly changes: Changes,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const { host } = this;
    host.addEventListener('focusin', this.own);
    host.addEventListener('focusout', this.own);
    host.addEventListener('keydown', this.giveBack);
    // Before the figure, to which the same key means to let go of what is selected.
    host.renderRoot.addEventListener('keydown', this.leaveTrial as EventListener, true);
  }

  /** A key that is pressed on the figure. */
  readonly press = (event: KeyboardEvent): void => {
    const { reading, asking, changes } = this;
    if (event.key === 'Escape' && !reading.shown) return;
    const asks = asking.byKey(event);
    const act = asks ? null : keyAct(event, reading.view);
    if (!asks && !act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) changes.performInView(act);
    else asks?.();
  };

  /** A notebook keeps its shortcuts to itself while the figure has the focus; it sees the host alone. */
  private readonly own = ({ type }: FocusEvent): void => {
    this.host.toggleAttribute('data-lm-suppress-shortcuts', type === 'focusin');
  };

  /** Escape goes back from a change that is tried, wherever the focus is. */
  private readonly leaveTrial = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.reading.trial) return;
    event.preventDefault();
    event.stopPropagation();
    this.changes.tryOut(null);
  };

  /** Gives the keys back to what the figure stands in, such as the cell of a notebook. */
  private readonly giveBack = (event: KeyboardEvent): void => {
    const { host } = this;
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    (host.shadowRoot?.activeElement as HTMLElement | null)?.blur();
    host.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
  };
}
