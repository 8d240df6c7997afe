import type { Run, SeenBy } from '../../arithmetic/index.js';
import { hollowPattern, hull, resolves } from './lattice.js';
import type { Region } from './lattice.js';
import type { DrawnMap } from '../maps.js';
import { closed, mark, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { veiled } from '../marks/palette.js';
import { corners, matrix } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';
import { regionOf, spreadOf, spreadPattern } from '../spread.js';
import type { Part, Spread } from '../spread.js';

/** So many separate groups of features are drawn; of more, the box that holds them. */
const MOST_GROUPS = 16;
const VEIL = 0.55;
const FILL = 0.12;

/** Which features of an axis look; the box where they are in too many parts. */
function spreads(runs: readonly Run[], lo: number, hi: number): readonly Spread[] {
  const found = runs.map(spreadOf);
  return found.length * found.length > MOST_GROUPS ? [[lo, hi - lo, 1]] : found;
}

/** The features of a map that look at something, in parts that are spread evenly. */
function parts({ drawing: { axes } }: Scene, seen: SeenBy): Part[] {
  const along = (axis: number): readonly Spread[] => {
    if (axis < 0) return [[0, 1, 1]];
    const [lo, hi] = [seen.lo[axis], seen.hi[axis]];
    return lo === null || hi === null ? [] : spreads(seen.runs[axis], lo, hi);
  };
  const [ys, xs] = axes.map(along);
  return ys.flatMap((y) => xs.map((x) => [y, x] as const));
}

/** How what looks at something is drawn. */
export interface AbovePaint {
  readonly colour: string;
  readonly dashed: boolean;
  /** Tells the patterns of two such paintings apart. */
  readonly id: string;
  /** The box that holds the features alone. */
  readonly plain?: boolean;
}

/**
 * The features of a map that look at the selection: hollow, where they can be told apart; a frame
 * around the map's lattice where all of them do.
 */
export function aboveMarks(
  scene: Scene,
  map: DrawnMap,
  seen: SeenBy,
  affine: Affine,
  { colour, dashed, id, plain = false }: AbovePaint,
): Mark[] {
  const dash = dashed ? { 'stroke-dasharray': '4 3' } : {};
  const frame = { stroke: colour, 'stroke-width': 1.2, ...dash };
  const isAll = scene.drawing.axes.every(
    (axis) => axis < 0 || seen.count[axis] === map.row.n[axis],
  );
  const outline = (region: Region): string => closed(corners(affine, ...region));
  const single = map.n[0] * map.n[1] === 1;
  if (isAll && !single) return [path(outline(hull(map)), { ...frame, 'data-above': map.name })];
  const scale = Math.sqrt(Math.abs(affine[0] * affine[3] - affine[1] * affine[2]));
  const filled = veiled(scene.palette.ground, VEIL, colour, FILL);
  const isFine = !scene.gesture && !plain && resolves(map, affine);
  return parts(scene, seen).flatMap((each, i): Mark[] => {
    const region = regionOf(map, each);
    const isSpread = each.some(([, , step]) => step > 1);
    if (!isFine || (isSpread && map.combs.some(Boolean))) {
      return [path(outline(region), { ...frame, ...filled, 'data-above': map.name })];
    }
    const pattern = `${scene.prefix}${id}${map.depth}-${i}`;
    const stroke = { ...filled, stroke: colour, 'stroke-width': 1.1 / scale };
    const [[top, bottom], [left, right]] = region;
    return [
      isSpread ? spreadPattern(pattern, map, each, stroke) : hollowPattern(pattern, map, stroke),
      mark('rect', {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
        transform: matrix(affine),
        fill: `url(#${pattern})`,
        'data-above': map.name,
      }),
    ];
  });
}

/**
 * What looks at the selection on the map above it, and at the pixel under the pointer.
 *
 * @param plain - only their box on maps that are not asked about, where maps hide one another
 */
export function lookersOn(scene: Scene, map: DrawnMap, affine: Affine, plain = false): Mark[] {
  const { palette, selected, hovered, above, lookers } = scene;
  const own = selected?.field.layer !== map.name ? above.get(map.name) : undefined;
  const asked = hovered?.field.layer === 'input' ? lookers(hovered.field.index) : undefined;
  const under = map.depth > 0 ? asked?.get(map.name) : undefined;
  return [
    ...(own
      ? aboveMarks(scene, map, own, affine, {
          ...{ colour: palette.accent, dashed: false, id: 'a' },
          plain: plain && selected?.field.layer === 'input' && map.name !== scene.about,
        })
      : []),
    ...(under
      ? aboveMarks(scene, map, under, affine, { colour: palette.ink[0], dashed: true, id: 'b' })
      : []),
  ];
}
