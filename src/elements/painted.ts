import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Tells when something has been painted, so that what takes long to lay out can wait for the frame
 * after it.
 */
export class Painted implements ReactiveController {
  private asked: unknown = null;
  private painted: unknown = null;
  private waiting = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Whether an update with this has been on the screen; where not, the host is updated once it has. */
  has(what: unknown): boolean {
    this.asked = what;
    return this.painted === what;
  }

  hostUpdated(): void {
    if (this.waiting || this.painted === this.asked) return;
    this.waiting = true;
    // The first callback comes right before the frame is painted, the second before the one after it.
    requestAnimationFrame(() => requestAnimationFrame(this.next));
  }

  private readonly next = (): void => {
    this.waiting = false;
    this.painted = this.asked;
    this.host.requestUpdate();
  };
}
