/** What stands around a stack that is turned; a stack at rest does without. */
import { pixelEnds } from '../../parts/axis.js';
import { closed, label, open, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import { show } from '../../words/numbers.js';
import { apply, corners } from '../../marks/projection.js';
import type { Affine } from '../../marks/projection.js';
import type { Scene } from '../../scene.js';
import { depthColour, selectedLayer } from '../../scene.js';
import { isDrawn } from '../../parts/sheet.js';

/** First and last pixel on the two edges nearest to the viewer, while the stack is turned. */
function pixelNumbers(scene: Scene, ground: Affine): Mark[] {
  const { drawing, palette, selected } = scene;
  const [height, width] = drawing.frame;
  const [, b, , d] = ground;
  const near: Record<'x' | 'y', number> = { x: b > 0 ? width : 0, y: d > 0 ? height : 0 };
  const centre = apply(ground, width / 2, height / 2);
  const [xs, ys] = [pixelEnds(selected, 'x'), pixelEnds(selected, 'y')];
  const at = (axis: 'x' | 'y', pixel: number): Point =>
    axis === 'x' ? apply(ground, pixel, near.y) : apply(ground, near.x, pixel);
  const placed: Point[] = [];
  const outward = ([x, y]: Point): Point => {
    const length = Math.hypot(x - centre[0], y - centre[1]) || 1;
    return [x + (18 * (x - centre[0])) / length, y + 4 + (14 * (y - centre[1])) / length];
  };
  const texts = (axis: 'x' | 'y', ends: readonly [number, number] | null): Mark[] =>
    (ends && drawing.axes[axis === 'y' ? 0 : 1] >= 0 ? [...new Set(ends)] : []).flatMap(
      (pixel, i) => {
        const edge = pixel + (i === 1 ? 1 : 0);
        const point = outward(at(axis, edge));
        const near = ([x, y]: Point): boolean =>
          Math.abs(x - point[0]) < 34 && Math.abs(y - point[1]) < 14;
        if (placed.some(near)) return [];
        placed.push(point);
        return [
          label(point, i === 0 ? `${axis} ${show(pixel)}` : show(pixel), {
            'text-anchor': 'middle',
            'font-size': 11,
            'font-weight': 500,
            fill: palette.accentText,
          }),
        ];
      },
    );
  return [...texts('x', xs), ...texts('y', ys)];
}

/** The corner of pixel (0, 0), so that one sees which way the image lies. */
export function originCorner({ drawing, palette }: Scene, ground: Affine): Mark[] {
  const [height, width] = drawing.frame;
  const corner: Point[] = [
    apply(ground, width * 0.06, 0),
    apply(ground, 0, 0),
    apply(ground, 0, height * 0.06),
  ];
  return [path(open(corner), { stroke: palette.ink[0], 'stroke-width': 2 })];
}

/** A small sheet that shows how the stack is turned, with the angles in words. */
function compass({ layout, palette, view }: Scene, ground: Affine): Mark[] {
  const [azimuth, elevation] = (view.rotation ?? [0, 0]).map(Math.round);
  const turned = `turned ${show(azimuth)}°, from ${show(elevation)}° above`;
  const back = 'double click: back to rest';
  const words = { 'font-size': 11, fill: palette.ink[2] };
  if (!layout.columns.bars) {
    return [label([0, layout.axis + 32], `${turned} · ${back}`, words)];
  }
  const unit = 22 / Math.max(Math.hypot(ground[0], ground[1]), Math.hypot(ground[2], ground[3]));
  const [a, b, c, d] = ground.map((v) => v * unit);
  const linear: Affine = [a, b, c, d, layout.width - 60, 26];
  const points = corners(linear, [-0.5, 0.5], [-0.5, 0.5]);
  const ends = [apply(linear, 1.15, -0.5), apply(linear, -0.5, 1.15)];
  return [
    path(closed(points), { stroke: palette.ink[1], fill: palette.ink[2], 'fill-opacity': 0.08 }),
    path(open([points[1], points[0], points[3]]), { stroke: palette.ink[0], 'stroke-width': 2 }),
    ...ends.map(([x, y], i) =>
      label([x, y + 4], ['x', 'y'][i], { ...words, 'text-anchor': 'middle' }),
    ),
    ...[turned, back].map((text, i) =>
      label([layout.width, 60 + 15 * i], text, { ...words, 'text-anchor': 'end' }),
    ),
  ];
}

/** The numbers of the pixels, and how the stack is turned. */
export const turnedAxes = (scene: Scene, ground: Affine): Mark[] => [
  ...pixelNumbers(scene, ground),
  ...compass(scene, ground),
];

/** Lines from the rules of the table to the leftmost corner of each sheet, while the stack is turned. */
export function leaders(scene: Scene, sheets: readonly Affine[], turned: number): Mark[] {
  const { layout, drawing, palette } = scene;
  const [height, width] = drawing.frame;
  const selected = selectedLayer(scene);
  const ends = layout.rows
    .filter(({ labelled }) => labelled)
    .map(({ map, rule }) => {
      const points = corners(sheets[map.depth], [0, height], [0, width]);
      const [x, y] = points.reduce((left, point) => (point[0] < left[0] ? point : left));
      const line: Point[] = [
        [layout.table, rule],
        [layout.table + 10, rule],
        [x - 9, y],
        [x, y],
      ];
      return { map, line, x, y };
    });
  const lines = (own: boolean): string =>
    open(...ends.filter(({ map }) => (map.name === selected) === own).map(({ line }) => line));
  return [
    path(lines(false), { stroke: palette.strongRule, 'stroke-opacity': turned }),
    path(lines(true), { stroke: palette.accent, 'stroke-opacity': turned }),
    ...ends
      .filter(({ map }) => isDrawn(scene, map))
      .map(({ map, x, y }) =>
        path(
          closed([
            [x - 2, y],
            [x, y - 2],
            [x + 2, y],
            [x, y + 2],
          ]),
          {
            fill: map.name === selected ? palette.accent : depthColour(scene, map.depth),
            'fill-opacity': turned,
          },
        ),
      ),
  ];
}
