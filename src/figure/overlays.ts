import type { Field, Row } from '../arithmetic/index.js';
import { wiringOf } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import type { Heat } from './heat.js';
import type { Heatmap } from './heatmap-form.js';
import { lastCall } from './last-call.js';
import { lattice } from './lattice.js';
import type { Region } from './lattice.js';
import type { RowPlace } from './layout.js';
import type { Mark, Point } from './marks.js';
import type { Drawing, DrawnMap, Pair } from './maps.js';
import type { Affine } from './projection.js';
import type { Scene } from './scene.js';
import type { View } from './view.js';

/** How weights of the pixels are drawn. */
export interface HeatKind {
  readonly heatImage: (heat: Heat, colour: string, isPicture: boolean, affine: Affine) => Mark;
  readonly heatLines: (heat: Heat, scene: Scene, affine: Affine, words: boolean) => Mark[];
  readonly heatProfiles: (heat: Heat, scene: Scene, affine: Affine, edges: Pair) => Mark[];
  readonly heatSection: (heat: Heat, scene: Scene, image: Pair, rise: Pair) => Mark[];
  readonly PROFILE_ROOM: number;
}

/** How the weights of the pixels are worked out; has a file of its own. */
export interface ContributionKind extends HeatKind {
  readonly heatOf: (network: Network, field: Field, axes: Pair) => Heat | null;
}

/** How an array of the user's becomes weights; has a file of its own. */
export interface HeatmapKind extends HeatKind {
  readonly heatmapOf: (heatmap: Heatmap, network: Network, field: Field, axes: Pair) => Heat | null;
}

/** What is laid over the maps of a network for one layer. */
export interface Laid {
  readonly onMap: (scene: Scene, map: DrawnMap, affine: Affine) => readonly Mark[];
  /** What stands in the row of a layer, where there is room beside its numbers. */
  readonly inRow?: (scene: Scene, row: RowPlace) => readonly Mark[];
  /** One line below the figure, from its left end on. */
  readonly legend: (scene: Scene, at: Point) => readonly Mark[];
  /** One sentence. */
  readonly says: string;
}

/** An overlay that is laid over the maps; has a file of its own. */
export interface LaidKind {
  /** `null` where there is nothing to show of the layer. */
  readonly lay: (network: Network, rows: readonly Row[], layer: string) => Laid | null;
}

type Paint = Parameters<typeof lattice>[3];

/** Draws maps that one pattern cannot show; has a file of its own. */
export interface IrregularKind {
  readonly withIrregular: (network: Network, rows: readonly Row[], drawing: Drawing) => Drawing;
  /** The features of such a map inside a region, `pattern` being that of its own lattice. */
  readonly features: (
    scene: Scene,
    map: DrawnMap,
    affine: Affine,
    region: Region,
    pattern: string,
    paint: Paint,
  ) => Mark[];
  /** One feature of a merge: where each of the two inputs has it. */
  readonly strandFeature: (map: DrawnMap, region: Region, affine: Affine, colour: string) => Mark[];
  /** What is said below the figure of the merges that join two lattices. */
  readonly laidOf: (drawing: Drawing) => readonly Laid[];
}

/** Draws what stands around a stack that is turned; has a file of its own. */
export interface TurnedKind {
  readonly originCorner: (scene: Scene, ground: Affine) => Mark[];
  readonly turnedAxes: (scene: Scene, ground: Affine) => Mark[];
  readonly leaders: (scene: Scene, sheets: readonly Affine[], turned: number) => Mark[];
}

interface Kinds {
  readonly turned: TurnedKind;
  readonly irregular: IrregularKind;
  readonly contribution: ContributionKind;
  readonly coverage: LaidKind;
  readonly padding_seen: LaidKind;
  readonly heatmap: HeatmapKind;
}

