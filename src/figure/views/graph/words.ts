import { sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import { shortField } from '../../words/cells.js';
import type { Line } from '../../folds.js';
import { halo, label, open, closed, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import { show, showAxes } from '../../words/numbers.js';
import { selectedLayer } from '../../scene.js';
import type { Scene } from '../../scene.js';
import type { Geometry, Seat } from './geometry.js';
import { jumpOf } from './levels.js';
import type { Levels } from './levels.js';
import { shortName } from '../../words/short-name.js';

/** Words narrower than this say nothing. */
const LEAST_ROOM = 22;
const LINE = 13;
/** About how wide a letter of the small print is. */
const LETTER = 6.2;
const TRIANGLE = 11;

/** A triangle with its foot at a point: something is wrong here. */
const warningMark = ([x, y]: Point, [fill, stroke]: readonly [string, string]): Mark =>
  path(
    closed([
      [x, y],
      [x + TRIANGLE, y],
      [x + TRIANGLE / 2, y - TRIANGLE + 1],
    ]),
    { fill, stroke, 'stroke-linejoin': 'round' },
  );

const sizes = ({ map: { row } }: Seat): string => showAxes(row.n.map(show)).join(' × ');

/** What stands below a name: features and field, in one line or in two; and how much is folded. */
function numbersOf(seat: Seat, { maps }: Line): string[] {
  const values = { n: sizes(seat), r: shortField(seat.map.row) };
  const one = sentence('graph_numbers', values);
  const numbers =
    LETTER * one.length <= seat.room
      ? [one]
      : [sentence('graph_n', values), sentence('graph_r', values)];
  const folded =
    maps.length > 1 && seat.tall > 3 * LINE + 8
      ? [sentence('fold_layers', { count: maps.length })]
      : [];
  return [...numbers, ...folded].filter((text) => LETTER * text.length <= seat.room);
}

/** Name and numbers of a map, on the outer side of its column. */
export function seatWords(scene: Scene, seat: Seat, line: Line): Mark[] {
  if (seat.room < LEAST_ROOM) return [];
  const { palette } = scene;
  const { map, side, room } = seat;
  const apart = map.row.misaligned === map.name;
  const texts = numbersOf(seat, line);
  const [x, middle] = seat.words;
  const top = middle - (LINE * texts.length) / 2 + 4;
  const anchor = side === 'left' ? 'end' : 'start';
  const stand = { 'text-anchor': anchor, ...halo(palette.ground), 'stroke-linejoin': 'round' };
  const inset = apart ? TRIANGLE + 5 : 0;
  const [fill, stroke] = [palette.warning[1], palette.ink[1]];
  return [
    ...(apart ? [warningMark([side === 'left' ? x - TRIANGLE : x, top], [fill, stroke])] : []),
    label([x + (side === 'left' ? -inset : inset), top], shortName(line.name, room - inset), {
      ...stand,
      'font-size': 12,
      'font-weight': 600,
      fill: map.name === selectedLayer(scene) ? palette.accentText : palette.ink[0],
    }),
    ...texts.map((text, i) =>
      label([x, top + LINE * (i + 1)], text, { ...stand, 'font-size': 11, fill: palette.ink[1] }),
    ),
  ];
}

/** The rules on which the bands stand, and the jump of each. */
export function bandMarks(
  { palette }: Scene,
  { bands }: Levels,
  { rules, right }: Geometry,
): Mark[] {
  return bands.flatMap((band, i) => [
    path(
      open([
        [0, rules[i]],
        [right, rules[i]],
      ]),
      { stroke: palette.rule },
    ),
    label([0, rules[i] - 5], jumpOf(band), {
      'font-size': 11,
      fill: palette.ink[2],
    }),
  ]);
}
