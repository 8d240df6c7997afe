/**
 * A mark is plain data that stands for one SVG element. Marks use presentation attributes only, so
 * that a picture looks the same in a page, in a file and in a mail.
 */
export interface Mark {
  readonly tag:
    | 'svg'
    | 'g'
    | 'image'
    | 'path'
    | 'rect'
    | 'text'
    | 'tspan'
    | 'pattern'
    | 'mask'
    | 'defs'
    | 'title';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly Mark[];
  readonly text?: string;
}

/** A point, or a vector, on the screen in CSS pixels. */
export type Point = readonly [x: number, y: number];

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A number for an attribute: at most three decimals, no exponent. */
export function coordinate(value: number): string {
  return String(Math.round(value * 1000) / 1000 + 0);
}

/** Makes a mark; attributes that are `undefined` are left out. */
export function mark(
  tag: Mark['tag'],
  attributes: Attributes,
  children: readonly Mark[] = [],
): Mark {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) kept[name] = typeof value === 'number' ? coordinate(value) : value;
  }
  return { tag, attributes: kept, children };
}

/** A group of marks. */
export const group = (attributes: Attributes, children: readonly Mark[]): Mark =>
  mark('g', attributes, children);

const outline = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i ? 'L' : 'M'}${coordinate(x)} ${coordinate(y)}`).join('');

/** Closed polygons as path data. */
export const closed = (...polygons: readonly (readonly Point[])[]): string =>
  polygons.map((points) => `${outline(points)}Z`).join('');

/** Open lines as path data. */
export const open = (...lines: readonly (readonly Point[])[]): string =>
  lines.map(outline).join('');

/** A path with no fill unless one is given. */
export const path = (d: string, attributes: Attributes): Mark =>
  mark('path', { d, fill: attributes.fill ?? 'none', ...attributes });

/** One line of text; it is data, never markup. */
export const label = (at: Point, text: string, attributes: Attributes): Mark => ({
  ...mark('text', { x: at[0], y: at[1], ...attributes }),
  text,
});

/** Stands text off from the marks below it by a rim of the page's colour, where that is known. */
export const halo = (ground: string | null): Attributes =>
  ground ? { stroke: ground, 'stroke-width': 4, 'paint-order': 'stroke' } : {};
