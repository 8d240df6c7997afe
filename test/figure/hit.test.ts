import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import { draw, hitTest, LIGHT, locate, MODES, readView } from '../../src/figure/index.js';
import type { Figure } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const networks = Object.values(NETWORKS).map((source) => readNetwork(source));

/** The uppermost map with a cell at a point, asked of all maps one by one. */
function uppermost({ placements }: Figure, point: readonly [number, number]): string | undefined {
  return placements.filter((placement) => hitTest([placement], point)).at(-1)?.map.name;
}

describe('hitTest', () => {
  it('finds the feature that is drawn at a point, in every view and orbit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...networks),
        fc.constantFrom(...MODES),
        fc.option(
          fc.tuple(
            fc.double({ min: 0, max: 360, noNaN: true }),
            fc.double({ min: 8, max: 90, noNaN: true }),
          ),
        ),
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        fc.integer({ min: 300, max: 1500 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (network, mode, rotation, zoom, width, which, row, column) => {
          const figure = draw({
            network,
            rows: lattices(network),
            view: readView({ mode, rotation, zoom: rotation ? zoom : 1 }),
            selected: null,
            palette: LIGHT,
            width,
            prefix: 'rf-',
          });
          const placement = figure.placements[which % figure.placements.length];
          const { map } = placement;
          const feature = [row % map.n[0], column % map.n[1]] as const;
          const point = locate(placement, feature);
          const hit = hitTest([placement], point);
          expect(hit).toEqual({ layer: map.name, feature: [...feature] });
          expect(hitTest(figure.placements, point)?.layer).toBe(uppermost(figure, point));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('finds nothing where no map has a feature', () => {
    const [network] = networks;
    const { placements } = draw({
      network,
      rows: lattices(network),
      view: readView({}),
      selected: null,
      palette: LIGHT,
      width: 1000,
      prefix: 'rf-',
    });
    expect(hitTest(placements, [-500, -500])).toBeNull();
  });
});
