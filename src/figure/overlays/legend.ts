import { fit } from '../words/fit.js';
import { closed, label, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import type { Scene } from '../scene.js';

const SWATCH = 12;
const DIGIT = 6.4;
/** How much more of this type stands in a width than of that of names. */
const NARROWER = 1.2;
const GAP = 6;

/** What a legend shows: a number, swatches from weak to strong, a number, and words. */
export interface Legend {
  readonly words: string;
  /** Numbers at both ends; one where they are the same. */
  readonly ends: readonly [string, string];
  readonly strengths: readonly number[];
  readonly colour: string;
  /** Fill of the swatches, where it is no plain colour. */
  readonly fill?: string;
}

/** One line that says what the tones of an overlay mean. */
export function legendMarks(
  { palette, layout }: Scene,
  [left, y]: Point,
  { words, ends: [first, last], strengths, colour, fill }: Legend,
): Mark[] {
  const isOne = first === last;
  const shown = isOne ? strengths.slice(-1) : strengths;
  const text = { 'font-size': 11, fill: palette.ink[1] };
  const start = left + (isOne || first === '' ? 0 : DIGIT * first.length + GAP);
  const end = start + SWATCH * shown.length + GAP;
  const after = end + DIGIT * last.length + (last === '' ? 0 : GAP);
  const square = (x: number) =>
    closed([
      [x, y - SWATCH + 3],
      [x + SWATCH, y - SWATCH + 3],
      [x + SWATCH, y + 3],
      [x, y + 3],
    ]);
  return [
    ...(isOne || first === '' ? [] : [label([left, y + 1], first, text)]),
    ...shown.map((strength, i) =>
      path(square(start + i * SWATCH), {
        fill: fill ?? colour,
        'fill-opacity': strength,
        stroke: colour,
        'stroke-opacity': 0.5,
        'stroke-width': 0.5,
      }),
    ),
    ...(last === '' ? [] : [label([end, y + 1], last, text)]),
    label([after, y + 1], fit(words, (layout.width - after) * NARROWER), text),
  ];
}
