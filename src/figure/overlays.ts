import type { Field, Row } from '../arithmetic/index.js';
import type { Network } from '../layers/index.js';
import type { Heat } from './heat.js';
import type { Heatmap } from './heatmap-form.js';
import type { RowPlace } from './layout.js';
import type { Mark, Point } from './marks.js';
import type { DrawnMap, Pair } from './maps.js';
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

interface Kinds {
  readonly contribution: ContributionKind;
  readonly coverage: LaidKind;
  readonly padding_seen: LaidKind;
  readonly heatmap: HeatmapKind;
}

/** Overlays that are not always wanted. */
const LATE: { readonly [Name in keyof Kinds]: () => Promise<Kinds[Name]> } = {
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

const wanted = ({ overlays }: View): (keyof Kinds)[] =>
  (Object.keys(LATE) as (keyof Kinds)[]).filter((name) => overlays[name] && !here[name]);

/** Whether all overlays of a view can be drawn at once. */
export const hasOverlays = (view: View): boolean => wanted(view).length === 0;

/**
 * Loads the overlays of a view.
 *
 * @throws what the host throws where a file cannot be had
 */
export async function loadOverlays(view: View): Promise<void> {
  try {
    await Promise.all(
      wanted(view).map(
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

/** What is laid over one map. */
export const laidOn = (scene: Scene, map: DrawnMap, affine: Affine): Mark[] =>
  scene.laid.flatMap(({ onMap }) => [...onMap(scene, map, affine)]);
