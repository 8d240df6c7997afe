import type { Point } from './marks.js';

/** An affine map of the plane as SVG writes it: `x' = a x + c y + e`, `y' = b x + d y + f`. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Where a point of the plane comes to lie. */
export const apply = ([a, b, c, d, e, f]: Affine, x: number, y: number): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** The inverse; `null` where the plane is seen from its edge. */
export function invert([a, b, c, d, e, f]: Affine): Affine | null {
  const area = a * d - b * c;
  if (Math.abs(area) < 1e-9) return null;
  return [d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area];
}

/** `transform` of a group that draws in the coordinates of the plane. */
export const matrix = (affine: Affine): string =>
  `matrix(${affine.map((v) => Math.round(v * 1e5) / 1e5 + 0).join(' ')})`;

/** The corners of a box of the plane on the screen, from the first pixel clockwise. */
export const corners = (
  affine: Affine,
  [y0, y1]: readonly [number, number],
  [x0, x1]: readonly [number, number],
): readonly [Point, Point, Point, Point] => [
  apply(affine, x0, y0),
  apply(affine, x1, y0),
  apply(affine, x1, y1),
  apply(affine, x0, y1),
];

/** Halfway from one map to another; `t` from 0 to 1. */
export const blend = (from: Affine, to: Affine, t: number): Affine =>
  from.map((v, i) => v + (to[i] - v) * t) as unknown as Affine;

/** The plane magnified about a point of the screen. */
export const magnify = ([a, b, c, d, e, f]: Affine, zoom: number, [x, y]: Point): Affine => [
  a * zoom,
  b * zoom,
  c * zoom,
  d * zoom,
  x + (e - x) * zoom,
  y + (f - y) * zoom,
];

/**
 * The cabinet drawing of a sheet at rest: x along its front edge, y back by `slope`.
 *
 * @param origin - screen point of the front left corner
 * @param scale - screen pixels for one pixel of the image
 * @param height - height of the image in its pixels
 */
export const cabinet = (
  [x, y]: Point,
  scale: number,
  height: number,
  [right, up]: readonly [number, number],
): Affine => [
  scale,
  0,
  -right * scale,
  up * scale,
  x + right * scale * height,
  y - up * scale * height,
];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * The orthographic view of a flat sheet, turned by `azimuth` and seen from `elevation` degrees above.
 *
 * @param centre - screen point of the middle of the sheet
 * @param scale - screen pixels for one pixel of the image
 * @param frame - height and width of the image
 */
export function orthographic(
  [cx, cy]: Point,
  scale: number,
  [height, width]: readonly [number, number],
  [azimuth, elevation]: readonly [number, number],
): Affine {
  const [cos, sin] = [Math.cos(radians(azimuth)), Math.sin(radians(azimuth))];
  const rise = Math.sin(radians(elevation));
  const linear: Affine = [scale * cos, scale * rise * sin, -scale * sin, scale * rise * cos, 0, 0];
  const [mx, my] = apply(linear, width / 2, height / 2);
  return [linear[0], linear[1], linear[2], linear[3], cx - mx, cy - my];
}
