import { lookersOn } from './above.js';
import { levelAxis, pixelEnds, tickWidth } from './axis.js';
import { slab, thicknessOf } from './folded.js';
import type { Layout } from './layout.js';
import type { DrawnMap } from './maps.js';
import { closed, group, label, mark, open, path } from './marks.js';
import type { Mark, Point } from './marks.js';
import { show } from './numbers.js';
import { apply, corners } from './projection.js';
import type { Affine } from './projection.js';
import { hoverPyramid, pinnedPyramid, pyramid } from './pyramid.js';
import { rowMarks } from './rows.js';
import type { Drawn, Scene } from './scene.js';
import { depthColour, selectedLayer } from './scene.js';
import { isDrawn, pile, sheet, sheetPlacements, VEIL } from './sheet.js';
import { planes } from './stack-planes.js';

/** From this front edge on the axis says how long the selection is. */
const ROOM_FOR_LENGTH = 260;

/** First and last pixel down the image, on dotted lines out of the near side of the field. */
function depthAxis(scene: Scene, ground: Affine): Mark[] {
  const { drawing, palette, layout, selected } = scene;
  const ends = pixelEnds(selected, 'y');
  const sides = pixelEnds(selected, 'x');
  if (!ends || !sides || drawing.axes[0] < 0) return [];
  const [top, bottom] = [ends[0], ends[1] + 1].map((y) => ({
    from: apply(ground, sides[1] + 1, y),
    to: apply(ground, drawing.frame[1], y)[0] + 10,
  }));
  const texts: [Point, number, string][] =
    bottom.from[1] - top.from[1] < 14
      ? [
          [
            bottom.from,
            bottom.to,
            `y ${ends[0] === ends[1] ? '' : `${show(ends[0])}–`}${show(ends[1])}`,
          ],
        ]
      : [
          [top.from, top.to, show(ends[0])],
          [bottom.from, bottom.to, `y ${show(ends[1])}`],
        ];
  return texts.flatMap(([from, to, text]) => {
    const x = Math.min(to, layout.width - tickWidth(text) - 6);
    return [
      path(open([from, [x, from[1]]]), { stroke: palette.accent, 'stroke-dasharray': '2 2' }),
      label([x + 5, from[1] + 4], text, {
        'font-size': 11,
        'font-weight': 500,
        fill: palette.accentText,
      }),
    ];
  });
}

/** First and last pixel on the two edges nearest to the viewer, while the stack is turned. */
function turnedAxes(scene: Scene, ground: Affine): Mark[] {
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
function originCorner({ drawing, palette }: Scene, ground: Affine): Mark {
  const [height, width] = drawing.frame;
  const corner: Point[] = [
    apply(ground, width * 0.06, 0),
    apply(ground, 0, 0),
    apply(ground, 0, height * 0.06),
  ];
  return path(open(corner), { stroke: palette.ink[0], 'stroke-width': 2 });
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

/** Lines from the rules of the table to the leftmost corner of each sheet, while the stack is turned. */
function leaders(scene: Scene, sheets: readonly Affine[], turned: number): Mark[] {
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
    ...ends.map(({ map, x, y }) =>
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

/** A sheet; on top of a slab where it is the output of several layers. */
function bound(scene: Scene, map: DrawnMap, affine: Affine, veil: number, spread: number): Mark {
  const row = scene.layout.rows[map.depth];
  const top = sheet(scene, map, affine, veil);
  const pages = slab(scene, row, affine, thicknessOf(row) * spread);
  return pages.length > 0 ? group({}, [...pages, top]) : top;
}

/** Cuts what is magnified at the edge of the table. */
const window = ({ table, width, height }: Layout, maps: readonly Mark[]): Mark =>
  mark(
    'svg',
    {
      x: table,
      y: 0,
      width: width - table,
      height,
      viewBox: `${table} 0 ${width - table} ${height}`,
    },
    maps,
  );

/**
 * The stack: one sheet a layer above the image, in the frame of the image, and the selected feature's
 * pyramid down through them. At rest the rules of the table run on as the front edges of the sheets.
 *
 * @param ease - how far the drawing has left its rest, 0 to 1
 */
export function stack(scene: Scene, ease = 1): Drawn {
  const { drawing, layout, selected, hovered, view } = scene;
  const apex = selected?.boxes.at(-1);
  const focus = apex
    ? {
        depth: apex.map.depth,
        at: [(apex.y[0] + apex.y[1]) / 2, (apex.x[0] + apex.x[1]) / 2] as const,
      }
    : { depth: 0, at: [drawing.frame[0] / 2, drawing.frame[1] / 2] as const };
  const { sheets, turned, spread } = planes(drawing, layout, view, focus, ease);
  const ground = sheets[0];
  const steep = turned * Math.max(0, ((view.rotation?.[1] ?? 0) - 60) / 30);
  const veil = VEIL * (1 - steep);
  const maps = [
    ...pile(
      scene,
      drawing.maps.map((map) => [
        bound(scene, map, sheets[map.depth], veil, spread),
        sheets[map.depth],
      ]),
    ),
    ...(turned > 0 ? [originCorner(scene, ground)] : []),
    ...(selected ? pyramid(scene, selected, sheets) : []),
    ...drawing.maps
      .filter((map) => isDrawn(scene, map))
      .flatMap((map) => lookersOn(scene, map, sheets[map.depth])),
    ...(scene.pinned ? pinnedPyramid(scene, scene.pinned, sheets) : []),
    ...(hovered ? hoverPyramid(scene, hovered, sheets) : []),
  ];
  const atRest = turned === 0 && view.zoom === 1;
  const marks = [
    ...rowMarks(scene, atRest ? layout.sheet.left : undefined),
    ...(turned > 0 && view.zoom === 1 ? leaders(scene, sheets, turned) : []),
    ...(view.zoom > 1 ? [window(layout, maps)] : maps),
    ...(turned > 0
      ? [...turnedAxes(scene, ground), ...compass(scene, ground)]
      : atRest
        ? [
            ...levelAxis(
              scene,
              [layout.sheet.left, layout.axis],
              layout.sheet.scale,
              drawing.frame[1],
              layout.sheet.scale * drawing.frame[1] >= ROOM_FOR_LENGTH,
            ),
            ...depthAxis(scene, ground),
          ]
        : []),
  ];
  return { marks, placements: sheetPlacements(scene, sheets) };
}
