import { sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { lookersOn } from '../parts/above.js';
import { beamOf } from '../beam.js';
import { ownSizes } from '../maps.js';
import { halo, label } from '../marks/marks.js';
import { showSize } from '../words/numbers.js';
import { cabinet } from '../marks/projection.js';
import { hoverPyramid, pinnedPyramid, pyramid } from '../parts/pyramid.js';
import { rowMarks } from '../parts/rows.js';
import type { Drawn, Scene } from '../scene.js';
import { plan } from '../views.js';
import type { ViewKind } from '../views.js';
import { isDrawn, pile, sheet, sheetPlacements, VEIL } from '../parts/sheet.js';

/** Where the largest map has so many times the features of the smallest, edges go by the square root. */
const STEEPEST = 8;

/** Room for the sizes beside the maps. */
const SIZES = 80;

/**
 * The conventional drawing, for contrast: every map at its own size, so that how many features there
 * are is plain, and where one of them looks is not.
 */
function conventional(scene: Scene): Drawn {
  const { layout, palette } = scene;
  const drawing = ownSizes(scene.drawing);
  const own: Scene = {
    ...scene,
    drawing,
    selected: scene.selected && beamOf(drawing, scene.selected.field, scene.selected.read),
    hovered: scene.hovered && beamOf(drawing, scene.hovered.field),
    pinned: scene.pinned && beamOf(drawing, scene.pinned.field),
  };
  const longest = drawing.maps.map(({ n }) => Math.max(...n));
  const [most, least] = [Math.max(...longest), Math.min(...longest)];
  const rooted = most / least > STEEPEST;
  const [up, right] = layout.sheet.slope;
  const [height, width] = scene.drawing.frame;
  const full = layout.sheet.scale * Math.max(height, width);
  const room = layout.sheet.scale * (width + right * height);
  const centre = layout.table + room / 2;
  const end = Math.min(layout.width, layout.table + room + SIZES);
  const sheets = drawing.maps.map(({ n }, i) => {
    const part = longest[i] / most;
    const scale = (full * (rooted ? Math.sqrt(part) : part)) / longest[i];
    const rule = layout.rows[i].rule;
    const left = centre - (scale * (n[1] + right * n[0])) / 2;
    return cabinet([left, rule], scale, n[0], [right, up]);
  });
  const marks = [
    ...rowMarks(scene),
    ...pile(
      own,
      drawing.maps.map((map, i) => [sheet(own, map, sheets[i], VEIL), sheets[i]]),
    ),
    ...(own.selected ? pyramid(own, own.selected, sheets) : []),
    ...drawing.maps
      .filter((map) => isDrawn(own, map))
      .flatMap((map) => lookersOn(own, map, sheets[map.depth])),
    ...(own.pinned ? pinnedPyramid(own, own.pinned, sheets) : []),
    ...(own.hovered ? hoverPyramid(own, own.hovered, sheets) : []),
    ...(layout.columns.bars ? layout.rows : [])
      .filter(({ labelled }) => labelled)
      .map(({ map, rule }) =>
        label([end, rule - 4], showSize(map.row.n), {
          'text-anchor': 'end',
          'font-size': 11,
          fill: palette.ink[2],
          ...halo(palette.ground),
        }),
      ),
    ...(rooted
      ? [
          label([layout.table, layout.ground + 19], sentence('conventional_rooted', {}), {
            'font-size': 11,
            fill: palette.ink[2],
          }),
        ]
      : []),
  ];
  return { marks, placements: sheetPlacements(own, sheets) };
}

export const kind: ViewKind = { draw: conventional, plan, outputs: true };
