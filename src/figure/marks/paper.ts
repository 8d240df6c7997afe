import { closed, group, open, path } from './marks.js';
import type { Mark, Point } from './marks.js';

/**
 * Patterns as the shapes that they repeat. Browsers print a pattern as a picture of its own, coarse
 * and large; shapes stay sharp and small.
 */

/** More tiles than this of one pattern, or of all, become a tint. */
const MOST = { each: 8_000, all: 60_000 } as const;
/** How dark a tint is against the squares that it stands for. */
const TINT = 0.36;

type Polygon = readonly Point[];

interface Tile {
  readonly origin: Point;
  readonly size: Point;
  readonly marks: readonly Mark[];
}

const numberOf = ({ attributes }: Mark, name: string): number => Number(attributes[name] ?? 0);

/** The corners of a rectangle, and of each part of a path of straight lines. */
function polygonsOf(mark: Mark): Polygon[] {
  if (mark.tag === 'rect') {
    const [x, y] = [numberOf(mark, 'x'), numberOf(mark, 'y')];
    const [right, foot] = [x + numberOf(mark, 'width'), y + numberOf(mark, 'height')];
    return [
      [
        [x, y],
        [right, y],
        [right, foot],
        [x, foot],
      ],
    ];
  }
  return String(mark.attributes.d)
    .split('M')
    .slice(1)
    .map((part) =>
      Array.from(part.matchAll(/(-?[\d.]+) (-?[\d.]+)/g), ([, x, y]): Point => [
        Number(x),
        Number(y),
      ]),
    );
}

/** Whether a point lies in a shape, holes left out. */
function isInside(shape: readonly Polygon[], [x, y]: Point): boolean {
  let inside = false;
  for (const polygon of shape) {
    polygon.forEach(([x1, y1], i) => {
      const [x2, y2] = polygon[(i + 1) % polygon.length];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    });
  }
  return inside;
}

/** The part of a line that lies in a polygon without dents; `null` for none. */
function clipped([from, to]: Polygon, polygon: Polygon): Polygon | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const turn = Math.sign(
    polygon.reduce((sum, [x, y], i) => {
      const [x2, y2] = polygon[(i + 1) % polygon.length];
      return sum + x * y2 - x2 * y;
    }, 0),
  );
  let [least, most] = [0, 1];
  for (const [i, [x1, y1]] of polygon.entries()) {
    const [x2, y2] = polygon[(i + 1) % polygon.length];
    const [nx, ny] = [turn * (y1 - y2), turn * (x2 - x1)];
    const [along, before] = [nx * dx + ny * dy, nx * (from[0] - x1) + ny * (from[1] - y1)];
    if (along === 0 && before < 0) return null;
    if (along > 0) least = Math.max(least, -before / along);
    if (along < 0) most = Math.min(most, -before / along);
  }
  const at = (t: number): Point => [from[0] + t * dx, from[1] + t * dy];
  return least < most ? [at(least), at(most)] : null;
}

const middleOf = (polygon: Polygon): Point => [
  polygon.reduce((sum, [x]) => sum + x, 0) / polygon.length,
  polygon.reduce((sum, [, y]) => sum + y, 0) / polygon.length,
];

/** From where to where tiles are needed to fill a shape, across and down. */
function reachOf(shape: readonly Polygon[], { origin, size }: Tile) {
  const axis = (i: 0 | 1): readonly [number, number] => {
    const ends = shape.flat().map((point) => (point[i] - origin[i]) / size[i]);
    return [Math.floor(Math.min(...ends) + 1e-6), Math.ceil(Math.max(...ends) - 1e-6)];
  };
  return [axis(0), axis(1)] as const;
}

const isLine = ({ attributes: { d } }: Mark): boolean =>
  typeof d === 'string' && !d.includes('Z') && d.split('L').length === 2;

/** One mark of a tile, as often as it stands in a shape. */
function repeated(mark: Mark, tile: Tile, shape: readonly Polygon[]): Polygon[] {
  const [[left, right], [top, foot]] = reachOf(shape, tile);
  const own = polygonsOf(mark);
  const out: Polygon[] = [];
  for (let v = top; v < foot; v += 1) {
    for (let u = left; u < right; u += 1) {
      const [dx, dy] = [tile.origin[0] + u * tile.size[0], tile.origin[1] + v * tile.size[1]];
      const moved = own.map((polygon) => polygon.map(([x, y]): Point => [x + dx, y + dy]));
      if (isLine(mark)) {
        for (const part of shape) {
          const line = clipped(moved[0], part);
          if (line) out.push(line);
        }
      } else out.push(...moved.filter((polygon) => isInside(shape, middleOf(polygon))));
    }
  }
  return out;
}

const PLACE = ['d', 'x', 'y', 'width', 'height'];

/** The attributes of a mark but for where it lies. */
const paintOf = ({ attributes }: Mark): Mark['attributes'] =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !PLACE.includes(name)));

/** How strong a mark is that is painted with another's strength. */
const times = (a: unknown, b: unknown): number | undefined => {
  const product = Number(a ?? 1) * Number(b ?? 1);
  return product === 1 ? undefined : product;
};

/** A shape that is filled with a pattern, as the shapes of the pattern. */
function unrolled(mark: Mark, tile: Tile, left: number): { mark: Mark; tiles: number } {
  const shape = polygonsOf(mark);
  const [[x0, x1], [y0, y1]] = reachOf(shape, tile);
  const tiles = (x1 - x0) * (y1 - y0);
  const strength = mark.attributes['fill-opacity'];
  if (tiles > Math.min(MOST.each, left)) {
    const [{ attributes }] = tile.marks;
    const colour = attributes.fill && attributes.fill !== 'none' ? attributes.fill : null;
    const fill = colour ?? attributes.stroke;
    const tint = { fill, 'fill-opacity': TINT * Number(strength ?? 1) };
    return { mark: path(closed(...shape), { ...paintOf(mark), ...tint }), tiles: 0 };
  }
  const { transform } = mark.attributes;
  const marks = tile.marks.map((each) => {
    const paint = paintOf(each);
    const shapes = repeated(each, tile, shape);
    return path((isLine(each) ? open : closed)(...shapes), {
      ...paint,
      'fill-opacity': times(paint['fill-opacity'], strength),
      'stroke-opacity': paint.stroke ? times(paint['stroke-opacity'], strength) : undefined,
    });
  });
  return { mark: group({ transform }, marks), tiles };
}

/** A drawing whose patterns are written out. */
export function onPaper(svg: Mark): Mark {
  const tiles = new Map<string, Tile>();
  const collect = (mark: Mark): void => {
    if (mark.tag === 'pattern') {
      tiles.set(String(mark.attributes.id), {
        origin: [numberOf(mark, 'x'), numberOf(mark, 'y')],
        size: [numberOf(mark, 'width'), numberOf(mark, 'height')],
        marks: mark.children,
      });
    }
    mark.children.forEach(collect);
  };
  collect(svg);
  let left: number = MOST.all;
  const write = (mark: Mark): Mark => {
    const [, id] = /^url\(#(.*)\)$/.exec(String(mark.attributes.fill)) ?? [];
    const tile = tiles.get(id);
    if (!tile) {
      const children = mark.children.filter(({ tag }) => tag !== 'pattern').map(write);
      return { ...mark, children };
    }
    const { mark: written, tiles: count } = unrolled(mark, tile, left);
    left -= count;
    return written;
  };
  return write(svg);
}
