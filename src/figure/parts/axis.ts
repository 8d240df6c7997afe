import type { Beam } from '../beam.js';
import { label, open, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import { show } from '../words/numbers.js';
import type { Scene } from '../scene.js';
import { scaleOf, showLength } from '../words/units.js';

/** A number on an axis; where two would touch, the one that comes first stays. */
export interface Tick {
  /** Pixels of the image from its edge. */
  readonly at: number;
  readonly text: string;
  readonly colour: string;
  readonly weight: number;
  /** A word without a line to the axis. */
  readonly bare?: boolean;
}

/** About how wide a number is in 11 px type. */
export const tickWidth = (text: string): number => 6.4 * [...text].length;

/** The ticks that keep their distance, in the order of their rank. */
export function keepApart(ticks: readonly Tick[], scale: number): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const free = kept.every(
      (other) =>
        Math.abs(other.at - tick.at) * scale >=
        (tickWidth(other.text) + tickWidth(tick.text)) / 2 + 8,
    );
    if (free) kept.push(tick);
  }
  return kept;
}

/** First and last real pixel of a beam on an axis of the drawing; nothing where it sees none. */
export function pixelEnds(beam: Beam | null, axis: 'y' | 'x'): readonly [number, number] | null {
  const ground = beam?.boxes[0];
  return ground && ground.map.depth === 0 ? [ground[axis][0], ground[axis][1] - 1] : null;
}

/** Ticks of an axis: what is under the pointer, then the selection, then the ends of the image. */
export function ticksOf(
  { palette, selected, hovered }: Scene,
  axis: 'y' | 'x',
  size: number,
): Tick[] {
  const ends = (pixels: readonly number[] | null, colour: string, weight: number): Tick[] =>
    [...new Set(pixels ?? [])].map((pixel) => ({
      at: pixel + 0.5,
      text: show(pixel),
      colour,
      weight,
    }));
  return [
    ...ends(pixelEnds(hovered, axis), palette.ink[0], 500),
    ...ends(pixelEnds(selected, axis), palette.accentText, 500),
    ...ends([0, size - 1], palette.ink[2], 400),
  ];
}

/** Ticks below a level line, each with its number. */
export const tickMarks = (ticks: readonly Tick[], [x0, y]: Point, scale: number): readonly Mark[] =>
  ticks.flatMap(({ at, text, colour, weight, bare }) => [
    ...(bare
      ? []
      : [
          path(
            open([
              [x0 + at * scale, y],
              [x0 + at * scale, y + 6],
            ]),
            { stroke: colour },
          ),
        ]),
    label([x0 + at * scale, y + 19], text, {
      'text-anchor': 'middle',
      'font-size': 11,
      'font-weight': weight,
      fill: colour,
    }),
  ]);

/** `x · 163 px`, and the same in units. */
function lengthOf({ network, drawing }: Scene, pixels: number): string {
  const scale = scaleOf(network);
  const axis = drawing.axes[1];
  const length = scale && showLength(scale, axis, pixels);
  return `x · ${show(pixels)} px${length ? ` · ${length}` : ''}`;
}

/** An axis along a level line: ticks below it, and the length of the selection in its middle. */
export function levelAxis(
  scene: Scene,
  [x0, y]: Point,
  scale: number,
  size: number,
  middle: boolean,
): Mark[] {
  const ticks = keepApart(ticksOf(scene, 'x', size), scale);
  const ends = scene.hovered ? null : pixelEnds(scene.selected, 'x');
  const words = ends ? lengthOf(scene, ends[1] - ends[0] + 1) : '';
  const room = ends ? (ends[1] - ends[0]) * scale : 0;
  return [
    ...tickMarks(ticks, [x0, y], scale),
    ...(ends && middle && room > tickWidth(words) + 40
      ? [
          label([x0 + ((ends[0] + ends[1] + 1) / 2) * scale, y + 19], words, {
            'text-anchor': 'middle',
            'font-size': 11,
            fill: scene.palette.accentText,
          }),
        ]
      : []),
  ];
}
