import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the pointer does on a figure, in CSS pixels of the figure. */
export interface GestureTarget {
  /** The element that carries the figure. */
  plot(): HTMLElement | null;
  /** Whether a drag turns the figure. */
  canTurn(): boolean;
  hover(point: readonly [number, number] | null): void;
  pick(point: readonly [number, number]): void;
  /** A drag has begun; `null` once it has ended. */
  turn(by: readonly [dx: number, dy: number] | null): void;
  reset(): void;
  zoom(factor: number): void;
}

/** A press that moves less than this is a click. */
const SLOP = 4;
/** Magnification for one pixel of the wheel, as the exponent of e. */
const WHEEL_FACTOR = 0.0015;

/** Rows of the table lie over the figure and speak for themselves. */
const inTable = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('table') !== null;

/**
 * Turns pointer events on a figure into hovering, picking, turning and zooming. A drag keeps the
 * pointer, so that it goes on outside the figure.
 */
export class Gestures implements ReactiveController {
  private press: {
    readonly id: number;
    readonly from: readonly [number, number];
    dragging: boolean;
  } | null = null;
  private frame = 0;
  private latest: (() => void) | null = null;

  constructor(
    host: ReactiveControllerHost,
    private readonly target: GestureTarget,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.press = null;
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.latest = null;
  }

  private point({ clientX, clientY }: MouseEvent): [number, number] {
    const box = this.target.plot()?.getBoundingClientRect();
    return box ? [clientX - box.left, clientY - box.top] : [0, 0];
  }

  /** The pointer reports oftener than the screen shows: only the last report of a frame counts. */
  private soon(act: () => void): void {
    this.latest = act;
    this.frame ||= requestAnimationFrame(this.flush);
  }

  private readonly flush = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { latest } = this;
    this.latest = null;
    latest?.();
  };

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || inTable(event)) return;
    const { pointerId, clientX, clientY } = event;
    this.press = { id: pointerId, from: [clientX, clientY], dragging: false };
  };

  readonly move = (event: PointerEvent): void => {
    const { press, target } = this;
    if (!press || press.id !== event.pointerId) {
      const over = !inTable(event);
      this.soon(() => target.hover(over ? this.point(event) : null));
      return;
    }
    const by = [event.clientX - press.from[0], event.clientY - press.from[1]] as const;
    if (!press.dragging && (!target.canTurn() || Math.hypot(...by) < SLOP)) return;
    if (!press.dragging) {
      press.dragging = true;
      target.plot()?.setPointerCapture(press.id);
      target.hover(null);
    }
    this.soon(() => target.turn(by));
  };

  readonly up = (event: PointerEvent): void => {
    const { press } = this;
    if (!press || press.id !== event.pointerId) return;
    if (press.dragging) this.cancel();
    else {
      this.press = null;
      this.target.pick(this.point(event));
    }
  };

  /** A drag ends where the pointer was last. */
  readonly cancel = (): void => {
    const dragged = this.press?.dragging ?? false;
    this.press = null;
    if (!dragged) return;
    this.flush();
    this.target.turn(null);
  };

  readonly leave = (): void => {
    if (!this.press) this.soon(() => this.target.hover(null));
  };

  readonly doubleClick = (): void => this.target.reset();

  /** The wheel belongs to the page until the figure was clicked into, or with the modifier. */
  readonly wheel = (event: WheelEvent): void => {
    const plot = this.target.plot();
    const root = plot?.getRootNode() as ShadowRoot | Document | undefined;
    const focused = plot !== null && root?.activeElement === plot;
    if (!focused && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.target.zoom(Math.exp(-event.deltaY * WHEEL_FACTOR));
  };
}
