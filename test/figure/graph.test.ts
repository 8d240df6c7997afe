import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import { drawing } from '../../src/figure/maps.js';
import { outputsOf } from '../../src/figure/folded.js';
import { graphLines } from '../../src/figure/views/graph/groups.js';
import { levelsOfGraph } from '../../src/figure/views/graph/levels.js';
import { waysTo } from '../../src/figure/views/graph/ways.js';
import {
  DARK,
  defaultSelection,
  defaultView,
  draw,
  hitTest,
  LIGHT,
  locate,
  readSelection,
  readView,
  wayAt,
  writeSvg,
} from '../../src/figure/index.js';
import type { Figure, Mark } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { networks } from '../arithmetic/truth.js';
import { random } from '../random.js';
import { clashesOf } from './texts.js';

const preset = (id: string): Network =>
  readNetwork(
    readFileSync(new URL(`../../ipyreceptive/presets/${id}.rf.json`, import.meta.url), 'utf8'),
  );

const PRESETS = Object.fromEntries(
  ['unet', 'unet_padded', 'resnet18', 'resnet152', 'googlenet', 'inception_v2', 'tcn'].map((id) => [
    id,
    preset(id),
  ]),
);

const truth = networks
  .filter(({ expect: outcome }) => outcome === 'ok')
  .map(({ id, network }) => ({ id, network: readNetwork(network) }));

const branched = truth.filter(({ network }) =>
  network.layers.some(({ inputs }) => inputs.length > 1),
);

interface Options {
  readonly width?: number;
  readonly layer?: string;
  readonly folding?: boolean;
  readonly dark?: boolean;
}

function graphOf(network: Network, options: Options = {}): Figure {
  const { width = 1000, folding = true, dark = false } = options;
  const selection =
    (options.layer && readSelection({ layer: options.layer }, network)) ||
    defaultSelection(network);
  return draw({
    network,
    rows: lattices(network),
    view: readView({ mode: 'graph', folding }),
    selected: field(network, selection.layer, selection.index),
    palette: dark ? DARK : LIGHT,
    width,
    prefix: 'rf-',
  });
}

const placesOf = (network: Network, layer: string | null, folding = true) => {
  const all = drawing(network, lattices(network));
  const lines = graphLines(all, folding, layer);
  return { all, lines, own: outputsOf(all, lines) };
};

describe('the graph', () => {
  it.each(branched)('of $id has a committed picture', async ({ id, network }) => {
    const name = id.replace('/', '-');
    await expect(writeSvg(graphOf(network).svg)).toMatchFileSnapshot(
      `../fixtures/pictures/graph/${name}.svg`,
    );
  });

  it.each(['unet_padded', 'resnet18', 'googlenet'])('of %s has a committed picture', async (id) => {
    await expect(writeSvg(graphOf(PRESETS[id]).svg)).toMatchFileSnapshot(
      `../fixtures/pictures/graph/${id}.svg`,
    );
  });

  it('is what opens where branches meet, but for deep networks and those of one axis', () => {
    expect(defaultView(PRESETS.resnet18).mode).toBe('graph');
    expect(defaultView(PRESETS.unet).mode).toBe('graph');
    expect(defaultView(PRESETS.resnet152).mode).toBe('profile');
    expect(defaultView(PRESETS.tcn).mode).toBe('profile');
    expect(defaultView(preset('vgg16')).mode).toBe('stack');
  });

  it('finds the feature that is drawn at a point', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...truth.map(({ network }) => network), ...Object.values(PRESETS)),
        fc.boolean(),
        fc.integer({ min: 320, max: 1500 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (network, folding, width, which, row, column) => {
          const { placements } = graphOf(network, { folding, width });
          const placement = placements[which % placements.length];
          const { map } = placement;
          const feature = [row % map.n[0], column % map.n[1]] as const;
          const hit = hitTest([placement], locate(placement, feature));
          expect(hit).toEqual({ layer: map.name, feature: [...feature] });
        },
      ),
      random(120, 44),
    );
  });

  it.each(Object.entries(PRESETS))('of %s has no text on another', (_, network) => {
    const some = [defaultSelection(network).layer, 'input', network.layers[4].name];
    for (const width of [320, 376, 682, 1002, 1400]) {
      for (const layer of some) {
        expect(clashesOf(graphOf(network, { width, layer }).svg), `${layer}, ${width} px`).toEqual(
          [],
        );
      }
    }
  });
});

