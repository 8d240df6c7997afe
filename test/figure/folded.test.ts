import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import {
  blocksIn,
  defaultSelection,
  draw,
  hitTest,
  layerInStrip,
  LIGHT,
  locate,
  readView,
  strideOver,
  writeSvg,
} from '../../src/figure/index.js';
import type { Mark, Mode } from '../../src/figure/index.js';
import { beamOf } from '../../src/figure/beam.js';
import type { Line } from '../../src/figure/folds.js';
import { stepsIn } from '../../src/figure/steps.js';
import { readNetwork } from '../../src/layers/index.js';
import { clashesOf } from './texts.js';

const preset = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../ipyreceptive/presets/${name}.rf.json`, import.meta.url), 'utf8'),
  );

const chain = {
  input_size: 512,
  layers: Array.from({ length: 200 }, (_, i) =>
    i % 40 === 39 ? [`pool${i + 1}`, 2, 2, 0] : [`conv${i + 1}`, 3, 1, 1],
  ),
};

const NETWORKS = {
  resnet152: preset('resnet152'),
  googlenet: preset('googlenet'),
  inception_v2: preset('inception_v2'),
  chain,
};
const FOLDING = ['stack', 'side-by-side', 'overlay', 'conventional'] as const;

function picture(
  name: keyof typeof NETWORKS,
  mode: Mode,
  width = 1002,
  selection?: string,
  folding = true,
) {
  const network = readNetwork(NETWORKS[name]);
  const { layer, index } = defaultSelection(network);
  const selected = selection ? field(network, selection, 4) : field(network, layer, index);
  const figure = draw({
    network,
    rows: lattices(network),
    view: readView({ mode, folding }),
    selected,
    palette: LIGHT,
    width,
    prefix: 'rf-',
  });
  return { network, figure, selected };
}

const layersIn = ({ attributes, children }: Mark): unknown[] => [
  ...('data-layer' in attributes ? [attributes['data-layer']] : []),
  ...children.flatMap(layersIn),
];

describe('a deep network', () => {
  for (const name of Object.keys(NETWORKS) as (keyof typeof NETWORKS)[]) {
    for (const mode of FOLDING) {
      it(`${name} folds as ${mode}: few rows with room for their words, no layer forgotten`, () => {
        for (const width of [376, 682, 1002, 1440]) {
          const { network, figure } = picture(name, mode, width);
          const { rows } = figure.layout;
          expect(rows.length).toBeLessThan(30);
          expect(rows.every(({ labelled }) => labelled)).toBe(true);
          expect(rows.flatMap(({ maps }) => maps).length).toBe(network.layers.length + 1);
          expect(new Set(layersIn(figure.svg))).toEqual(
            new Set(['input', ...network.layers.map((layer) => layer.name)]),
          );
          expect(clashesOf(figure.svg)).toEqual([]);
          expect(writeSvg(figure.svg)).toContain(`${network.layers.length} layers in`);
        }
      });
    }
  }

  it('is found where it is drawn', () => {
    for (const mode of FOLDING) {
      const { figure } = picture('resnet152', mode);
      for (const placement of figure.placements) {
        const { map } = placement;
        const feature = [map.n[0] - 1, 0] as const;
        expect(hitTest([placement], locate(placement, feature))).toMatchObject({
          layer: map.name,
          feature: [...feature],
        });
      }
    }
  });

  it('opens the block of the selected layer', () => {
    const { figure } = picture('resnet152', 'stack', 1002, 'layer3.3.conv2');
    expect(figure.layout.rows.map((row) => row.name)).toEqual([
      ...['input', 'conv1', 'maxpool', 'layer1.*', 'layer2.*'],
      ...['layer3.0.*', 'layer3.1.*', 'layer3.2.*'],
      ...['layer3.3.conv1', 'layer3.3.conv2', 'layer3.3.conv3', 'layer3.3'],
      ...['layer3.4.*', 'layer3.5–35', 'layer4.*', 'avgpool'],
    ]);
  });

  it('has a strip in which each layer is found, evenly', () => {
    const { figure } = picture('resnet152', 'stack');
    const { layout, drawing } = figure;
    const names = [...readNetwork(NETWORKS.resnet152).layers.map(({ name }) => name)];
    const each = (layout.ground - layout.head) / (names.length + 1);
    const found = ['input', ...names].map((_, i) =>
      layerInStrip(layout, [5, layout.ground - each * (i + 0.5)]),
    );
    expect(found).toEqual(['input', ...names]);
    expect(drawing.maps[0].name).toBe('input');
    expect(layerInStrip(layout, [60, layout.head + 1])).toBeNull();
    const { layout: few } = picture('resnet152', 'stack', 682).figure;
    expect(layerInStrip(few, [5, few.head + 1])).toBeNull();
  });

  it('shows how a field widens inside a stage, and where it leaves it', () => {
    const { figure, selected } = picture('resnet152', 'stack', 1002, 'layer3.3.conv2');
    const row = figure.layout.rows.find(({ name }) => name === 'layer2.*');
    const beam = beamOf(figure.drawing, selected);
    const steps = stepsIn([row as Line], beam.boxes).get('layer2.7') ?? [];
    const widths = steps.map(({ x }) => x[1] - x[0]);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    // Every 3 × 3 kernel of the stage makes the field wider, the first of them by a smaller jump.
    expect(steps.length).toBeGreaterThanOrEqual(8);
    expect(steps.every(({ at }) => at > 0 && at < 1)).toBe(true);
    const inside = beam.boxes.filter(({ map }) => row?.maps.some(({ name }) => name === map.name));
    expect(inside.length).toBeGreaterThan(20);
    expect(steps.at(-1)?.x).toEqual([
      Math.min(...inside.map(({ x }) => x[0])),
      Math.max(...inside.map(({ x }) => x[1])),
    ]);
  });

  it('says of a stage how many blocks and what stride it has', () => {
    const { figure } = picture('resnet152', 'stack');
    const { rows } = figure.layout;
    const said = rows.map((row, i) => [row.name, blocksIn(row), strideOver(row, rows[i - 1])]);
    expect(said).toContainEqual(['layer3.*', 36, 2]);
    expect(said).toContainEqual(['layer1.*', 3, null]);
    expect(said).toContainEqual(['conv1', 1, 2]);
  });

  it('unfolds into a row for each layer, below the heads of the columns', () => {
    const { figure } = picture('resnet152', 'stack', 1002, undefined, false);
    const { rows, heads, left } = figure.layout;
    expect(rows).toHaveLength(readNetwork(NETWORKS.resnet152).layers.length + 1);
    expect(rows.every(({ labelled, maps }) => labelled && maps.length === 1)).toBe(true);
    expect(left).toBe(0);
    const top = rows.at(-1);
    expect((top?.foot ?? 0) - heads).toBeGreaterThanOrEqual(28);
  });

  it.each(['stack', 'side-by-side'] as const)('has a committed picture as %s', async (mode) => {
    const { figure } = picture('resnet152', mode, 1002, 'layer3.3.conv2');
    await expect(writeSvg(figure.svg)).toMatchFileSnapshot(
      `../fixtures/pictures/resnet152-${mode}.svg`,
    );
  });
});
