import type { RowPlace } from './layout.js';
import type { DrawnMap } from './maps.js';
import { closed, label, mark, open, path } from './marks.js';
import type { Mark } from './marks.js';
import { depthColour, selectedLayer } from './scene.js';
import type { Scene } from './scene.js';
import { show, showAxes } from './numbers.js';
import { tickWidth } from './axis.js';

const SWATCH = 8;
const BAR = 6;
/** Height of a row's text above its rule. */
const BASELINE = 13;

/** Size of the field against the image, on the axis where it is largest. */
const reach = ({ row }: DrawnMap, image: readonly number[]): number =>
  Math.max(...row.r.map((r, axis) => r / image[axis]));

/** A bar that is full up to the image's size, hatched beyond it, and broken where it goes on. */
function bar(
  { map, foot }: RowPlace,
  [left, right]: readonly [number, number],
  reaches: { own: number; most: number },
  paint: { colour: string; hatch: string },
): Mark[] {
  const { own, most } = reaches;
  const y = foot - BASELINE - BAR + 2;
  const at = (share: number): number => left + ((right - left) * Math.min(share, most)) / most;
  const box = (from: number, to: number): string =>
    closed([
      [from, y],
      [to, y],
      [to, y + BAR],
      [from, y + BAR],
    ]);
  if (map.row.status === 'unsupported') {
    return [
      path(
        open([
          [left, y + 3],
          [at(1), y + 3],
        ]),
        { stroke: paint.colour, 'stroke-dasharray': '1 2' },
      ),
    ];
  }
  const whole = map.row.status === 'whole';
  const end = at(whole ? 1 : own);
  const marks = [path(box(left, Math.max(left + 1, Math.min(end, at(1)))), { fill: paint.colour })];
  if (end > at(1)) marks.push(path(box(at(1), end), { fill: `url(#${paint.hatch})` }));
  if (whole) {
    const brackets = [left, end].map((x): [number, number][] => [
      [x, y - 2],
      [x, y + BAR + 2],
    ]);
    marks.push(path(open(...brackets), { stroke: paint.colour, 'stroke-width': 1.5 }));
  }
  return marks;
}

function hatching(id: string, colour: string): Mark {
  return mark(
    'pattern',
    { id, patternUnits: 'userSpaceOnUse', width: 4, height: 4, patternTransform: 'rotate(40)' },
    [mark('rect', { width: 2, height: 4, fill: colour })],
  );
}

/** Bars of `r` against the size of the image, and the line where the image ends. */
function bars(scene: Scene, rows: readonly RowPlace[]): Mark[] {
  const { layout, drawing, palette, prefix } = scene;
  const place = layout.columns.bars;
  const input = drawing.maps[0];
  if (!place || !input) return [];
  const image = input.row.n;
  const reaches = rows.map(({ map }) => reach(map, image));
  const most = Math.min(2, Math.max(1, ...reaches));
  const imageEnd = place[0] + (place[1] - place[0]) / most;
  const words = `image ${showAxes(image.map(show)).join(' × ')}`;
  const selected = selectedLayer(scene);
  return [
    path(
      open([
        [imageEnd, layout.head - 8],
        [imageEnd, layout.ground + 3],
      ]),
      {
        stroke: palette.strongRule,
        'stroke-dasharray': '2 3',
      },
    ),
    ...rows.flatMap((row, i) => {
      const colour = row.map.name === selected ? palette.accent : depthColour(scene, row.map.depth);
      const hatch = `${prefix}h${row.map.depth}`;
      const own = reaches[i];
      return [
        ...(own > 1 ? [hatching(hatch, colour)] : []),
        ...bar(row, place, { own, most }, { colour, hatch }),
      ];
    }),
    label(
      [Math.min(imageEnd + tickWidth(words) / 2, layout.table - 10), layout.ground + 18],
      words,
      {
        'text-anchor': 'end',
        'font-size': 11,
        fill: palette.ink[2],
      },
    ),
  ];
}

/** The ground and the rule of the row that is wrong. */
export function wrongRow({ layout, palette, wrong }: Scene): Mark[] {
  const row = layout.rows.find(({ map, labelled }) => labelled && map.name === wrong);
  if (!row) return [];
  const [ground, line] = palette.warning;
  const [left, top] = [-10, Math.max(row.top + 2, row.foot - 36)];
  const width = layout.table - left;
  return [
    mark('rect', { x: left, y: top, width, height: row.rule - top, fill: ground }),
    path(
      open([
        [left, row.rule],
        [left + width, row.rule],
      ]),
      { stroke: line, 'stroke-width': 2 },
    ),
  ];
}

/**
 * The rules of the table, the swatches and the bars; the words are not drawn here.
 *
 * @param end - how far the rules run: to the table's end, or on to the front edges of the sheets
 */
export function rowMarks(scene: Scene, end = scene.layout.table): Mark[] {
  const { layout, palette, lit, hovered } = scene;
  const selected = selectedLayer(scene);
  const rows = layout.rows.filter(({ labelled }) => labelled);
  const line = (row: RowPlace): string =>
    open([
      [0, row.rule],
      [end, row.rule],
    ]);
  const hoveredRow = layout.rows.find(({ map }) => map.name === (hovered?.field.layer ?? lit));
  const selectedRow = layout.rows.find(({ map }) => map.name === selected);
  return [
    ...(selectedRow && selected !== scene.wrong && palette.accentRow !== 'none'
      ? [
          mark('rect', {
            x: -10,
            y: Math.max(selectedRow.top + 9, selectedRow.rule - 36),
            width: layout.table + 10,
            height: Math.min(selectedRow.rule - selectedRow.top - 9, 36),
            fill: palette.accentRow,
          }),
        ]
      : []),
    path(rows.map(line).join(''), { stroke: palette.rule }),
    ...(hoveredRow && hoveredRow !== selectedRow
      ? [path(line(hoveredRow), { stroke: palette.ink[0], 'stroke-dasharray': '4 3' })]
      : []),
    ...(selectedRow
      ? [path(line(selectedRow), { stroke: palette.accent, 'stroke-width': 1.5 })]
      : []),
    ...rows.map(({ map, foot }) =>
      mark('rect', {
        x: 0,
        y: foot - BASELINE - SWATCH + 1,
        width: SWATCH,
        height: SWATCH,
        rx: 1.5,
        fill: map.name === selected ? palette.accent : depthColour(scene, map.depth),
      }),
    ),
    ...bars(scene, rows),
  ];
}
