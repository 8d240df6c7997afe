import type { Features, Selection, View } from '../figure/index.js';
import { FIRST_TURN, keepPinned } from './acts.js';
import type { Act } from './acts.js';
import type { Drag, GestureTarget } from './gestures.js';
import {
  draggedTo,
  dragOf,
  featureUnder,
  pickedAt,
  pixelUnder,
  regionBetween,
} from './pointing.js';
import type { Ground } from './pointing.js';
import type { Reading } from './reading.js';

type Point = readonly [x: number, y: number];
type Ends = readonly [from: Point, to: Point];

/** Degrees a dragged pixel turns. */
const TURN = [0.4, 0.3] as const;
/** After so many dragged pixels the drawing at rest has become the turned one. */
const EASE = 48;

/** Whether a figure of this page has said how the wheel zooms. */
let wheelIsKnown = false;

/** What the pointer asks of the explorer. */
export interface Pointed {
  readonly reading: Reading;
  readonly plot: () => HTMLElement | null;
  /** What there is to point at; `null` as long as nothing is drawn. */
  readonly ground: () => Ground | null;
  readonly choose: (selection: Selection | null, done?: boolean) => void;
  readonly look: (view: Partial<View>, done?: boolean) => void;
  readonly perform: (act: Act) => void;
  readonly update: () => void;
}

/** What the pointer does with a figure: it asks, selects, drags, turns and zooms. */
export class Pointer implements GestureTarget {
  /** The features under the pointer. */
  hovered: Features | null = null;
  /** Layer whose row the pointer is on. */
  lit: string | null = null;
  /** How far a drag has brought the stack out of its rest, 0 to 1. */
  ease = 1;
  private turning: { readonly from: readonly [number, number]; readonly rest: boolean } | null =
    null;
  /** The feature that a drag began with. */
  private slid: Selection | null = null;

  /** It is being said how the wheel zooms. */
  saysWheel = false;

  constructor(private readonly on: Pointed) {}

  /** Whether a drag turns the stack. */
  get isTurning(): boolean {
    return this.turning !== null;
  }

  /** Top and bottom of the part of the plot on the screen, while nothing else need be drawn. */
  get screen(): readonly [top: number, bottom: number] | null {
    const plot = this.turning && this.plot();
    if (!plot) return null;
    const { top } = plot.getBoundingClientRect();
    return [-top, innerHeight - top];
  }

  plot(): HTMLElement | null {
    return this.on.plot();
  }

  drag(shift: boolean): Drag {
    const { view, shown } = this.on.reading;
    return dragOf(view, shown, shift);
  }

  readonly light = (layer: string | null): void => {
    this.lit = layer;
    this.on.update();
  };

  /** Nothing is pointed at in another network. */
  forget(): void {
    this.hovered = this.lit = null;
  }

  hover(point: Point | null): void {
    const ground = point && this.on.ground();
    this.hovered = ground && featureUnder(ground, point);
    this.on.update();
  }

  pick(point: Point): void {
    const ground = this.on.ground();
    this.keep(ground && pickedAt(ground, point));
  }

  ask(point: Point): void {
    const ground = this.on.ground();
    this.keep(ground && pixelUnder(ground, point));
  }

  /** A drag that selects a region; its ends may lie on one feature. */
  region(ends: Ends | null): void {
    const ground = this.on.ground();
    if (!ends) this.confirm();
    else this.keep(ground && regionBetween(ground, ...ends), false);
  }

  /** A drag that moves the cuts: the selected feature goes along with the pointer. */
  slide(ends: Ends | null): void {
    const { on } = this;
    const ground = on.ground();
    if (!ends) {
      this.slid = null;
      this.confirm();
      return;
    }
    const began = (this.slid ??= on.reading.shown);
    const moved = ground && began && draggedTo(ground, began, ...ends);
    if (moved) on.choose(moved, false);
  }

  /** A drag turns the stack: from its rest the drawing eases into the turned one. */
  turn(by: Point | null): void {
    const { on } = this;
    if (!by) {
      this.turning = null;
      this.ease = 1;
      on.look({});
      return;
    }
    const { rotation } = on.reading.view;
    this.turning ??= { from: rotation ?? FIRST_TURN, rest: rotation === null };
    const { from, rest } = this.turning;
    this.ease = rest ? Math.min(1, Math.hypot(...by) / EASE) : 1;
    on.look({ rotation: [from[0] + by[0] * TURN[0], from[1] + by[1] * TURN[1]] }, false);
  }

  reset(): void {
    this.on.perform({ kind: 'rest' });
  }

  zoom(factor: number): void {
    this.on.perform({ kind: 'zoom', factor });
  }

  /** The first time in a page it is said how the wheel zooms. */
  scrolled(): void {
    if (wheelIsKnown) return;
    wheelIsKnown = this.saysWheel = true;
    this.on.update();
  }

  readonly hushWheel = (): void => {
    this.saysWheel = false;
    this.on.update();
  };

  /** Selects what was pointed at; what is pinned stays. */
  private keep(features: Selection | null, done = true): void {
    const { on } = this;
    if (features) on.choose(keepPinned(on.reading.shown, features), done);
  }

  /** A drag is at its end: what it selected stays. */
  private confirm(): void {
    const { selection } = this.on.reading;
    if (selection) this.on.choose(selection);
  }
}
