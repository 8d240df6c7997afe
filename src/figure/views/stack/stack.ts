import { lookersOn } from '../../parts/above.js';
import { levelAxis, pixelEnds, tickWidth } from '../../parts/axis.js';
import { showsPages, thicknessOf } from '../../folded.js';
import type { Layout } from '../../layout.js';
import type { DrawnMap } from '../../maps.js';
import { group, label, mark, open, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import { show } from '../../words/numbers.js';
import { partOf } from '../../late.js';
import { onScreen } from './on-screen.js';
import { apply, blend } from '../../marks/projection.js';
import type { Affine } from '../../marks/projection.js';
import { hoverPyramid, pinnedPyramid, pyramid } from '../../parts/pyramid.js';
import { rowMarks } from '../../parts/rows.js';
import type { Drawn, Scene } from '../../scene.js';
import { isDrawn, pile, sheet, sheetPlacements, VEIL } from '../../parts/sheet.js';
import { planes } from './stack-planes.js';
import type { Planes } from './stack-planes.js';

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

/** A sheet; on top of a slab where it is the output of several layers. */
function bound(scene: Scene, map: DrawnMap, affine: Affine, veil: number, spread: number): Mark {
  const row = scene.layout.rows[map.depth];
  const top = sheet(scene, map, affine, veil);
  const thickness = thicknessOf(row) * spread;
  const deep = showsPages(row, thickness) ? partOf('deep') : null;
  const pages = deep?.slab(scene, row, affine, thickness) ?? [];
  return pages.length > 0 ? group({}, [...pages, top]) : top;
}

/** The sheets on their way from or to the places of another view. */
const swung = ({ swing, drawing }: Scene, { sheets, turned, spread }: Planes): Planes => ({
  sheets: swing
    ? sheets.map((sheet, i) =>
        blend(sheet, swing.places.get(drawing.maps[i].name) ?? sheet, swing.by),
      )
    : sheets,
  turned,
  spread: swing ? spread * (1 - swing.by) : spread,
});

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
export function stack(whole: Scene, ease = 1): Drawn {
  const { drawing, layout, selected, hovered, view, swing } = whole;
  const apex = selected?.boxes.at(-1);
  const focus = apex
    ? {
        depth: apex.map.depth,
        at: [(apex.y[0] + apex.y[1]) / 2, (apex.x[0] + apex.x[1]) / 2] as const,
      }
    : { depth: 0, at: [drawing.frame[0] / 2, drawing.frame[1] / 2] as const };
  const { sheets, turned, spread } = swung(whole, planes(drawing, layout, view, focus, ease));
  const scene = onScreen(whole, sheets);
  const ground = sheets[0];
  const around = turned > 0 ? partOf('turned') : null;
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
    ...(around?.originCorner(scene, ground) ?? []),
    ...(selected
      ? pyramid(scene, selected, sheets, (depth) => {
          const row = layout.rows[depth];
          const thickness = thicknessOf(row) * spread;
          return showsPages(row, thickness) ? thickness : 0;
        })
      : []),
    ...drawing.maps
      .filter((map) => isDrawn(scene, map))
      .flatMap((map) => lookersOn(scene, map, sheets[map.depth], true)),
    ...(scene.pinned ? pinnedPyramid(scene, scene.pinned, sheets) : []),
    ...(hovered ? hoverPyramid(scene, hovered, sheets) : []),
  ];
  const atRest = turned === 0 && view.zoom === 1 && !swing;
  const marks = [
    ...rowMarks(scene, atRest ? layout.sheet.left : undefined),
    ...((view.zoom === 1 && around?.leaders(scene, sheets, turned)) || []),
    ...(view.zoom > 1 ? [window(layout, maps)] : maps),
    ...(around?.turnedAxes(scene, ground) ?? []),
    ...(atRest
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
