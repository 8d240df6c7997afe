import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The width of an element in CSS pixels; 0 until it is laid out. Being hidden does not change it. */
export class Width implements ReactiveController {
  value = 0;
  private readonly observer = new ResizeObserver(() => this.measure());

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.measure();
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }

  private measure(): void {
    const width = Math.floor(this.host.clientWidth);
    if (width === 0 || width === this.value) return;
    this.value = width;
    this.host.requestUpdate();
  }
}
