import { projectiveField, readParts } from '../arithmetic/index.js';
import type { Field, Row, SeenBy } from '../arithmetic/index.js';
import type { Network } from '../layers/index.js';
import { beamOf } from './beam.js';
import { FOLD_NOTE, foldedMarks, foldedScene, foldNote } from './folded.js';
import type { Picture } from './parts/ground.js';
import type { Heatmap } from './overlays/heatmap-form.js';
import type { Placement, WayPlace } from './hit.js';
import { lastCall } from './last-call.js';
import { bareLayout, layOut } from './layout.js';
import type { Layout, Remark } from './layout.js';
import { stackPlan, stretched } from './row-plan.js';
import { drawing } from './maps.js';
import type { Drawing } from './maps.js';
import { group, mark } from './marks/marks.js';
import type { Mark } from './marks/marks.js';
import { irregularKind, partOf } from './late.js';
import type { IrregularKind } from './late.js';
import type { ContributionKind, HeatmapKind, Laid, LaidKind } from './overlays.js';
import type { Palette } from './marks/palette.js';
import { wrongRow } from './parts/rows.js';
import type { Scene, Swing } from './scene.js';
import { shadesOf } from './marks/shades.js';
import type { View } from './view.js';
import { viewKind } from './views.js';
import type { ViewKind } from './views.js';

/** What a figure is drawn from. */
export interface FigureSource {
  readonly network: Network;
  /** `lattices(network)`. */
  readonly rows: readonly Row[];
  readonly view: View;
  /** What the selected feature sees, and the feature under the pointer. */
  readonly selected: Field | null;
  readonly hovered?: Field | null;
  /** The one input of a merge, or of several, by which alone the feature under the pointer is reached. */
  readonly via?: Readonly<Record<string, string>>;
  /** What looks at the selection, by the names of the layers. */
  readonly above?: ReadonlyMap<string, SeenBy>;
  /** What the features see that the selection is compared with. */
  readonly pinned?: Field | null;
  /** The layer that is meant first; that of the selected feature where it is left out. */
  readonly about?: string;
  /** Layer whose row the pointer is on. */
  readonly lit?: string | null;
  /**
   * What is wrong with what was set since: the figure is from before, and drawn at half strength.
   * The sentence has room in the row of its layer, where there is such a row.
   */
  readonly stale?: { readonly layer: string | null; readonly text: string } | null;
  readonly palette: Palette;
  /** The user's own picture under the maps. */
  readonly image?: Picture | null;
  /** The user's own weights of the pixels. */
  readonly heatmap?: Heatmap | null;
  /** Width in CSS pixels; the height follows. */
  readonly width: number;
  readonly gesture?: boolean;
  /** Top and bottom of the part that is on the screen, where nothing else need be drawn. */
  readonly screen?: readonly [top: number, bottom: number] | null;
  /** How far the stack has left its rest, 0 to 1. */
  readonly ease?: number;
  /** The stack on its way from or to the places that its maps have in another view. */
  readonly swing?: Swing | null;
  /** Which layers are drawn; all where it is left out. */
  readonly shown?: (name: string) => boolean;
  /** Prefix of all ids in the figure. */
  readonly prefix: string;
}

/** A figure as plain data. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly drawing: Drawing;
  readonly layout: Layout;
  readonly svg: Mark;
  /** From the lowest map to the uppermost, for hit testing. */
  readonly placements: readonly Placement[];
  /** What the overlay says of the selection. */
  readonly says: string | null;
  /** Where the pointer finds one way of those by which the selected feature is reached. */
  readonly ways: readonly WayPlace[];
}

type ToLayOut = Parameters<typeof layOut>;

/** What stays as it is from one frame of a gesture to the next is worked out once. */
const drawingOf = lastCall(drawing);
const layoutOf = lastCall(layOut);
const stretchedLayoutOf = lastCall(
  (height: number, layout: Layout, ...[drawn, width, depth, remark, plan]: ToLayOut) =>
    layOut(
      drawn,
      width,
      depth,
      remark,
      stretched(plan ?? stackPlan(drawn, false, null), layout, height),
    ),
);
const bareLayoutOf = lastCall(bareLayout);
const shadesIn = lastCall(shadesOf);
const selectedBeam = lastCall(beamOf);
const hoveredBeam = lastCall(beamOf);
const pinnedBeam = lastCall(beamOf);
const lookersAt = lastCall(projectiveField);
const readOf = lastCall(readParts);

const TO_INPUT = {};
const NONE: ReadonlySet<number> = new Set();
const NOTHING_ABOVE: ReadonlyMap<string, SeenBy> = new Map();

const heatAt = lastCall((kind: ContributionKind, ...of: Parameters<ContributionKind['heatOf']>) =>
  kind.heatOf(...of),
);
const heatmapAt = lastCall((kind: HeatmapKind, ...of: Parameters<HeatmapKind['heatmapOf']>) =>
  kind.heatmapOf(...of),
);

/** The user's array where it is of the selected feature, else how much the pixels count for it. */
function heatIn(source: FigureSource, axes: Drawing['axes']): Scene['heat'] {
  const { network, view, selected, heatmap } = source;
  if (!selected || selected.layer === 'input') return null;
  if (selected.extent.some((count) => count > 1)) return null;
  const measured = view.overlays.heatmap && heatmap ? partOf('heatmap') : null;
  if (measured && heatmap) {
    const heat = heatmapAt(measured, heatmap, network, selected, axes);
    if (heat) return { heat, kind: measured };
  }
  const kind = view.overlays.contribution ? partOf('contribution') : null;
  const heat = kind && heatAt(kind, network, selected, axes);
  return kind && heat && { heat, kind };
}

