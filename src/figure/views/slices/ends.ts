import type { Row } from '../../../arithmetic/index.js';
import { keepApart, tickWidth } from '../../parts/axis.js';
import type { Tick } from '../../parts/axis.js';
import type { Beam } from '../../beam.js';
import type { Pair } from '../../maps.js';
import { label } from '../../marks/marks.js';
import type { Mark } from '../../marks/marks.js';
import { show } from '../../words/numbers.js';
import type { Scene } from '../../scene.js';

/** To what lies outside, to the left and to the right, up and down. */
export const ARROWS = { across: ['←', '→'], down: ['↑', '↓'] } as const;

/** Room for the numbers beside a cut, whichever feature of a layer they are of. */
export function numbersWidth({ r }: Row, axis: number, size: number, [lo, hi]: Pair): number {
  const furthest = Math.ceil(size + r[axis] / 2);
  const isPast = r[axis] / 2 > Math.max(-lo, hi - size);
  return tickWidth(`${isPast ? '↑ ' : ''}−${furthest}`);
}

/** One axis of the volume: where it is drawn, and how. */
export interface Edge {
  readonly axis: number;
  readonly size: number;
  readonly room: Pair;
  /** Screen pixels for one pixel of the image. */
  readonly scale: number;
  /** Arrows for a field that begins before the room, and for one that ends behind it. */
  readonly arrows: readonly [before: string, behind: string];
}

/**
 * First and last pixel of a field, also where they lie outside the image; then the image's ends.
 * Those for which there is no room stand at its end, with an arrow.
 */
export function endsOf(scene: Scene, { axis, size, room, scale, arrows }: Edge): Tick[] {
  const { palette, selected, hovered } = scene;
  const level = arrows[0] === ARROWS.across[0];
  const ends = (beam: Beam | null, colour: string): Tick[] => {
    const range = beam?.field.region[axis];
    if (!range) return [];
    const tick = (pixel: number): Tick => {
      const at = pixel + 0.5;
      const style = { colour, weight: 500 };
      if (pixel >= room[0] && pixel < room[1]) return { ...style, at, text: show(pixel) };
      const isBefore = pixel < room[0];
      const text = isBefore ? `${arrows[0]} ${show(pixel)}` : `${show(pixel)} ${arrows[1]}`;
      const half = (level ? tickWidth(text) / 2 : 4) / scale;
      return { ...style, at: isBefore ? room[0] + half : room[1] - half, text };
    };
    return [...new Set([range[0], range[1] - 1])].map(tick);
  };
  return [
    ...ends(hovered, palette.ink[0]),
    ...ends(selected, palette.accentText),
    ...[0, size - 1].map((pixel) => ({
      at: pixel + 0.5,
      text: show(pixel),
      colour: palette.ink[2],
      weight: 400,
    })),
  ];
}

/** Numbers below a cut. */
export const numbersBelow = (
  ticks: readonly Tick[],
  scale: number,
  x0: number,
  y: number,
): Mark[] =>
  keepApart(ticks, scale).map(({ at, text, colour, weight }) =>
    label([x0 + at * scale, y], text, {
      'text-anchor': 'middle',
      'font-size': 11,
      'font-weight': weight,
      fill: colour,
    }),
  );

/** Numbers to the left of a cut, one line apart. */
export function numbersBeside(
  ticks: readonly Tick[],
  scale: number,
  x: number,
  y0: number,
): Mark[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    if (kept.every(({ at }) => Math.abs(at - tick.at) * scale >= 14)) kept.push(tick);
  }
  return kept.map(({ at, text, colour, weight }) =>
    label([x, y0 + at * scale + 4], text, {
      'text-anchor': 'end',
      'font-size': 11,
      'font-weight': weight,
      fill: colour,
    }),
  );
}
