/** Parts of the figure that are not always wanted, each in a file of its own, loaded when one is. */
import type { Row } from '../arithmetic/index.js';
import { wiringOf } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import type { Beam, Box } from './beam.js';
import { canFold } from './folds.js';
import type { Line } from './folds.js';
import { lastCall } from './last-call.js';
import { lattice } from './parts/lattice.js';
import type { Region } from './parts/lattice.js';
import type { Layout, RowPlace } from './layout.js';
import type { Mark, Point } from './marks/marks.js';
import type { Drawing, DrawnMap, Pair } from './maps.js';
import type { ContributionKind, HeatmapKind, Laid, LaidKind } from './overlays.js';
import type { Affine } from './marks/projection.js';
import type { Scene } from './scene.js';
import type { Step } from './steps.js';
import type { View } from './view.js';

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
  /** Of the two lattices of a merge that under a point of its plane, `null` where none is. */
  readonly strandUnder: (strands: readonly DrawnMap[], at: Pair) => DrawnMap | null;
  /** What is said below the figure of the merges that join two lattices. */
  readonly laidOf: (drawing: Drawing) => readonly Laid[];
}

/** Draws what stands around a stack that is turned; has a file of its own. */
export interface TurnedKind {
  readonly originCorner: (scene: Scene, ground: Affine) => Mark[];
  readonly turnedAxes: (scene: Scene, ground: Affine) => Mark[];
  readonly leaders: (scene: Scene, sheets: readonly Affine[], turned: number) => Mark[];
}

/** Draws what deep networks have and others have not; has a file of its own. */
export interface DeepKind {
  /** All layers in one strip beside the rows, tied to them. */
  readonly depthStrip: (scene: Scene) => Mark[];
  /** The layer of the strip that lies under a point of the screen. */
  readonly layerInStrip: (layout: Layout, point: Point) => string | null;
  /** The pages below the output of a stage. */
  readonly slab: (scene: Scene, row: RowPlace, affine: Affine, thickness: number) => Mark[];
  /** Where a field widens inside stages, by the names of their outputs. */
  readonly stepsIn: (
    lines: readonly Line[],
    boxes: readonly Box[],
  ) => ReadonlyMap<string, readonly Step[]>;
}

/** Draws what maps have whose features differ; has a file of its own. */
export interface VariedKind {
  /** The smallest and the largest field, around that of the selection. */
  readonly extremeBoxes: (scene: Scene, beam: Beam, affine: Affine) => Mark[];
}

interface Kinds {
  readonly deep: DeepKind;
  readonly turned: TurnedKind;
  readonly irregular: IrregularKind;
  readonly varied: VariedKind;
  readonly contribution: ContributionKind;
  readonly coverage: LaidKind;
  readonly padding_seen: LaidKind;
  readonly heatmap: HeatmapKind;
}

const LATE: { readonly [Name in keyof Kinds]: () => Promise<Kinds[Name]> } = {
  deep: () => import('./parts/deep.js'),
  turned: () => import('./views/stack/turned.js'),
  irregular: () => import('./parts/irregular.js').then(({ kind }) => kind),
  varied: () => import('./parts/extremes.js'),
  contribution: () => import('./overlays/heat.js'),
  coverage: () => import('./overlays/coverage.js'),
  padding_seen: () => import('./overlays/padding-seen.js'),
  heatmap: () => import('./overlays/heatmap.js'),
};

const here: Partial<Kinds> = {};
let coming: Partial<Record<keyof Kinds, Promise<void>>> = {};

/** Makes parts known that were loaded by other ways than {@link loadParts}. */
export const addParts = (kinds: Partial<Kinds>): unknown => Object.assign(here, kinds);

/** A part that has been loaded. */
export const partOf = <Name extends keyof Kinds>(name: Name): Kinds[Name] | null =>
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
  { overlays, rotation, folding }: View,
  network: Network,
  rows: readonly Row[],
): boolean {
  if (name === 'deep') return folding && canFold(network.layers.length);
  if (name === 'varied') return rows.some(({ status }) => status === 'varies');
  if (name === 'turned') return rotation !== null;
  return name === 'irregular' ? isIrregular(network, rows) : overlays[name];
}

const wanted = (...of: Parameters<typeof hasParts>): (keyof Kinds)[] =>
  (Object.keys(LATE) as (keyof Kinds)[]).filter((name) => !here[name] && isNeeded(name, ...of));

/** Whether all that a view needs can be drawn at once. */
export const hasParts = (view: View, network: Network, rows: readonly Row[]): boolean =>
  wanted(view, network, rows).length === 0;

/**
 * Loads what a view needs.
 *
 * @throws what the host throws where a file cannot be had
 */
export async function loadParts(...of: Parameters<typeof hasParts>): Promise<void> {
  try {
    await Promise.all(
      wanted(...of).map(
        (name) =>
          (coming[name] ??= LATE[name]().then((kind) => {
            addParts({ [name]: kind });
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

/** The layer of the strip beside the rows that lies under a point of the screen. */
export const layerInStrip: DeepKind['layerInStrip'] = (...of) =>
  here.deep?.layerInStrip(...of) ?? null;
