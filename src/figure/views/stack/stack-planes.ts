import { thicknessOf } from '../../folded.js';
import type { Layout } from '../../layout.js';
import type { Drawing } from '../../maps.js';
import { blend, cabinet, corners, magnify, orthographic } from '../../marks/projection.js';
import type { Affine } from '../../marks/projection.js';
import type { View } from '../../view.js';

/** Where the sheets of the stack lie. */
export interface Planes {
  /** One affine map a layer, from the input up. */
  readonly sheets: readonly Affine[];
  /** 0 at rest, where rules run on as front edges, to 1 while turned. */
  readonly turned: number;
  /** How much of the step between sheets is seen. */
  readonly spread: number;
}

/** Up to this elevation the step between sheets is that of the rows; from here it shrinks. */
const STEEP = 30;
/** Foot of the headline, which no sheet may reach. */
const CEILING = 44;
/** Room for the leaders between the table and the sheets. */
const LEADERS = 44;

const restSheets = ({ frame, maps }: Drawing, { rows, sheet }: Layout): Affine[] =>
  maps.map((_, i) => {
    const [up, right] = sheet.slope;
    const row = rows[i];
    const y = row ? row.rule - thicknessOf(row) : 0;
    return cabinet([sheet.left, y], sheet.scale, frame[0], [right, up]);
  });

function turnedSheets(
  { frame, maps }: Drawing,
  { rows, table, width, margin, ground }: Layout,
  rotation: readonly [number, number],
): Pick<Planes, 'sheets' | 'spread'> {
  const [left, right] = [table + LEADERS, width - margin];
  const free = ground - CEILING;
  const diagonal = Math.min(right - left, free);
  const scale = diagonal / Math.hypot(...frame);
  const half = (diagonal / 2) * Math.sin((rotation[1] * Math.PI) / 180);
  const rise = ground - (rows.at(-1)?.rule ?? ground);
  const steep = Math.min(1, (90 - rotation[1]) / (90 - STEEP));
  const spread = rise > 0 ? steep * Math.min(1, (free - 2 * half) / rise) : 0;
  const sheets = maps.map((_, i) => {
    const row = rows[i];
    const above = row ? ground - row.rule + thicknessOf(row) : 0;
    return orthographic(
      [(left + right) / 2, ground - half - above * spread],
      scale,
      frame,
      rotation,
    );
  });
  return { sheets, spread };
}

/**
 * Places the sheets of the stack.
 *
 * @param ease - how far the drawing has left its rest, 0 to 1; below 1 the two drawings are blended
 * @param focus - depth of the layer and point of the image about which to magnify
 */
export function planes(
  drawing: Drawing,
  layout: Layout,
  { rotation, zoom }: View,
  focus: { readonly depth: number; readonly at: readonly [y: number, x: number] },
  ease = 1,
): Planes {
  const rest = restSheets(drawing, layout);
  const turned = rotation ? ease : 0;
  const turnedTo =
    rotation && turned > 0 ? turnedSheets(drawing, layout, rotation) : { sheets: rest, spread: 1 };
  const spread = 1 + (turnedTo.spread - 1) * turned;
  const sheets =
    turned > 0 && turned < 1
      ? rest.map((sheet, i) => blend(sheet, turnedTo.sheets[i], turned))
      : turnedTo.sheets;
  if (zoom === 1) return { sheets, turned, spread };
  const [y, x] = focus.at;
  const [anchor] = corners(sheets[focus.depth], [y, y], [x, x]);
  return {
    sheets: sheets.map((sheet) => magnify(sheet, zoom, anchor)),
    turned,
    spread: spread * zoom,
  };
}