/** Overlays that are not always wanted. */
const LATE: { readonly [Name in keyof Kinds]: () => Promise<Kinds[Name]> } = {
  turned: () => import('./turned.js'),
  irregular: () => import('./irregular.js').then(({ kind }) => kind),
  contribution: () => import('./heat.js'),
  coverage: () => import('./coverage.js'),
  padding_seen: () => import('./padding-seen.js'),
  heatmap: () => import('./heatmap.js'),
};

const here: Partial<Kinds> = {};
let coming: Partial<Record<keyof Kinds, Promise<void>>> = {};

/** Makes overlays known that were loaded by other ways than {@link loadOverlays}. */
export const addOverlays = (kinds: Partial<Kinds>): unknown => Object.assign(here, kinds);

/** An overlay that has been loaded. */
export const overlayKind = <Name extends keyof Kinds>(name: Name): Kinds[Name] | null =>
  (here as Kinds)[name] ?? null;

/** Whether a network has maps that one pattern cannot show. */
const isIrregular = lastCall(
  (network: Network, rows: readonly Row[]): boolean =>
    rows.some(({ misaligned }) => misaligned !== undefined) ||
    wiringOf(network).wires.some((wires, at) =>
      wires.some(({ from, maps }) =>
        maps.some(({ size, window, border }, axis) => {
          const n = rows[from].n[axis];
          const isOutside = (u: number): boolean =>
            window(u).every(
              ({ first, count, step }) => first >= n || first + (count - 1) * step < 0,
            );
          return at > 0 && border === 'zeros' && (isOutside(0) || isOutside(size - 1));
        }),
      ),
    ),
);

/** Whether a view needs what has a file of its own. */
function isNeeded(
  name: keyof Kinds,
  { overlays, rotation }: View,
  network: Network,
  rows: readonly Row[],
): boolean {
  if (name === 'turned') return rotation !== null;
  return name === 'irregular' ? isIrregular(network, rows) : overlays[name];
}

const wanted = (...of: Parameters<typeof hasOverlays>): (keyof Kinds)[] =>
  (Object.keys(LATE) as (keyof Kinds)[]).filter((name) => !here[name] && isNeeded(name, ...of));

/** Whether all that is laid over the maps in a view can be drawn at once. */
export const hasOverlays = (view: View, network: Network, rows: readonly Row[]): boolean =>
  wanted(view, network, rows).length === 0;

/**
 * Loads what is laid over the maps in a view.
 *
 * @throws what the host throws where a file cannot be had
 */
export async function loadOverlays(...of: Parameters<typeof hasOverlays>): Promise<void> {
  try {
    await Promise.all(
      wanted(...of).map(
        (name) =>
          (coming[name] ??= LATE[name]().then((kind) => {
            addOverlays({ [name]: kind });
          })),
      ),
    );
  } catch (error) {
    coming = {};
    throw error;
  }
}

/** What draws the maps that one pattern cannot show, where a network has such maps and it is loaded. */
export const irregularKind = (...of: Parameters<typeof isIrregular>): IrregularKind | null =>
  (isIrregular(...of) && here.irregular) || null;

/** What is laid over one map. */
export const laidOn = (scene: Scene, map: DrawnMap, affine: Affine): Mark[] =>
  scene.laid.flatMap(({ onMap }) => [...onMap(scene, map, affine)]);

/** The features of a map inside a region, or a tint where they are too small to see. */
export const featuresOn = (
  scene: Scene,
  map: DrawnMap,
  affine: Affine,
  region: Region,
  pattern: string | null,
  paint: Paint,
): Mark[] =>
  pattern && here.irregular && (map.strands || map.seeing)
    ? here.irregular.features(scene, map, affine, region, pattern, paint)
    : [lattice(affine, region, pattern, paint)];

/** One feature of a merge that joins two lattices; nothing of other maps. */
export const strandsOn = (map: DrawnMap, region: Region, affine: Affine, colour: string): Mark[] =>
  (map.strands && here.irregular?.strandFeature(map, region, affine, colour)) ?? [];
