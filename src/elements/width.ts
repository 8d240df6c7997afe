import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { breadthOf } from '../figure/index.js';
import type { TextWidth } from '../figure/index.js';

/** Widths on a sheet of A4: of a figure that is wide, printed smaller, and of one that is not. */
const WIDE_PAGE = 920;
const PAGE = 700;

function widthIn(family: string): TextWidth | undefined {
  const paper = new OffscreenCanvas(1, 1).getContext('2d');
  if (!paper) return undefined;
  paper.font = `600 12px ${family}`;
  return (text) => paper.measureText(text).width;
}

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

  private names: TextWidth | undefined;

  /** How wide a name is in the type that the element has; `undefined` where that cannot be told. */
  get nameWidth(): TextWidth | undefined {
    return (this.names ??= widthIn(getComputedStyle(this.host).fontFamily));
  }

  /** The same on paper, where no figure is wider than the page. */
  get onPaper(): number {
    return Math.min(this.value, breadthOf(this.value) === 'wide' ? WIDE_PAGE : PAGE);
  }

  private measure(): void {
    const width = Math.floor(this.host.clientWidth);
    if (width === 0 || width === this.value) return;
    this.value = width;
    this.host.requestUpdate();
  }
}
