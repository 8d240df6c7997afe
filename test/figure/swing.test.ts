import { describe, expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import { defaultSelection, draw, fieldOf, LIGHT, readView } from '../../src/figure/index.js';
import type { FigureSource, Mode } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const network = readNetwork(NETWORKS.alexnet);
const source = (mode: Mode, swing?: FigureSource['swing']): FigureSource => ({
  ...{ network, rows: lattices(network), palette: LIGHT, width: 1002, prefix: 'rf-' },
  selected: fieldOf(network, defaultSelection(network)),
  view: readView({ mode }),
  swing: swing ?? null,
});
const placesOf = (of: FigureSource) =>
  new Map(draw(of).placements.map(({ map, affine }) => [map.name, affine]));

describe('a flat map that swings out into the stack', () => {
  it.each(['overlay', 'side-by-side'] as const)('begins where it lay in the %s', (mode) => {
    const places = placesOf(source(mode));
    const begun = placesOf(source('stack', { places, by: 1 }));
    for (const [name, affine] of begun) {
      affine.forEach((value, i) => expect(value).toBeCloseTo(places.get(name)?.[i] ?? NaN, 9));
    }
  });

  it('is drawn and pointed at on its way, and ends as the stack', () => {
    const places = placesOf(source('overlay'));
    const rest = placesOf(source('stack'));
    const halfway = placesOf(source('stack', { places, by: 0.5 }));
    for (const [name, affine] of halfway) {
      const [from, to] = [places.get(name), rest.get(name)];
      affine.forEach((value, i) =>
        expect(value).toBeCloseTo(((from?.[i] ?? NaN) + (to?.[i] ?? NaN)) / 2, 9),
      );
    }
    expect(placesOf(source('stack', { places, by: 0 }))).toEqual(rest);
  });
});
