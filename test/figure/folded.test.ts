import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import {
  defaultSelection,
  draw,
  hitTest,
  LIGHT,
  locate,
  readView,
  writeSvg,
} from '../../src/figure/index.js';
import type { Mark, Mode } from '../../src/figure/index.js';
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

function picture(name: keyof typeof NETWORKS, mode: Mode, width = 1002, selection?: string) {
  const network = readNetwork(NETWORKS[name]);
  const { layer, index } = defaultSelection(network);
  const selected = selection ? field(network, selection, 4) : field(network, layer, index);
  const figure = draw({
    network,
    rows: lattices(network),
    view: readView({ mode }),
    selected,
    palette: LIGHT,
    width,
    prefix: 'rf-',
  });
  return { network, figure };
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

  it.each(['stack', 'side-by-side'] as const)('has a committed picture as %s', async (mode) => {
    const { figure } = picture('resnet152', mode, 1002, 'layer3.3.conv2');
    await expect(writeSvg(figure.svg)).toMatchFileSnapshot(
      `../fixtures/pictures/resnet152-${mode}.svg`,
    );
  });
});
