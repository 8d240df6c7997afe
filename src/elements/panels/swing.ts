import type { ReactiveControllerHost } from 'lit';

import { draw } from '../../figure/index.js';
import type { Figure, FigureSource, Mode } from '../../figure/index.js';

/** How long the maps are on their way, in milliseconds. */
const DURATION = 360;

/** Views from which the maps of a stack come, and to which they go. */
const isFlat = (mode: Mode): boolean => mode === 'overlay' || mode === 'side-by-side';

/** Slow at both ends. */
const eased = (t: number): number => t * t * (3 - 2 * t);

interface Way {
  readonly places: NonNullable<FigureSource['swing']>['places'];
  /** From a flat view to the stack, or back. */
  readonly out: boolean;
  readonly began: number;
}

/** The way from one view to the next of one element. */
class Swing {
  private last: { readonly mode: Mode; readonly figure: Figure } | null = null;
  private way: Way | null = null;

  constructor(private readonly update: () => void) {}

  draw(source: FigureSource): Figure {
    const { mode } = source.view;
    const { last } = this;
    if (last && last.mode !== mode) this.begin(last, source);
    const figure = this.drawn(source);
    this.last = { mode, figure };
    return figure;
  }

  /** Begins a way where one of the two views is flat and the other the stack. */
  private begin(
    last: { readonly mode: Mode; readonly figure: Figure },
    source: FigureSource,
  ): void {
    const { mode } = source.view;
    const out = mode === 'stack' && isFlat(last.mode);
    const back = last.mode === 'stack' && isFlat(mode);
    this.way = null;
    if (!(out || back) || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const { placements } = out ? last.figure : draw(source);
    const places = new Map(placements.map(({ map, affine }) => [map.name, affine]));
    this.way = { places, out, began: performance.now() };
  }

  private drawn(source: FigureSource): Figure {
    const { way } = this;
    const t = way ? (performance.now() - way.began) / DURATION : 1;
    if (!way || t >= 1 || source.gesture) {
      this.way = null;
      return draw(source);
    }
    requestAnimationFrame(this.update);
    return draw({
      ...source,
      view: { ...source.view, mode: 'stack' },
      gesture: true,
      swing: { places: way.places, by: eased(way.out ? 1 - t : t) },
    });
  }
}

const swings = new WeakMap<object, Swing>();

/**
 * Draws a figure that keeps the eye on the selection where the view changes: a flat map swings out
 * into the stack, and back. Nothing moves where the user asked for less motion.
 *
 * @param host - the element, which is drawn again as long as something moves
 */
export function drawSwinging(host: ReactiveControllerHost, source: FigureSource): Figure {
  let swing = swings.get(host);
  if (!swing) swings.set(host, (swing = new Swing(() => host.requestUpdate())));
  return swing.draw(source);
}
