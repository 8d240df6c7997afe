import { coverage, taps } from '../../arithmetic/index.js';
import type { Coverage, Row, Stretch } from '../../arithmetic/index.js';
import { sentence } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { countMarks } from './bands.js';
import { legendMarks } from './legend.js';
import type { Laid } from '../overlays.js';
import { showCount } from '../words/numbers.js';
import { depthColour } from '../scene.js';
import type { Scene } from '../scene.js';

const STRENGTH = { image: 0.62, map: 0.5 } as const;

type Counts = readonly (readonly Stretch[])[];

/** The counts in the drawn axes. */
const drawnCounts = ({ drawing: { axes } }: Scene, counts: Counts) =>
  [axes[0] < 0 ? null : counts[axes[0]], counts[axes[1]]] as const;

const isUneven = (counts: Counts): boolean =>
  counts.some((stretches) => stretches.some(({ counts: own }) => own.length > 1));

/** What the overlay says of the layer. */
function said({ layer, range: [least, most], exact }: Coverage): string {
  return sentence('coverage', {
    ...{ layer, least, most, exact },
    texts: [showCount(least), showCount(most)],
  });
}

/**
 * How many features of a layer look at each pixel, and on transposed convolutions how many taps meet
 * on each feature.
 */
export function lay(network: Network, _rows: readonly Row[], layer: string): Laid | null {
  const found = coverage(network, layer);
  if (!found) return null;
  const boards = new Map<string, Counts>();
  for (const { name, type } of network.layers) {
    const counts = type === 'conv_transpose' ? taps(network, name) : null;
    if (counts && isUneven(counts)) boards.set(name, counts);
  }
  const colour = (scene: Scene, name: string): string =>
    depthColour(scene, scene.drawing.byName.get(name)?.depth ?? 0);
  return {
    onMap(scene, map, affine) {
      const id = `${scene.prefix}v${map.depth}`;
      const counts = map.depth === 0 ? found.axes : boards.get(map.name);
      if (!counts) return [];
      return countMarks(id, map, affine, drawnCounts(scene, counts), {
        colour: colour(scene, map.depth === 0 ? layer : map.name),
        strength: STRENGTH[map.depth === 0 ? 'image' : 'map'],
      });
    },
    legend: (scene, at) =>
      legendMarks(scene, at, {
        words: sentence('coverage_legend', { layer }),
        ends: [showCount(found.range[0]), showCount(found.range[1])],
        strengths: Array.from(
          { length: 5 },
          (_, i) =>
            STRENGTH.image *
            Math.sqrt(
              (found.range[0] + ((found.range[1] - found.range[0]) * i) / 4) /
                Math.max(1, found.range[1]),
            ),
        ),
        colour: colour(scene, layer),
      }),
    says: said(found),
  };
}
