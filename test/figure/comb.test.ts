import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { featureCenter, lattices } from '../../src/arithmetic/index.js';
import type { Phase } from '../../src/arithmetic/index.js';
import { cellOf, combOf, extentOf, featureIn } from '../../src/figure/comb.js';
import type { Places } from '../../src/figure/comb.js';
import { drawing, placesOf } from '../../src/figure/maps.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks } from '../arithmetic/truth.js';

/** Phases of a lattice by their centres, whose features all see three pixels. */
const phasesAt = (j: number, ...centres: (number | null)[]): Phase[] =>
  centres.map((at, u) => (at === null ? [null, 0, 0] : [at - u * j, 3, 3]));

const places = (j: number, ...centres: (number | null)[]): Places => ({
  start: 0,
  jump: j,
  comb: combOf(phasesAt(j, ...centres), j),
});

describe('the cells of features that repeat', () => {
  it('stand around their own centres, out to the middle between them', () => {
    const uneven = places(2, 0, 1);
    expect([0, 1, 2].map((u) => cellOf(uneven, u).at)).toEqual([0, 1, 4]);
    expect(extentOf(uneven, [0, 2])).toEqual([-1.5, 2.5]);
  });

  it('are divided in index order by those that share a centre', () => {
    const shared = places(1, 0, 1, 1);
    expect([0, 1, 2].map((u) => cellOf(shared, u).at)).toEqual([0, 0.75, 1.25]);
    const backwards = places(-1, 5, 4, 4);
    expect([0, 1, 2].map((u) => cellOf(backwards, u).at)).toEqual([5, 4.25, 3.75]);
  });

  it('give a feature that sees nothing a place between its neighbours', () => {
    const blind = cellOf(places(2, 0, null, 4), 1);
    expect(blind).toMatchObject({ at: 2, blind: true });
  });

  it('are found again from any place in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        fc.integer({ min: -40, max: 40 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (steps, backwards, u, share) => {
          const length = steps.reduce((sum, step) => sum + step, 1);
          const way = backwards ? -1 : 1;
          const centres = steps.map((_, k) => way * steps.slice(0, k).reduce((a, b) => a + b, 0));
          const own = places((way * length) / steps.length, ...centres);
          const { lo, hi } = cellOf(own, u);
          expect(featureIn(own, lo + share * (hi - lo))).toBe(u);
        },
      ),
    );
  });
});

describe('every feature of the truth that has a period', () => {
  const valid = networks.filter(({ expect: outcome }) => outcome === 'ok');
  it.each(valid.map(({ id, network }) => [id, network] as const))(
    'stands at its centre: %s',
    (_, source) => {
      const network = readNetwork(source);
      const { maps, axes } = drawing(network, lattices(network));
      for (const map of maps) {
        for (const axis of [0, 1] as const) {
          const own = placesOf(map, axis);
          const { row } = map;
          if (!own.comb) continue;
          const center = (u: number): number => featureCenter(row, axes[axis], u);
          const { length } = own.comb.teeth;
          for (let u = length; u < 2 * length; u += 1) {
            if (cellOf(own, u).blind) continue;
            const near = Array.from({ length: 2 * length + 1 }, (_, i) => u - length + i);
            const shared = near.filter((v) => Math.abs(center(v) - center(u)) < 1e-9);
            const sum = shared.reduce((all, v) => all + cellOf(own, v).at, 0);
            expect(sum / shared.length).toBeCloseTo(center(u), 9);
          }
        }
      }
    },
  );
});