describe('height is the jump', () => {
  const cases = [...truth, ...Object.entries(PRESETS).map(([id, network]) => ({ id, network }))];

  it.each(cases)('in $id', ({ network }) => {
    const { own } = placesOf(network, null);
    const { bands, rows } = levelsOfGraph(own);
    expect(rows.get('input')).toBeDefined();
    const jumpOf = (j: readonly unknown[]): number =>
      j.reduce<number>((sum, each) => sum + Math.log2(Math.abs(Number(each))), 0) / j.length;
    for (const { maps, first, last } of bands) {
      for (const { name } of maps) {
        expect(rows.get(name)).toBeGreaterThanOrEqual(first);
        expect(rows.get(name)).toBeLessThanOrEqual(last);
      }
    }
    const placed = own.maps.filter(({ row }) => row.n.every((n) => n > 1));
    for (const low of placed) {
      for (const high of placed) {
        if (jumpOf(high.row.j) - jumpOf(low.row.j) < 0.75) continue;
        expect(rows.get(high.name)).toBeGreaterThan(rows.get(low.name) as number);
      }
    }
  });

  it('so that a U-Net is an arch with its skips along the bands', () => {
    const { own } = placesOf(PRESETS.unet_padded, 'output');
    const { rows, falling } = levelsOfGraph(own);
    expect(rows.get('input')).toBe(0);
    expect(rows.get('output')).toBe(0);
    for (const level of [1, 2, 3, 4]) {
      expect(rows.get(`up${level}/conv2`)).toBe(rows.get(`down${level}/conv2`));
      expect(falling.has(`up${level}/conv2`)).toBe(true);
      expect(falling.has(`down${level}/conv2`)).toBe(false);
    }
    expect(Math.max(...rows.values())).toBe(rows.get('bottom/conv2'));
  });
});

describe('folds of a graph', () => {
  it.each(Object.entries(PRESETS))('of %s have one output, and all layers', (_, network) => {
    for (const layer of [null, network.layers[7].name]) {
      const { all, lines } = placesOf(network, layer);
      expect(lines.flatMap(({ maps }) => maps)).toEqual(all.maps);
      const folded = new Map(lines.flatMap((line) => line.maps.map(({ name }) => [name, line])));
      for (const { name, below } of all.maps) {
        for (const input of below) {
          const line = folded.get(input);
          if (line !== folded.get(name)) expect(line?.map.name).toBe(input);
        }
      }
      if (layer) expect(lines.find(({ map }) => map.name === layer)?.maps).toHaveLength(1);
    }
  });

  it('leave so few places that one can read them', () => {
    for (const id of ['resnet152', 'googlenet', 'inception_v2', 'unet', 'resnet18']) {
      const network = PRESETS[id];
      const { lines } = placesOf(network, defaultSelection(network).layer);
      expect(lines.length, id).toBeLessThanOrEqual(28);
    }
  });

  it('stay folded where too many wires would cross: the blocks of a DenseNet', () => {
    const network = preset('densenet121');
    for (const { name } of network.layers.filter((_, i) => i % 9 === 0)) {
      const { lines, all } = placesOf(network, name);
      expect(lines.length).toBeLessThan(16);
      expect(lines.flatMap(({ maps }) => maps)).toEqual(all.maps);
    }
  });

  it('are all open where nobody wants them', () => {
    const { lines, all } = placesOf(PRESETS.googlenet, null, false);
    expect(lines).toHaveLength(all.maps.length);
  });
});