/** The drawings of a network in other axes than its view's. */
const acrossOf = lastCall(
  (network: Network, rows: readonly Row[], shown: FigureSource['shown']): Scene['inAxes'] =>
    (axes) =>
      drawing(network, rows, shown, axes),
);

const irregularOf = lastCall((kind: IrregularKind | null, ...of: Parameters<typeof drawing>) => {
  const drawn = drawingOf(...of);
  return kind?.withIrregular(of[0], of[1], drawn) ?? drawn;
});

const coverageOf = lastCall(layKind);
const paddingSeenOf = lastCall(layKind);

function layKind(kind: LaidKind | null, ...of: Parameters<LaidKind['lay']>): Laid | null {
  return kind?.lay(...of) ?? null;
}

/** The overlays of one layer that are asked for and loaded. */
function laidIn({ network, rows, view, gesture }: FigureSource, layer: string | null): Laid[] {
  if (gesture || layer === null) return [];
  const { coverage, padding_seen: paddingSeen } = view.overlays;
  return [
    ...(coverage ? [coverageOf(partOf('coverage'), network, rows, layer)] : []),
    ...(paddingSeen ? [paddingSeenOf(partOf('padding_seen'), network, rows, layer)] : []),
  ].filter((laid) => laid !== null);
}

/** Height of one line below the figure that says how an overlay reads. */
const LEGEND = 24;

/** The layout of a view: at the height that is asked for, where it has rows. */
function layoutIn({ view, width }: FigureSource, { bare }: ViewKind, laid: ToLayOut): Layout {
  if (bare) return bareLayoutOf(width);
  const layout = layoutOf(...laid);
  return view.height === null ? layout : stretchedLayoutOf(view.height, layout, ...laid);
}

/** Strength of a figure that is from before. */
const STRENGTH_BEFORE = 0.5;

/**
 * Draws a network: numbers and a view in, marks out.
 *
 * @throws Error where the view has a file of its own that has not been loaded
 */
export function draw(source: FigureSource): Figure {
  const { network, rows, view, selected, palette, width } = source;
  const kind = viewKind(view.mode);
  const axes = kind.axes?.(view, network.inputSize.length);
  const irregular = irregularKind(network, rows);
  const drawn = irregularOf(irregular, network, rows, source.shown, axes);
  const about = selected && (source.about ?? selected.layer);
  const depth = about ? (drawn.byName.get(about)?.depth ?? 0) : 0;
  const { stale = null } = source;
  const remark: Remark | null = stale?.layer ? { layer: stale.layer, text: stale.text } : null;
  const plan = kind.plan?.(drawn, view, about);
  const layout = layoutIn(source, kind, [drawn, width, depth, remark, plan]);
  const scene: Scene = {
    network,
    drawing: drawn,
    inAxes: acrossOf(network, rows, source.shown),
    layout,
    view,
    palette,
    shades: shadesIn(rows),
    selected: selected && selectedBeam(drawn, selected, readOf(network, selected)),
    hovered: source.hovered ? hoveredBeam(drawn, source.hovered) : null,
    via: source.via ?? null,
    above: source.above ?? NOTHING_ABOVE,
    pinned: source.pinned ? pinnedBeam(drawn, source.pinned) : null,
    about,
    heat: source.gesture ? null : heatIn(source, drawn.axes),
    laid: [...laidIn(source, about), ...((kind.strands && irregular?.laidOf(drawn)) || [])],
    image: source.image ?? null,
    lookers: (pixel) => lookersAt(network, pixel, TO_INPUT),
    lit: source.lit ?? null,
    wrong: stale?.layer ?? null,
    gesture: source.gesture ?? false,
    screen: source.screen ?? null,
    offScreen: NONE,
    swing: source.swing ?? null,
    prefix: source.prefix,
  };
  const own = kind.outputs ? foldedScene(scene) : scene;
  const drawnAs = kind.draw(own, source.ease);
  const { placements, ways = [], height: bottom = layout.height } = drawnAs;
  const note = kind.outputs ? foldNote(own) : null;
  const foot = note === null ? bottom : bottom + FOLD_NOTE;
  const marks = [
    ...drawnAs.marks,
    ...(note === null ? [] : foldedMarks(own, note, bottom)),
    ...scene.laid.flatMap(({ legend, inRow }, i) => [
      ...layout.rows.flatMap((row) => inRow?.(scene, row) ?? []),
      ...legend(own, [layout.columns.bars ? layout.table : 0, foot + LEGEND * (i + 0.5)]),
    ]),
  ];
  const height = foot + LEGEND * scene.laid.length;
  const svg = mark(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, 'font-size': 11 },
    stale ? [...wrongRow(scene), group({ opacity: STRENGTH_BEFORE }, marks)] : marks,
  );
  const said = [scene.heat?.heat.says, ...scene.laid.map(({ says }) => says)].filter(Boolean);
  const says = said.length > 0 ? said.join(' ') : null;
  return { width, height, drawing: drawn, layout, svg, placements, ways, says };
}
