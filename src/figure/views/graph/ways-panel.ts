import { sentence } from '../../../layers/index.js';
import '../../../layers/sentences/late-sentences.js';
import { keepApart, tickMarks } from '../../parts/axis.js';
import { nameWidth } from '../../words/fit.js';
import type { WayPlace } from '../../hit.js';
import { label, mark, open, path } from '../../marks/marks.js';
import type { Mark } from '../../marks/marks.js';
import { show, showSize } from '../../words/numbers.js';
import { subjectOf } from '../../words/readout.js';
import type { Scene } from '../../scene.js';
import { fit } from '../../words/fit.js';
import { shortName } from '../../words/short-name.js';
import type { Pair } from '../../maps.js';
import type { Way, Ways } from './ways.js';

/** A panel beside or below the graph. */
export interface Panel {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** What a panel draws, and how high it is. */
export interface Filled {
  readonly marks: readonly Mark[];
  readonly height: number;
  readonly ways: readonly WayPlace[];
}

const TITLE = 26;
const TITLE_SIZE = 13;
const ROW = { one: 32, two: 44 } as const;
const BAR = 10;
/** From here on names stand beside their bars, not above them. */
const ONE_LINE = 440;
const BESIDE = { least: 188, part: 0.4 } as const;
/** Room for the numbers at the ends of the bars. */
const ENDS = 34;
const STRENGTH = { narrowest: 1, widest: 0.35 } as const;
/** Bars reach past the image by this part of it; then they are cut. */
const MOST_OUTSIDE = 0.2;
const AXIS = 34;

const besideOf = (width: number): number => Math.max(BESIDE.least, BESIDE.part * width);

/** Pixels of an axis on the screen. */
interface Track {
  readonly at: (pixel: number) => number;
  readonly ends: Pair;
}

function trackOf(ways: readonly Way[], axis: number, size: number, [left, right]: Pair): Track {
  const regions = ways.flatMap(({ field }) => field.region[axis] ?? []);
  const lo = Math.max(-MOST_OUTSIDE * size, Math.min(0, ...regions));
  const hi = Math.min((1 + MOST_OUTSIDE) * size, Math.max(size, ...regions));
  const scale = (right - left) / (hi - lo);
  const clamped = (pixel: number): number => Math.min(hi, Math.max(lo, pixel));
  return { at: (pixel) => left + (clamped(pixel) - lo) * scale, ends: [left, right] };
}

/** One way: its name, how much arrives by it, and from where to where. */
function wayRow(
  scene: Scene,
  way: Way,
  axis: number,
  track: Track,
  { left, top, width }: Panel,
  strength: number,
): Mark[] {
  const { palette } = scene;
  const beside = width >= ONE_LINE;
  const size = sentence('way_size', { size: showSize(way.field.size) });
  const right = beside ? left + besideOf(width) - 16 : left + width;
  const [text, bar] = beside ? [top + 20, top + 11] : [top + 16, top + 25];
  const room = right - left - nameWidth(size) - 10;
  const words = [
    label([left, text], shortName(way.name, room), {
      'font-size': 12,
      fill: palette.ink[0],
    }),
    label([right, text], size, {
      'text-anchor': 'end',
      'font-size': 12,
      'font-weight': 600,
      fill: palette.ink[0],
    }),
  ];
  const range = way.field.region[axis];
  if (!range) return words;
  const [from, to] = [track.at(range[0]), track.at(range[1])];
  const number = { 'font-size': 11, fill: palette.accentText };
  return [
    ...words,
    mark('rect', {
      x: from,
      y: bar,
      width: Math.max(1, to - from),
      height: BAR,
      fill: palette.accent,
      'fill-opacity': strength,
    }),
    label([from - 5, bar + 9], show(range[0]), { ...number, 'text-anchor': 'end' }),
    label([to + 5, bar + 9], show(range[1] - 1), number),
  ];
}

/** The image below the bars, its ends and the middle of the feature. */
function imageMarks(
  { palette, selected }: Scene,
  axis: number,
  size: number,
  track: Track,
  [top, foot]: Pair,
): Mark[] {
  const [from, to] = [track.at(0), track.at(size)];
  const middle = Number(selected?.field.center[axis] ?? Number.NaN);
  const ends = [0, size - 1].map((pixel) => ({
    at: track.at(pixel + 0.5),
    text: show(pixel),
    colour: palette.ink[2],
    weight: 400,
    bare: true,
  }));
  const own = Number.isFinite(middle)
    ? [
        {
          at: track.at(middle),
          text: show(middle),
          colour: palette.ink[0],
          weight: 600,
          bare: true,
        },
      ]
    : [];
  return [
    mark('rect', {
      x: from,
      y: foot + 8,
      width: to - from,
      height: 7,
      fill: palette.depth(0),
      'fill-opacity': 0.3,
    }),
    ...own.map(({ at }) =>
      path(
        open([
          [at, top],
          [at, foot + 8],
        ]),
        { stroke: palette.ink[1], 'stroke-dasharray': '1 3' },
      ),
    ),
    ...tickMarks(keepApart([...own, ...ends], 1), [0, foot + 10], 1),
  ];
}

/** What of the selected feature's field arrives by each way, as bars along one axis of the image. */
export function waysPanel(scene: Scene, { ways, count }: Ways, panel: Panel): Filled {
  const { palette, drawing, selected, network } = scene;
  if (ways.length < 2 || !selected) return { marks: [], height: 0, ways: [] };
  const [, axis] = drawing.axes;
  const size = network.inputSize[axis];
  const { left, width } = panel;
  const beside = width >= ONE_LINE;
  const track = trackOf(ways, axis, size, [
    left + (beside ? besideOf(width) : 0) + ENDS,
    left + width - ENDS,
  ]);
  const high = beside ? ROW.one : ROW.two;
  const first = panel.top + TITLE;
  const rowTop = (i: number): number => first + i * high;
  const foot = rowTop(ways.length);
  const strength = (i: number): number =>
    STRENGTH.narrowest - ((STRENGTH.narrowest - STRENGTH.widest) * i) / (ways.length - 1);
  const titleOf = (layer: string): string =>
    sentence('ways_title', {
      subject: subjectOf({ ...selected.field, layer }),
      shown: count > ways.length ? ways.length : null,
      count,
    });
  const letters = (width * 12) / TITLE_SIZE;
  const name = shortName(selected.field.layer, letters - nameWidth(titleOf('')));
  return {
    marks: [
      label([left, panel.top + 12], fit(titleOf(name), letters), {
        'font-size': TITLE_SIZE,
        'font-weight': 600,
        fill: palette.ink[0],
      }),
      ...ways.flatMap((way, i) => [
        path(
          open([
            [left, rowTop(i + 1)],
            [left + width, rowTop(i + 1)],
          ]),
          { stroke: palette.rule },
        ),
        ...wayRow(scene, way, axis, track, { left, width, top: rowTop(i) }, strength(i)),
      ]),
      ...imageMarks(scene, axis, size, track, [first, foot]),
    ],
    height: foot + AXIS - panel.top,
    ways: ways.map(({ via }, i) => ({
      via,
      ...{ left, right: left + width, top: rowTop(i), bottom: rowTop(i + 1) },
    })),
  };
}
