import type { SeenBy } from '../arithmetic/index.js';
import type { Network } from '../layers/index.js';
import type { Beam } from './beam.js';
import type { Picture } from './parts/ground.js';
import type { Heat } from './overlays/heat.js';
import type { Placement, WayPlace } from './hit.js';
import type { Layout } from './layout.js';
import type { Drawing, Pair } from './maps.js';
import type { Mark } from './marks/marks.js';
import type { HeatKind, Laid } from './overlays.js';
import type { Palette } from './marks/palette.js';
import type { Affine } from './marks/projection.js';
import type { View } from './view.js';

/** The stack on its way from other places of its maps, or to them. */
export interface Swing {
  /** Where the maps lie elsewhere, by their names. */
  readonly places: ReadonlyMap<string, Affine>;
  /** How near they are to those places: 1 there, 0 in the stack. */
  readonly by: number;
}

/** Everything a view draws from. */
export interface Scene {
  readonly network: Network;
  readonly drawing: Drawing;
  /** The same network in other axes, which stand for y and x. */
  readonly inAxes: (axes: Pair) => Drawing;
  readonly layout: Layout;
  readonly view: View;
  readonly palette: Palette;
  /** Where each layer stands in the ramp of colours, by its name. */
  readonly shades: ReadonlyMap<string, number>;
  /** The selected feature and all it sees; `null` where nothing is selected. */
  readonly selected: Beam | null;
  /** The same for the feature under the pointer. */
  readonly hovered: Beam | null;
  /** Merge -> the one input by which alone it is reached; `null` where by all. */
  readonly via: Readonly<Record<string, string>> | null;
  /** What looks at the selection, by the names of the layers. */
  readonly above: ReadonlyMap<string, SeenBy>;
  /** What the selection is compared with. */
  readonly pinned: Beam | null;
  /** The layer that is meant first; `null` where nothing is selected. */
  readonly about: string | null;
  /** How much the pixels count that the selection sees; `null` where that is not shown. */
  readonly heat: { readonly heat: Heat; readonly kind: HeatKind } | null;
  /** What is laid over the maps of the layer that is meant first. */
  readonly laid: readonly Laid[];
  /** The user's own picture under the maps. */
  readonly image: Picture | null;
  /** What looks at a pixel, by the names of the layers. */
  readonly lookers: (pixel: readonly number[]) => ReadonlyMap<string, SeenBy>;
  /** Layer whose row the pointer is on. */
  readonly lit: string | null;
  /** Layer in whose row something wrong was set; the figure is from before. */
  readonly wrong: string | null;
  /** While a gesture lasts, what is costly to paint is drawn as tints. */
  readonly gesture: boolean;
  /** Top and bottom of what is on the screen, where nothing else need be drawn. */
  readonly screen: readonly [top: number, bottom: number] | null;
  /** Depths of the maps off the screen, which are left out. */
  readonly offScreen: ReadonlySet<number>;
  readonly swing: Swing | null;
  /** Prefix of all ids, so that two figures in one page do not share them. */
  readonly prefix: string;
}

/** What a view makes of a scene. */
export interface Drawn {
  readonly marks: readonly Mark[];
  /** From the lowest map to the uppermost, for hit testing. */
  readonly placements: readonly Placement[];
  /** Where the pointer finds one way of those by which the selected feature is reached. */
  readonly ways?: readonly WayPlace[];
  /** Where the view needs more height than the rows have. */
  readonly height?: number;
}

/** Name of the selected layer: of its feature, or where a pixel is asked about the one meant first. */
export const selectedLayer = ({ about }: Pick<Scene, 'about'>): string | null => about;

/** Colour of a map by its depth. */
export const depthColour = (
  { palette, drawing, shades }: Pick<Scene, 'palette' | 'drawing' | 'shades'>,
  depth: number,
): string => palette.depth(shades.get(drawing.maps[depth].name) ?? 0);
