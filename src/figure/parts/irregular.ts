/** Maps that one pattern cannot show: two lattices on one sheet, and borders that see padding alone. */
import { seeing } from '../../arithmetic/index.js';
import type { Row } from '../../arithmetic/index.js';
import { sentence } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { cellOf, extentOf, featureIn } from '../comb.js';
import { fit } from '../words/fit.js';
import { CELL, hollowPattern, hull, lattice, latticePattern } from './lattice.js';
import type { Region } from './lattice.js';
import { nameWidth } from '../words/fit.js';
import { combsOf, placeIn, placesOf } from '../maps.js';
import type { Drawing, DrawnMap, Pair } from '../maps.js';
import { closed, label, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import { show, showAxes } from '../words/numbers.js';
import type { IrregularKind } from '../late.js';
import type { Laid } from '../overlays.js';
import { corners, matrix } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';
import { shortName } from '../words/short-name.js';

/** Two lattices on one sheet are at least so strong, so that they are told apart. */
const STRENGTH = 0.5;
/** Width of the edge of a hollow feature, on the screen. */
const EDGE = 1.1;
/** Width of a line of the legend, as a share of what a name of its letters has. */
const SMALL = 0.9;
/** What two places may differ by and be the same. */
const SAME = 1e-9;

/** The lattice of an input, on the sheet of the merge that reads it. */
function strandOf(network: Network, { axes }: Drawing, map: DrawnMap, row: Row): DrawnMap {
  const [y, x] = axes.map((axis) => (axis < 0 ? null : placeIn(network, row, axis)));
  return {
    ...map,
    row,
    start: [y?.[0] ?? map.start[0], x?.[0] ?? map.start[1]],
    jump: [y?.[1] ?? map.jump[0], x?.[1] ?? map.jump[1]],
    combs: combsOf(row, axes),
  };
}

const isElsewhere = (a: DrawnMap, b: DrawnMap): boolean =>
  [0, 1].some(
    (i) => Math.abs(a.start[i] - b.start[i]) > SAME || Math.abs(a.jump[i] - b.jump[i]) > SAME,
  );

/** The first two inputs of a merge that do not line up in the drawn axes. */
function strandsOf(
  network: Network,
  byName: ReadonlyMap<string, Row>,
  drawn: Drawing,
  map: DrawnMap,
): DrawnMap['strands'] {
  if (map.row.misaligned !== map.name) return null;
  const inputs = map.row.inputs.flatMap((name) => {
    const row = byName.get(name);
    const isSpread =
      !row ||
      drawn.axes.some(
        (axis) =>
          axis >= 0 &&
          (row.statuses[axis] === 'whole' ||
            row.start[axis] === null ||
            row.n[axis] !== map.row.n[axis]),
      );
    return isSpread ? [] : [strandOf(network, drawn, map, row)];
  });
  const other = inputs.find((input) => isElsewhere(input, inputs[0]));
  return other ? [inputs[0], other] : null;
}

/** A drawing whose maps know what one pattern cannot show; the same one where there is no such map. */
function withIrregular(network: Network, rows: readonly Row[], drawn: Drawing): Drawing {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const spans = seeing(network);
  let found = false;
  const maps = drawn.maps.map((map): DrawnMap => {
    const own = spans.get(map.name);
    const axis = (i: 0 | 1): Pair => (own && own[drawn.axes[i]]) ?? [0, map.n[i]];
    const seen = [axis(0), axis(1)] as const;
    const isAll = seen.every(([lo, hi], i) => lo === 0 && hi === map.n[i]);
    const strands = strandsOf(network, byName, drawn, map);
    if (isAll && !strands) return map;
    found = true;
    return { ...map, strands, seeing: isAll ? null : seen };
  });
  return found ? { ...drawn, maps, byName: new Map(maps.map((map) => [map.name, map])) } : drawn;
}

/** The features of a map whose cells lie in a region. */
function featuresIn(map: DrawnMap, region: Region): readonly [y: Pair, x: Pair] {
  const axis = (i: 0 | 1): Pair => {
    const places = placesOf(map, i);
    const inset = 1e-6 * Math.abs(map.jump[i]);
    const ends = [featureIn(places, region[i][0] + inset), featureIn(places, region[i][1] - inset)];
    return [Math.min(...ends), Math.max(...ends) + 1];
  };
  return [axis(0), axis(1)];
}

const regionOf = (map: DrawnMap, [y, x]: readonly [Pair, Pair]): Region => [
  extentOf(placesOf(map, 0), y),
  extentOf(placesOf(map, 1), x),
];

const hollow = (colour: string, [a, b, c, d]: Affine) => ({
  stroke: colour,
  'stroke-width': EDGE / Math.sqrt(Math.abs(a * d - b * c)),
});

type Paint = Parameters<typeof lattice>[3];

/** The two lattices of a merge, offset against each other: the first filled, the second hollow. */
function strandMarks(
  { palette }: Scene,
  map: DrawnMap,
  affine: Affine,
  region: Region,
  pattern: string,
  paint: Paint,
): Mark[] {
  const range = featuresIn(map, region);
  const part = region.join() === hull(map).join() ? '' : 'f';
  return (map.strands ?? []).flatMap((strand, i) => {
    const [id, colour] = [`${pattern}${i}${part}`, palette.branches[i]];
    const opacity = Math.max(STRENGTH, paint.opacity);
    return [
      i === 0
        ? latticePattern(id, strand, colour)
        : hollowPattern(id, strand, hollow(colour, affine)),
      lattice(affine, regionOf(strand, range), id, { colour, opacity }),
    ];
  });
}

const box = ([y, x]: Region): string =>
  closed([
    [x[0], y[0]],
    [x[1], y[0]],
    [x[1], y[1]],
    [x[0], y[1]],
  ]);

/** Features that see a pixel filled, and those at the borders that see none hollow. */
function seeingMarks(
  map: DrawnMap,
  seen: readonly [Pair, Pair],
  affine: Affine,
  region: Region,
  pattern: string,
  paint: Paint,
): Mark[] {
  const isBlind = seen.some(([lo, hi]) => lo === hi);
  const own = regionOf(map, seen);
  const axis = (i: 0 | 1): Pair => [
    Math.max(own[i][0], region[i][0]),
    Math.min(own[i][1], region[i][1]),
  ];
  const inner: Region = [axis(0), axis(1)];
  const isOutside = isBlind || inner.some(([lo, hi]) => hi <= lo);
  const rims = `${pattern}rim`;
  return [
    ...(isOutside ? [] : [lattice(affine, inner, pattern, paint)]),
    hollowPattern(rims, map, hollow(paint.colour, affine)),
    path(box(region) + (isOutside ? '' : box(inner)), {
      transform: matrix(affine),
      fill: `url(#${rims})`,
      'fill-opacity': paint.opacity,
      'fill-rule': 'evenodd',
    }),
  ];
}

/** One feature of a merge: where each of the two inputs has it. */
function strandFeature(map: DrawnMap, region: Region, affine: Affine, colour: string): Mark[] {
  const feature = featuresIn(map, region);
  return (map.strands ?? []).map((strand, i) => {
    const [y, x] = ([0, 1] as const).map((axis): Pair => {
      const { at, side } = cellOf(placesOf(strand, axis), feature[axis][0]);
      return [at - (CELL / 2) * side, at + (CELL / 2) * side];
    });
    return path(closed(corners(affine, y, x)), {
      fill: colour,
      'fill-opacity': i === 0 ? 1 : 0,
      stroke: colour,
      'stroke-width': 1.4,
    });
  });
}

/** How far a point of the plane is from the middle of a feature's square, 1 being its edge. */
const offSquare = (map: DrawnMap, at: Pair): number =>
  Math.max(
    ...([0, 1] as const).map((axis) => {
      const places = placesOf(map, axis);
      const cell = cellOf(places, featureIn(places, at[axis]));
      return Math.abs(at[axis] - cell.at) / ((CELL / 2) * cell.side);
    }),
  );

/** Squares of two lattices whose centres are so near to each other, in halves of a square, are at one place. */
const AT_ONE_PLACE = 1e-6;

/**
 * Of the two lattices of a merge that with a square under a point: the nearer where both have one, the
 * filled one where both stand at one place.
 */
function strandUnder(strands: readonly DrawnMap[], at: Pair): DrawnMap | null {
  const [first, second] = strands.map((strand) => offSquare(strand, at));
  if (Math.min(first, second) > 1) return null;
  return first <= second + AT_ONE_PLACE ? strands[0] : strands[1];
}

const SWATCH = 10;

/** How far apart two lattices are, or where they are not evenly so their jumps. */
function apartOf({ axes }: Drawing, [first, second]: readonly [DrawnMap, DrawnMap]) {
  const drawn = ([0, 1] as const).filter((i) => axes[i] >= 0);
  const along = (of: (i: 0 | 1) => number): string =>
    showAxes(drawn.map((i) => show(of(i)))).join(' × ');
  const isEven = drawn.every((i) => first.jump[i] === second.jump[i]);
  return isEven
    ? { apart: along((i) => Math.abs(second.start[i] - first.start[i])), jumps: null }
    : {
        apart: null,
        jumps: [first, second].map(({ jump }) => along((i) => jump[i])).join(' and '),
      };
}

/** One line that names a merge and its two lattices. */
function legend(
  { palette, layout, drawing }: Scene,
  { name: merge }: DrawnMap,
  strands: readonly [DrawnMap, DrawnMap],
  [left, y]: Point,
): Mark[] {
  const text = { 'font-size': 11, fill: palette.ink[1] };
  let at = left;
  const names = strands.flatMap(({ row }, i) => {
    const [x, colour] = [at, palette.branches[i]];
    const name = shortName(row.name, layout.width / 5);
    at += SWATCH + nameWidth(name) + 20;
    const top = y - SWATCH + 2.5;
    return [
      path(
        box([
          [top, top + SWATCH - 1],
          [x + 0.5, x + SWATCH - 0.5],
        ]),
        { fill: colour, 'fill-opacity': i === 0 ? 0.6 : 0, stroke: colour },
      ),
      label([x + SWATCH + 5, y + 1], name, { ...text, fill: colour, 'font-weight': 600 }),
    ];
  });
  const room = layout.width - at;
  const whole = sentence('strands', { merge, ...apartOf(drawing, strands) });
  const words = nameWidth(whole) * SMALL > room ? merge : whole;
  return [...names, label([at, y + 1], fit(words, room / SMALL), text)];
}

/** What is said below the figure of the merges that join two lattices. */
const laidOf = ({ maps }: Drawing): readonly Laid[] =>
  maps.flatMap((map) => {
    const { strands } = map;
    return strands
      ? [{ onMap: () => [], legend: (scene, at) => legend(scene, map, strands, at), says: '' }]
      : [];
  });

export const kind: IrregularKind = {
  withIrregular,
  features: (scene, map, affine, region, pattern, paint) =>
    map.strands
      ? strandMarks(scene, map, affine, region, pattern, paint)
      : seeingMarks(map, map.seeing as readonly [Pair, Pair], affine, region, pattern, paint),
  strandFeature,
  strandUnder,
  laidOf,
};
