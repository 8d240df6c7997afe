import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/**
 * The text of an element, where it holds nothing else: a layer list. Elements inside are what is
 * shown where scripts are off.
 */
export class OwnText implements ReactiveController {
  private readonly observer = new MutationObserver(() => this.read());

  constructor(
    private readonly host: Host,
    private readonly hear: (text: string | null) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.observer.observe(this.host, { childList: true, characterData: true, subtree: true });
    this.read();
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }

  private read(): void {
    const { firstElementChild, textContent } = this.host;
    this.hear((!firstElementChild && textContent?.trim()) || null);
  }
}
