import { paddingFree, paddingSeenShare } from '../../arithmetic/index.js';
import type { Row } from '../../arithmetic/index.js';
import { sentence, showShare } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { extentOf } from '../comb.js';
import { hull } from '../parts/lattice.js';
import type { Region } from '../parts/lattice.js';
import type { RowPlace } from '../layout.js';
import { legendMarks } from './legend.js';
import { placesOf } from '../maps.js';
import type { DrawnMap, Pair } from '../maps.js';
import { closed, label, mark, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import type { Laid } from '../overlays.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';

type Spans = readonly (readonly [first: number, past: number])[];

/** Rows lower than this have no room for a number below the bar. */
const ROOMY = 33;

/** Slanting lines so close that they show on a single cell. */
const shading = (id: string, colour: string): Mark =>
  mark('pattern', { id, patternUnits: 'userSpaceOnUse', width: 4, height: 4 }, [
    path('M-1 5L5 -1', { stroke: colour, 'stroke-width': 1 }),
  ]);

const box = (affine: Affine, [y, x]: Region): string => closed(corners(affine, y, x));

/** The parts of a map whose features see no padding; the rest of it is shaded. */
function freeParts(map: DrawnMap, [ys, xs]: readonly [Spans, Spans]): Region[] {
  const range = (axis: 0 | 1, span: Pair): Pair => extentOf(placesOf(map, axis), span);
  return ys.flatMap((y) => xs.map((x): Region => [range(0, y), range(1, x)]));
}

const saidOf = (layer: string, share: number | null): string =>
  share === null
    ? ''
    : sentence('readout_reason', { reason: sentence('padding_seen', { layer, share }) });

/** Where a map's features see padding, and which share of them does. */
export function lay(network: Network, rows: readonly Row[], layer: string): Laid {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const shares = new Map<string, number | null>();
  const shareOf = (name: string): number | null => {
    let share = shares.get(name);
    if (share === undefined) {
      const row = byName.get(name);
      shares.set(name, (share = row ? paddingSeenShare(network, row) : null));
    }
    return share;
  };
  const spansOf = (scene: Scene, map: DrawnMap, axis: 0 | 1): Spans | null => {
    const at = scene.drawing.axes[axis];
    return at < 0 ? [[0, 1]] : paddingFree(network, map.row, at);
  };
  const shownShare = (name: string): string | null => {
    const share = shareOf(name);
    return share === null ? null : showShare(share);
  };
  return {
    onMap(scene, map, affine) {
      if (map.depth === 0) return [];
      const [ys, xs] = [spansOf(scene, map, 0), spansOf(scene, map, 1)];
      if (!ys || !xs) return [];
      const [id, ink] = [`${scene.prefix}s${map.depth}`, scene.palette.ink[1]];
      const free = freeParts(map, [ys, xs]);
      const inner = free.map((region) => box(affine, region)).join('');
      return [
        shading(id, ink),
        path(box(affine, hull(map)) + inner, {
          fill: `url(#${id})`,
          'fill-rule': 'evenodd',
          'fill-opacity': 0.55,
        }),
        ...(inner ? [path(inner, { stroke: ink, 'stroke-width': 1, 'stroke-opacity': 0.7 })] : []),
      ];
    },
    inRow(scene, { map, top, foot, labelled }: RowPlace) {
      const { bars } = scene.layout.columns;
      const share = labelled && map.depth > 0 ? shownShare(map.name) : null;
      if (!bars || share === null || foot - top < ROOMY) return [];
      return [
        label([bars[0], foot - 21], sentence('padding_seen_row', { share }), {
          'font-size': 10,
          fill: scene.palette.ink[2],
        }),
      ];
    },
    legend: (scene, at) => [
      shading(`${scene.prefix}sl`, scene.palette.ink[1]),
      ...legendMarks(scene, at, {
        words: sentence('padding_seen_legend', {}),
        ends: ['', ''],
        strengths: [0.8],
        colour: scene.palette.ink[1],
        fill: `url(#${scene.prefix}sl)`,
      }),
    ],
    says: saidOf(layer, shareOf(layer)),
  };
}
