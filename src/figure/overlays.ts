import type { Field, Row } from '../arithmetic/index.js';
import type { Network } from '../layers/index.js';
import type { Heat } from './overlays/heat.js';
import type { Heatmap } from './overlays/heatmap-form.js';
import type { RowPlace } from './layout.js';
import type { Mark, Point } from './marks/marks.js';
import type { DrawnMap, Pair } from './maps.js';
import type { Affine } from './marks/projection.js';
import type { Scene } from './scene.js';

/** How weights of the pixels are drawn. */
export interface HeatKind {
  readonly heatImage: (heat: Heat, colour: string, isPicture: boolean, affine: Affine) => Mark;
  readonly heatLines: (heat: Heat, scene: Scene, affine: Affine, words: boolean) => Mark[];
  readonly heatProfiles: (
    heat: Heat,
    scene: Scene,
    affine: Affine,
    edges: Pair,
    room: number,
  ) => Mark[];
  readonly heatSection: (heat: Heat, scene: Scene, image: Pair, rise: Pair) => Mark[];
  readonly profileRoom: (width: number) => number;
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

/** What is laid over one map. */
export const laidOn = (scene: Scene, map: DrawnMap, affine: Affine): Mark[] =>
  scene.laid.flatMap(({ onMap }) => [...onMap(scene, map, affine)]);
