import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import {
  defaultSelection,
  draw,
  hitTest,
  dragTo,
  LIGHT,
  locate,
  modesOf,
  readView,
} from '../../src/figure/index.js';
import type { Figure, Mark } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks as truths } from '../arithmetic/truth.js';
import { NETWORKS } from './networks.js';
import { random } from '../random.js';

const networks = [
  ...Object.values(NETWORKS).map((source) => readNetwork(source)),
  ...truths
    .filter(({ expect: outcome }) => outcome === 'ok')
    .map(({ network }) => readNetwork(network)),
];

/** The uppermost map with a cell at a point, asked of all maps one by one. */
function uppermost({ placements }: Figure, point: readonly [number, number]): string | undefined {
  return placements.filter((placement) => hitTest([placement], point)).at(-1)?.map.name;
}

const layerOf = ({ attributes }: Mark) => attributes['data-layer'];

/** The groups of the maps, in the order they are drawn. */
const layerGroups = (mark: Mark): Mark[] =>
  layerOf(mark) === undefined ? mark.children.flatMap(layerGroups) : [mark];

describe('hitTest', () => {
  it('finds the feature that is drawn at a point, in every view and orbit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...networks),
        fc.nat(),
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
        fc.boolean(),
        (network, way, rotation, zoom, width, which, row, column, isSelected) => {
          const modes = modesOf(network.inputSize.length);
          const mode = modes[way % modes.length];
          const { layer, index } = defaultSelection(network);
          const figure = draw({
            network,
            rows: lattices(network),
            view: readView({ mode, rotation, zoom: rotation ? zoom : 1, folding: !isSelected }),
            selected: isSelected ? field(network, layer, index) : null,
            palette: LIGHT,
            width,
            prefix: 'rf-',
          });
          const placement = figure.placements[which % figure.placements.length];
          const { map } = placement;
          const feature = [row % map.n[0], column % map.n[1]] as const;
          const point = locate(placement, feature);
          const hit = hitTest([placement], point);
          expect(hit).toMatchObject({ layer: map.name, feature: [...feature] });
          expect(hitTest(figure.placements, point)?.layer).toBe(uppermost(figure, point));
        },
      ),
      random(150, 22),
    );
  });

  it.each(['stack', 'conventional'] as const)(
    'finds no map that is not drawn in the %s view',
    (mode) => {
      const layers = Array.from({ length: 200 }, (_, i) => [`conv${i}`, 3, 1, 1]);
      const network = readNetwork({ input_size: 512, layers });
      const figure = draw({
        network,
        rows: lattices(network),
        view: readView({ mode, folding: false }),
        selected: field(network, 'conv101', [200, 200]),
        hovered: field(network, 'conv52', [7, 7]),
        lit: 'conv53',
        palette: LIGHT,
        width: 1000,
        prefix: 'rf-',
      });
      const groups = layerGroups(figure.svg);
      const drawn = groups.filter(({ children }) => children.length > 0).map(layerOf);
      expect(groups.map(layerOf)).toEqual(['input', ...layers.map(([name]) => name)]);
      expect(figure.placements.map(({ map }) => map.name)).toEqual(drawn);
      expect(drawn).toEqual(expect.arrayContaining(['input', 'conv101', 'conv52', 'conv53']));
      const named = figure.layout.rows.filter(({ labelled }) => labelled);
      expect(drawn).toEqual(expect.arrayContaining(named.map(({ map }) => map.name)));
    },
  );

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

describe('dragging in the slices of a volume', () => {
  const network = readNetwork(NETWORKS['three-axes']);
  const selected = field(network, 'pool1', [3, 4, 5]);
  const { placements } = draw({
    network,
    rows: lattices(network),
    view: readView({ mode: 'slices' }),
    selected,
    palette: LIGHT,
    width: 1002,
    prefix: 'rf-',
  });
  const [front, side, floor] = placements;
  const own = ({ axes = [1, 2] }: (typeof placements)[number]) =>
    [selected.index[axes[0]], selected.index[axes[1]]] as const;

  it('takes the feature along in the plane of the cut', () => {
    const [from, to] = [locate(front, [4, 5]), locate(front, [1, 2])];
    expect(dragTo(placements, from, to, own)).toEqual({
      layer: 'pool1',
      feature: [1, 2],
      axes: [1, 2],
    });
    expect(dragTo(placements, locate(side, [4, 3]), locate(side, [6, 1]), own)).toMatchObject({
      feature: [6, 1],
      axes: [1, 0],
    });
  });

  it('moves one line alone that is taken beside the feature, and not past the map', () => {
    const from = locate(front, [4, 1]);
    const far = [from[0] + 900, locate(front, [2, 1])[1]] as const;
    expect(dragTo(placements, from, far, own)?.feature).toEqual([2, 5]);
    const column = locate(floor, [0, 5]);
    expect(dragTo(placements, column, [column[0] - 2000, column[1]], own)?.feature).toEqual([3, 0]);
  });

  it('does nothing where it begins beside the cuts', () => {
    expect(dragTo(placements, [2, 2], [400, 200], own)).toBeNull();
  });
});
