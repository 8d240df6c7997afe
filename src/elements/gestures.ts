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
  private press: { id: number; from: [number, number]; dragging: boolean } | null = null;
  private frame = 0;
  private latest: readonly [number, number] | null = null;

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
  }

  private point({ clientX, clientY }: MouseEvent): [number, number] {
    const box = this.target.plot()?.getBoundingClientRect();
    return box ? [clientX - box.left, clientY - box.top] : [0, 0];
  }

  /** Hovering is asked for at most once a frame. */
  private hoverSoon(point: readonly [number, number] | null): void {
    this.latest = point;
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.target.hover(this.latest);
    });
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || inTable(event)) return;
    this.press = { id: event.pointerId, from: this.point(event), dragging: false };
  };

  readonly move = (event: PointerEvent): void => {
    const point = this.point(event);
    const { press, target } = this;
    if (!press || press.id !== event.pointerId) {
      this.hoverSoon(inTable(event) ? null : point);
      return;
    }
    const by = [point[0] - press.from[0], point[1] - press.from[1]] as const;
    if (!press.dragging && (!target.canTurn() || Math.hypot(...by) < SLOP)) return;
    if (!press.dragging) {
      press.dragging = true;
      target.plot()?.setPointerCapture(press.id);
      this.hoverSoon(null);
    }
    target.turn(by);
  };

  readonly up = (event: PointerEvent): void => {
    const { press, target } = this;
    if (!press || press.id !== event.pointerId) return;
    this.press = null;
    if (press.dragging) target.turn(null);
    else target.pick(this.point(event));
  };

  readonly cancel = (): void => {
    if (this.press?.dragging) this.target.turn(null);
    this.press = null;
  };

  readonly leave = (): void => {
    if (!this.press) this.hoverSoon(null);
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