describe('ways', () => {
  const widths = (network: Network, layer: string): number[] =>
    waysTo(network, field(network, layer, readSelection({ layer }, network)!.index)).ways.map(
      ({ field: { size } }) => size[0],
    );

  it('of a U-Net are its skips and its bottom, from the narrowest on', () => {
    expect(widths(PRESETS.unet_padded, 'output')).toEqual([9, 26, 60, 124, 188]);
  });

  it('of an inception module are its branches', () => {
    expect(widths(PRESETS.googlenet, 'inception5b')).toEqual([315, 379, 379, 379]);
  });

  it.each(branched)('together see what the feature of $id sees', ({ network }) => {
    const { layer, index } = defaultSelection(network);
    const selected = field(network, layer, index);
    const { ways, count } = waysTo(network, selected);
    if (count === 0) return;
    expect(ways).toHaveLength(count);
    selected.region.forEach((range, axis) => {
      const ends = ways.flatMap((way) => way.field.region[axis] ?? []);
      expect(range).toEqual([Math.min(...ends), Math.max(...ends)]);
    });
  });

  it('are found where their bars stand', () => {
    const figure = graphOf(PRESETS.unet_padded, { layer: 'output' });
    expect(figure.ways).toHaveLength(5);
    for (const way of figure.ways) {
      expect(wayAt(figure.ways, [way.left + 5, (way.top + way.bottom) / 2])).toBe(way);
    }
    expect(wayAt(figure.ways, [-10, -10])).toBeNull();
  });
});

describe('a merge that does not line up', () => {
  it('is told with both centres and their distance', () => {
    const { network } = truth.find(({ id }) => id === 'misaligned_pool_conv')!;
    const svg = writeSvg(graphOf(network, { layer: 'add4' }).svg);
    expect(svg).toContain('add4, along x: the same feature of both inputs');
    expect(svg).toMatch(/>[\d.]+ and [\d.]+: 1\.5 px apart</);
  });

  it('is no matter where all merges do', () => {
    expect(writeSvg(graphOf(PRESETS.googlenet).svg)).not.toContain('apart');
  });

  it('shows a feature of both that sees nothing', () => {
    const layers = [
      { name: 'holes', type: 'conv_transpose', kernel_size: 1, stride: 3, padding: 1 },
      { name: 'far', type: 'pad', padding: [[2, 1]] },
      { name: 'near', type: 'pad', padding: [[1, 2]], inputs: ['holes'] },
      { name: 'both', type: 'add', inputs: ['far', 'near'] },
    ];
    const network = readNetwork(layers, { inputSize: [10] });
    const blind = Array.from({ length: 29 }, (_, u) => field(network, 'both', u)).find(
      ({ region }) => region[0] === null,
    )!;
    const { svg } = draw({
      ...{ network, rows: lattices(network), view: readView({ mode: 'graph' }), selected: blind },
      ...{ palette: LIGHT, width: 1000, prefix: 'rf-' },
    });
    expect(writeSvg(svg)).toContain('apart');
    expect(writeSvg(svg)).not.toMatch(/Infinity|NaN/);
  });
});

describe('the way under the pointer', () => {
  const network = readNetwork({
    input_size: 32,
    layers: [
      ['enc', 3, 1, 1],
      ['pool', 2, 2],
      { name: 'up', type: 'upsample', scale_factor: 2 },
      { name: 'join', type: 'concat', inputs: ['up', 'enc'] },
      ['out', 3, 1, 1],
    ],
  });
  const marksOf = (mark: Mark): Mark[] => [mark, ...mark.children.flatMap(marksOf)];
  /** How many dashed lines there are in ink. */
  const linesBy = (via?: Readonly<Record<string, string>>): number =>
    marksOf(
      draw({
        network,
        rows: lattices(network),
        view: readView({ mode: 'graph' }),
        selected: null,
        hovered: field(network, 'out', [8, 8], via ? { via } : {}),
        ...(via ? { via } : {}),
        palette: LIGHT,
        width: 1000,
        prefix: 'rf-',
      }).svg,
    )
      .filter(({ attributes: { stroke } }) => stroke === LIGHT.ink[0])
      .reduce((all, { attributes: { d } }) => all + (String(d).match(/M/g) ?? []).length, 0);

  it('does not dash a skip that is not on it, nor what the skip passes by', () => {
    const [all, deep, skip] = [linesBy(), linesBy({ join: 'up' }), linesBy({ join: 'enc' })];
    expect(deep).toBeLessThan(all);
    expect(skip).toBeLessThan(deep);
  });
});
