import { axisNames, sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import type { Area } from '../../parts/flat.js';
import { closed, label, open, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import type { Pair } from '../../maps.js';
import { showRange } from '../../words/numbers.js';
import type { Scene } from '../../scene.js';
import { DASHED } from '../../marks/strokes.js';
import { scaleOf, showLength } from '../../words/units.js';

/** Height of the title, and of the row of an axis. */
const [TITLE, ROW] = [26, 22] as const;
/** Where the pixels of an axis stand, and the most that they take, alone and with a length in units. */
const PIXELS = 18;
const WORDS = { alone: 92, inUnits: 150 } as const;
const THICK = 8;
/** A field is followed past the image for so much of the bar's length. */
const BEYOND = 0.35;
const LONGEST = 200;

/** The least room that the panel needs. */
export const EXTENTS = { height: TITLE + 3 * ROW, width: 230 } as const;

const bar = ([from, to]: Pair, y: number): Point[] => [
  [from, y - THICK / 2],
  [to, y - THICK / 2],
  [to, y + THICK / 2],
  [from, y + THICK / 2],
];

/** A hollow bar from the image to where the field ends; open where that is further than is shown. */
function hollow(image: number, end: number, most: number, y: number): Point[][] {
  const isBefore = most < image;
  const gone = isBefore ? end < most : end > most;
  if (isBefore ? end >= image : end <= image) return [];
  const [a, b, c, d] = bar([image, gone ? most : end], y);
  return gone
    ? [
        [a, b],
        [d, c],
      ]
    : [[a, b, c, d]];
}

/** The field of the selection on each axis, against the input: from first to last pixel. */
export function extentMarks(
  { palette, selected, network }: Scene,
  size: readonly number[],
  area: Area,
): Mark[] {
  if (!selected) return [];
  const { region, clipped } = selected.field;
  const scale = scaleOf(network);
  const words = area.left + PIXELS + WORDS[scale ? 'inUnits' : 'alone'];
  const length = Math.min(LONGEST, (area.left + area.width - words) / (1 + 2 * BEYOND));
  const image: Pair = [words + BEYOND * length, words + (1 + BEYOND) * length];
  const ink = { 'font-size': 11, fill: palette.ink[1] };
  const wordsOf = ([lo, hi]: Pair, axis: number): string =>
    [showRange([lo, hi]), ...(scale ? [showLength(scale, axis, hi - lo)] : [])].join(' · ');
  const row = (name: string, axis: number): Mark[] => {
    const y = area.top + TITLE + (axis + 0.5) * ROW;
    const at = (pixel: number): number => image[0] + (pixel / size[axis]) * length;
    const [whole, real] = [region[axis], clipped[axis]];
    const outside = whole
      ? [
          ...hollow(image[0], at(whole[0]), words, y),
          ...hollow(image[1], at(whole[1]), image[1] + BEYOND * length, y),
        ]
      : [];
    return [
      label([area.left, y + 4], name, { ...ink, 'font-weight': 600, fill: palette.ink[0] }),
      label([area.left + PIXELS, y + 4], whole ? wordsOf(whole, axis) : '–', ink),
      path(closed(bar(image, y)), { fill: palette.rule }),
      ...(real ? [path(closed(bar([at(real[0]), at(real[1])], y)), { fill: palette.accent })] : []),
      ...(outside.length > 0
        ? [path(open(...outside), { stroke: palette.accent, 'stroke-dasharray': DASHED })]
        : []),
    ];
  };
  return [
    label([area.left, area.top + 10], sentence('slices_extents', {}), ink),
    ...axisNames(3).flatMap(row),
  ];
}
