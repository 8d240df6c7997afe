import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Point = readonly [x: number, y: number];

/** What a drag does. */
export type Drag = 'turn' | 'region' | 'slide';

/** What the pointer does on a figure, in CSS pixels of the figure. */
export interface GestureTarget {
  /** The element that carries the figure. */
  plot(): HTMLElement | null;
  /** What a drag does, with the Shift key or without it. */
  drag(shift: boolean): Drag;
  hover(point: Point | null): void;
  pick(point: Point): void;
  /** Asks what looks at the pixel under a point: a click with Alt, or a long press. */
  ask(point: Point): void;
  /** A drag has begun; `null` once it has ended. */
  turn(by: readonly [dx: number, dy: number] | null): void;
  /** A drag from one point to another has begun; `null` once it has ended. */
  region(ends: readonly [from: Point, to: Point] | null): void;
  /** The same, of a drag that moves the selected feature. */
  slide(ends: readonly [from: Point, to: Point] | null): void;
  reset(): void;
  zoom(factor: number): void;
  /** The wheel scrolls the page over the figure. */
  scrolled(): void;
}

/** A press that moves less than this is a click. */
const SLOP = 4;
/** A finger that rests for so many milliseconds asks for the pixel. */
const LONG = 500;
/** Magnification for one pixel of the wheel, as the exponent of e. */
const WHEEL_FACTOR = 0.0015;

interface Press {
  readonly id: number;
  /** Where it began, in the window and in the figure. */
  readonly from: Point;
  readonly at: Point;
  readonly drag: Drag;
  readonly alt: boolean;
  dragging: boolean;
}

/** Rows of the table lie over the figure and speak for themselves, and so do its controls. */
const isElsewhere = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('table, button, [role=menu]') !== null;

const apart = ([a, b]: readonly Point[]): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/**
 * Turns pointer events on a figure into hovering, picking, selecting a region, turning and zooming.
 * A drag keeps the pointer, so that it goes on outside the figure; two fingers zoom.
 */
export class Gestures implements ReactiveController {
  private press: Press | null = null;
  private readonly fingers = new Map<number, Point>();
  private held: ReturnType<typeof setTimeout> | undefined;
  private frame = 0;
  private latest: (() => void) | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & EventTarget,
    private readonly target: GestureTarget,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.press = null;
    this.fingers.clear();
    // Not passive: the wheel zooms a figure that was clicked into.
    this.host.addEventListener('wheel', this.wheel as EventListener, { passive: false });
  }

  hostDisconnected(): void {
    clearTimeout(this.held);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.latest = null;
  }

  private point({ clientX, clientY }: MouseEvent): Point {
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
    if (event.button !== 0 || isElsewhere(event)) return;
    const { pointerId: id, clientX, clientY, shiftKey, altKey: alt } = event;
    const from = [clientX, clientY] as const;
    if (event.pointerType === 'touch') {
      this.fingers.set(id, from);
      if (this.fingers.size > 1) {
        this.cancel();
        return;
      }
      this.held = setTimeout(this.hold, LONG);
    }
    const drag = this.target.drag(shiftKey);
    this.press = { id, from, at: this.point(event), drag, alt, dragging: false };
  };

  /** A finger that has rested long enough. */
  private readonly hold = (): void => {
    const { press } = this;
    if (!press || press.dragging) return;
    this.press = null;
    this.target.ask(press.at);
  };

  /** Two fingers that move apart or together. */
  private pinch(event: PointerEvent): void {
    const before = apart([...this.fingers.values()]);
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const after = apart([...this.fingers.values()]);
    if (before > 0 && after > 0) this.target.zoom(after / before);
  }

  readonly move = (event: PointerEvent): void => {
    const { press, target, fingers } = this;
    if (fingers.size > 1) {
      if (fingers.has(event.pointerId)) this.pinch(event);
      return;
    }
    if (!press || press.id !== event.pointerId) {
      const over = !isElsewhere(event) && event.pointerType !== 'touch';
      this.soon(() => target.hover(over ? this.point(event) : null));
      return;
    }
    const by = [event.clientX - press.from[0], event.clientY - press.from[1]] as const;
    if (!press.dragging && Math.hypot(...by) < SLOP) return;
    if (!press.dragging) {
      press.dragging = true;
      clearTimeout(this.held);
      target.plot()?.setPointerCapture(press.id);
      target.hover(null);
    }
    if (press.drag === 'turn') this.soon(() => target.turn(by));
    else {
      const { at } = press;
      const drag = press.drag;
      this.soon(() => target[drag]([at, [at[0] + by[0], at[1] + by[1]]]));
    }
  };

  readonly up = (event: PointerEvent): void => {
    const { press, target } = this;
    clearTimeout(this.held);
    this.fingers.delete(event.pointerId);
    if (!press || press.id !== event.pointerId) return;
    if (press.dragging) {
      this.cancel();
      return;
    }
    this.press = null;
    if (press.alt) target.ask(this.point(event));
    else target.pick(this.point(event));
  };

  /** A drag ends where the pointer was last. */
  readonly cancel = (event?: PointerEvent): void => {
    const { press } = this;
    clearTimeout(this.held);
    if (event) this.fingers.delete(event.pointerId);
    this.press = null;
    if (!press?.dragging) return;
    this.flush();
    this.target[press.drag](null);
  };

  readonly leave = (): void => {
    if (!this.press) this.soon(() => this.target.hover(null));
  };

  readonly doubleClick = (): void => this.target.reset();

  /** The wheel belongs to the page until the figure was clicked into, or with the modifier. */
  private readonly wheel = (event: WheelEvent): void => {
    const plot = this.target.plot();
    const root = plot?.getRootNode() as ShadowRoot | Document | undefined;
    const focused = plot !== null && root?.activeElement === plot;
    if (!focused && !event.ctrlKey && !event.metaKey) {
      if (plot && event.composedPath().includes(plot)) this.target.scrolled();
      return;
    }
    event.preventDefault();
    this.target.zoom(Math.exp(-event.deltaY * WHEEL_FACTOR));
  };
}
