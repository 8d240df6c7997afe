import type { Stretch } from '../../arithmetic/index.js';
import { extentOf } from '../comb.js';
import { hull } from '../parts/lattice.js';
import { placesOf } from '../maps.js';
import type { DrawnMap, Pair } from '../maps.js';
import { closed, group, mark, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { matrix } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';

/** Tones that are told apart. */
const TONES = 24;
/** A period shorter than this on the screen is drawn as its mean. */
const FINEST = 2.5;

/** A part of an axis in one tone, 0 to {@link TONES}. */
interface Band {
  readonly lo: number;
  readonly hi: number;
  readonly tone: number;
}

/** How strong a count is: by its root, so that few and many are both told apart. */
const toneOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(1, Math.round(TONES * Math.sqrt(count / most)));

/** The same tone beside itself is one band. */
function joined(bands: readonly Band[]): Band[] {
  const out: Band[] = [];
  for (const band of bands) {
    const last = out.at(-1);
    if (last?.tone === band.tone && last.hi === band.lo) {
      out[out.length - 1] = { ...last, hi: band.hi };
    } else out.push(band);
  }
  return out.filter(({ tone, hi, lo }) => tone > 0 && hi > lo);
}

/** What is painted of one axis. */
interface Paint {
  readonly id: string;
  readonly colour: string;
  /** Where cells `[lo, hi)` lie on the axis. */
  readonly place: (lo: number, hi: number) => Pair;
  /** A box of the plane that is so long on the axis, and reaches over the other one. */
  readonly box: (along: Pair) => string;
  readonly most: number;
  /** Screen pixels of one cell. */
  readonly scale: number;
  /** Whether the axis is x. */
  readonly across: boolean;
}

/** Bands as one path a tone. */
function toned(
  bands: readonly Band[],
  { box, colour }: Paint,
  moved: (at: number) => number,
): Mark[] {
  const tones = new Map<number, string>();
  for (const { lo, hi, tone } of bands) {
    tones.set(tone, (tones.get(tone) ?? '') + box([moved(lo), moved(hi)]));
  }
  return Array.from(tones, ([tone, d]) => path(d, { fill: colour, 'fill-opacity': tone / TONES }));
}

/** Cells that repeat: one period of them as a pattern. */
function repeated({ lo, hi, counts }: Stretch, paint: Paint, at: number): Mark[] {
  const { place, box, most, across, colour } = paint;
  const id = `${paint.id}${at}`;
  const [from, to] = place(lo, hi);
  const span = Math.abs(place(lo, lo + counts.length)[1] - place(lo, lo + counts.length)[0]);
  const bands = joined(
    counts.map((count, i): Band => {
      const [a, b] = place(lo + i, lo + i + 1);
      const start = (((a - from) % span) + span) % span;
      return { lo: start, hi: start + b - a, tone: toneOf(count, most) };
    }),
  );
  const tile = across
    ? { x: from, y: 0, width: span, height: 1 }
    : { x: 0, y: from, width: 1, height: span };
  const cell = (along: Pair): string => {
    const [[x0, x1], [y0, y1]] = across ? [along, [0, 1]] : [[0, 1], along];
    return closed([
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ]);
  };
  return [
    mark('pattern', { id, patternUnits: 'userSpaceOnUse', ...tile }, [
      ...toned(bands, { ...paint, box: cell, colour }, (x) => x),
    ]),
    path(box([from, to]), { fill: `url(#${id})` }),
  ];
}

/** The tones of one axis: steps near the borders, a pattern between them. */
function along(stretches: readonly Stretch[], paint: Paint): Mark[] {
  const { most, place, scale } = paint;
  const steps: Band[] = [];
  const patterns: Mark[] = [];
  stretches.forEach((stretch, at) => {
    const { lo, hi, counts } = stretch;
    if (counts.length > 1 && counts.length * scale >= FINEST) {
      patterns.push(...repeated(stretch, paint, at));
      return;
    }
    const mean = counts.reduce((all, count) => all + count, 0) / counts.length;
    const [from, to] = place(lo, hi);
    steps.push({ lo: from, hi: to, tone: toneOf(mean, most) });
  });
  const ordered = [...steps].sort((a, b) => a.lo - b.lo);
  return [...toned(joined(ordered), paint, (x) => x), ...patterns];
}

const mostOf = (stretches: readonly Stretch[]): number =>
  Math.max(1, ...stretches.flatMap(({ counts }) => counts));

/**
 * Counts of the cells of a map as tones of one colour; the counts of both axes multiply, and so do
 * their tones.
 *
 * @param counts - of y and x; `null` on an axis where there is none
 * @param strength - opacity of the largest count
 */
export function countMarks(
  id: string,
  map: DrawnMap,
  affine: Affine,
  counts: readonly [y: readonly Stretch[] | null, x: readonly Stretch[]],
  { colour, strength }: { readonly colour: string; readonly strength: number },
): Mark[] {
  const region = hull(map);
  const [y, x] = region;
  const box = (axis: 0 | 1) => (range: Pair) => {
    const [[x0, x1], [y0, y1]] = axis === 1 ? [range, y] : [x, range];
    return closed([
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ]);
  };
  const [a, b, c, d] = affine;
  const paint = (axis: 0 | 1, own: string): Paint => ({
    id: `${id}${'yx'[axis]}`,
    colour: own,
    place: (lo, hi) => extentOf(placesOf(map, axis), [lo, hi]),
    box: box(axis),
    most: mostOf(counts[axis] ?? []),
    scale: Math.abs(map.jump[axis]) * (axis === 1 ? Math.hypot(a, b) : Math.hypot(c, d)),
    across: axis === 1,
  });
  const all = { x: x[0], y: y[0], width: x[1] - x[0], height: y[1] - y[0] };
  const frame = { transform: matrix(affine), 'shape-rendering': 'crispEdges' };
  const [down, across] = counts;
  if (!down) {
    return [group({ ...frame, opacity: strength }, along(across, paint(1, colour)))];
  }
  const mask = `${id}m`;
  return [
    group({ ...frame, opacity: strength }, [
      mark(
        'mask',
        { id: mask, maskUnits: 'userSpaceOnUse', ...all },
        along(across, paint(1, '#fff')),
      ),
      group({ mask: `url(#${mask})` }, along(down, paint(0, colour))),
    ]),
  ];
}
