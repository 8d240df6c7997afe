import { STRIP } from '../columns.js';
import type { Layout, RowPlace } from '../layout.js';
import { closed, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { coordinate } from '../marks/marks.js';
import { depthColour, selectedLayer } from '../scene.js';
import type { Scene } from '../scene.js';

/** The strip is cut into layers where each is at least so high. */
const LEAST_TICK = 2.5;
const GAP = 0.8;
/** The selected layer stands out by so much on both sides, and is at least so high. */
const [OUT, LEAST_OWN] = [2, 3] as const;

/** The part of the strip that a row stands for, from its deepest layer down. */
interface Segment {
  readonly row: RowPlace;
  readonly top: number;
  readonly bottom: number;
}

/** Where the layers of each row lie in the strip, which is even: as many pixels a layer. */
function segments({ rows, head, ground }: Layout): { each: number; segments: Segment[] } {
  const count = rows.reduce((sum, { maps }) => sum + maps.length, 0);
  const each = (ground - head) / count;
  let bottom = ground;
  return {
    each,
    segments: rows.map((row) => {
      const top = bottom - each * row.maps.length;
      const segment = { row, top, bottom };
      bottom = top;
      return segment;
    }),
  };
}

/** How many layers lie below one; `null` where there is no such layer. */
function rowsBelow({ rows }: Layout, layer: string | null): number | null {
  const at = rows.flatMap(({ maps }) => maps).findIndex(({ name }) => name === layer);
  return at < 0 ? null : at;
}

/** From the middle of a segment to the rule of its row. */
function thread({ row, top, bottom }: Segment): string {
  const [from, to] = [STRIP.width + 2, STRIP.width + STRIP.threads];
  const middle = (from + to) / 2;
  const [y, rule] = [coordinate((top + bottom) / 2), coordinate(row.rule)];
  return `M${from} ${y}C${middle} ${y} ${middle} ${rule} ${to} ${rule}`;
}

const box = (left: number, top: number, right: number, bottom: number): string =>
  closed([
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]);

/**
 * The whole depth beside the rows: a tick for each layer, as many pixels a layer wherever it is, and
 * a thread from those of a row to its rule.
 */
export function depthStrip(scene: Scene): Mark[] {
  const { layout, palette } = scene;
  const { each, segments: parts } = segments(layout);
  const selected = selectedLayer(scene);
  const pointed = scene.hovered?.field.layer ?? scene.lit;
  const own = parts.find(({ row }) => row.map.name === selected);
  const gap = each >= LEAST_TICK ? GAP : 0;
  const ticks = ({ row, top, bottom }: Segment): string =>
    gap
      ? row.maps
          .map((_, i) =>
            box(0, bottom - each * (i + 1) + gap / 2, STRIP.width, bottom - each * i - gap / 2),
          )
          .join('')
      : box(0, top, STRIP.width, bottom);
  const named = parts.filter((part) => part !== own && part.row.labelled);
  const below = rowsBelow(layout, pointed);
  const [top, bottom] = own ? [own.top, Math.max(own.bottom, own.top + LEAST_OWN)] : [0, 0];
  return [
    ...parts.map((part) =>
      path(ticks(part), { fill: depthColour(scene, part.row.map.depth), 'fill-opacity': 0.75 }),
    ),
    path(named.map(thread).join(''), { stroke: palette.strongRule, 'stroke-width': 0.8 }),
    ...(below === null
      ? []
      : [
          path(
            box(
              -OUT,
              layout.ground - each * (below + 1),
              STRIP.width + OUT,
              layout.ground - each * below,
            ),
            {
              fill: palette.ink[0],
            },
          ),
        ]),
    ...(own
      ? [
          path(box(-OUT, top, STRIP.width + OUT, bottom), { fill: palette.accent }),
          path(thread(own), { stroke: palette.accent, 'stroke-width': 1.5 }),
        ]
      : []),
  ];
}

/** The layer whose tick lies under a point of the screen. */
export function layerInStrip(layout: Layout, [x, y]: readonly [number, number]): string | null {
  if (x >= STRIP.width + 4 || layout.left === 0) return null;
  const { each, segments: parts } = segments(layout);
  const part = parts.find(({ top, bottom }) => y >= top && y < bottom);
  return part?.row.maps[Math.floor((part.bottom - y) / each)]?.name ?? null;
}
