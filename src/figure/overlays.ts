import type { Field } from '../arithmetic/index.js';
import type { Network } from '../layers/index.js';
import type { Heat } from './heat.js';
import type { Mark } from './marks.js';
import type { Pair } from './maps.js';
import type { Affine } from './projection.js';
import type { Scene } from './scene.js';

/** How the weights of the pixels are worked out and drawn; has a file of its own. */
export interface HeatKind {
  readonly heatOf: (network: Network, field: Field, axes: Pair) => Heat | null;
  readonly heatImage: (heat: Heat, colour: string, isPicture: boolean, affine: Affine) => Mark;
  readonly heatLines: (heat: Heat, scene: Scene, affine: Affine, words: boolean) => Mark[];
  readonly heatProfiles: (heat: Heat, scene: Scene, affine: Affine, edges: Pair) => Mark[];
  readonly heatSection: (heat: Heat, scene: Scene, image: Pair, rise: Pair) => Mark[];
  readonly PROFILE_ROOM: number;
}

let kind: HeatKind | null = null;
let coming: Promise<void> | null = null;

/** Makes the overlay known that was loaded by other ways than {@link loadHeat}. */
export const addHeat = (heat: HeatKind): unknown => (kind = heat);

/** The overlay of the contribution, where it has been loaded. */
export const heatKind = (): HeatKind | null => kind;

/**
 * Loads the overlay of the contribution.
 *
 * @throws what the host throws where its file cannot be had
 */
export async function loadHeat(): Promise<void> {
  coming ??= import('./heat.js').then((heat) => {
    kind = heat;
  });
  try {
    await coming;
  } catch (error) {
    coming = null;
    throw error;
  }
}
