import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { field, lattices, seenBy } from '../../src/arithmetic/index.js';
import {
  DARK,
  defaultView,
  draw,
  hitTest,
  LIGHT,
  locate,
  readoutIn,
  readView,
  staticFigure,
  writeSvg,
} from '../../src/figure/index.js';
import type { Figure, Mark, Palette } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';
import { clashesOf } from './texts.js';
import { random } from '../random.js';

const preset = (name: string): Network =>
  readNetwork(JSON.parse(readFileSync(`ipyreceptive/presets/${name}.rf.json`, 'utf8')));

const resnet = preset('resnet50');
const wavenet = readNetwork({
  name: 'Dilated chain',
  input_size: [400],
  layers: [1, 2, 4, 8, 16, 32].map((dilation) => ({
    name: `dilation${dilation}`,
    type: 'conv',
    kernel_size: 2,
    padding: [[dilation, 0]],
    dilation,
  })),
});
const chain = readNetwork({
  input_size: 512,
  layers: Array.from({ length: 200 }, (_, i) => (i % 50 === 49 ? [2, 2] : [3, 1, 1])),
});

interface Options {
  readonly view?: object;
  readonly palette?: Palette;
  readonly width?: number;
  readonly hovered?: readonly [layer: string, index: readonly number[]];
}

function figureOf(
  network: Network,
  [layer, index]: readonly [string, readonly number[]],
  { view = {}, palette = LIGHT, width = 1002, hovered }: Options = {},
): Figure {
  return draw({
    network,
    rows: lattices(network),
    view: readView({ mode: 'profile', ...view }),
    selected: field(network, layer, index),
    hovered: hovered && field(network, ...hovered),
    palette,
    width,
    prefix: 'rf-',
  });
}

const marksOf = (mark: Mark): Mark[] => [mark, ...mark.children.flatMap(marksOf)];

/** Left and right end of a path that has level and upright edges only. */
function endsOf({ attributes }: Mark): readonly [number, number] {
  const xs = Array.from(String(attributes.d).matchAll(/[ML](-?[\d.]+) /g), ([, x]) => Number(x));
  return [Math.min(...xs), Math.max(...xs)];
}

const textsOf = ({ svg }: Figure): string[] => marksOf(svg).flatMap(({ text }) => text ?? []);

describe('the profile', () => {
  it('ends on the first and the last pixel that the feature sees', () => {
    const figure = figureOf(resnet, ['layer3.3.conv2', [5, 5]]);
    const ground = marksOf(figure.svg).find((mark) => mark.attributes['data-selected']);
    const [input] = figure.placements;
    const pixel = (at: number): number => locate(input, [0, at])[0];
    const half = (pixel(1) - pixel(0)) / 2;
    const [left, right] = endsOf(ground as Mark);
    expect(left).toBeCloseTo(pixel(0) - half, 1);
    expect(right).toBeCloseTo(pixel(181) + half, 1);
    expect(textsOf(figure)).toEqual(expect.arrayContaining(['−21', '181', '0', '223']));
  });

  it('runs along the axis that is asked for', () => {
    const network = readNetwork(NETWORKS['two-strides']);
    const selected = ['conv2', [10, 3]] as const;
    const along = (axis: string) => figureOf(network, selected, { view: { axis } });
    const { region } = field(network, ...selected);
    const numbers = region.map((range) => [range?.[0], (range?.[1] ?? 0) - 1].map(String));
    expect(textsOf(along('y'))).toEqual(expect.arrayContaining(['63', ...numbers[0]]));
    expect(textsOf(along('x'))).toEqual(expect.arrayContaining(['95', ...numbers[1]]));
    expect(textsOf(along('z'))).toEqual(textsOf(along('x')));
  });

  it('finds the feature that is drawn at a point, folded or not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(resnet, wavenet, chain),
        fc.boolean(),
        fc.constantFrom('x', 'y'),
        fc.nat(),
        fc.nat(),
        (network, folding, axis, which, at) => {
          const { name, size } = network.layers[which % network.layers.length];
          const { placements } = figureOf(network, [name, size.map(() => 0)], {
            view: { folding, axis },
          });
          const placement = placements[which % placements.length];
          const feature = [0, at % placement.map.n[1]] as const;
          const hit = hitTest(placements, locate(placement, feature));
          expect(hit).toEqual({ layer: placement.map.name, feature: [...feature] });
        },
      ),
      random(60, 23),
    );
  });

  it('says what looks at a pixel', () => {
    const view = readView({ mode: 'profile' });
    const numbers = { network: resnet, rows: lattices(resnet) };
    const pixel = field(resnet, 'input', [80, 150]);
    const { subject, says, detail } = readoutIn(view, numbers, pixel, 'layer3.3.conv2');
    const { count, lo, hi } = seenBy(resnet, 'layer3.3.conv2', [80, 150]);
    expect(subject).toBe('Pixel (80, 150)');
    expect([count[1], lo[1], hi[1]]).toEqual([10, 4, 14]);
    expect(says).toBe('is seen by 10 of the 14 features of layer3.3.conv2: 4–13');
    expect(detail).toContain('all 7 of layer4.2');
    expect(readoutIn(readView({}), numbers, pixel, null).says).toBe(
      'is seen by the one feature of avgpool',
    );
  });

  it('draws the fan of a pixel up to the deepest layer', () => {
    const still = figureOf(resnet, ['layer3.3.conv2', [5, 5]]);
    const asked = figureOf(resnet, ['layer3.3.conv2', [5, 5]], { hovered: ['input', [80, 150]] });
    const dashed = (figure: Figure) =>
      marksOf(figure.svg).filter(
        ({ attributes }) => attributes['stroke-dasharray'] && attributes.stroke === LIGHT.ink[0],
      );
    const top = (figure: Figure) =>
      Math.min(
        ...dashed(figure).flatMap(({ attributes }) =>
          Array.from(String(attributes.d).matchAll(/[ML]-?[\d.]+ ([\d.]+)/g), ([, y]) => Number(y)),
        ),
      );
    expect(dashed(still)).toEqual([]);
    expect(top(asked)).toBeLessThan(still.layout.rows[still.layout.rows.length - 2].top);
  });
});

describe('layers fold into stages', () => {
  const rowsOf = (network: Network, layer: string, view = {}) =>
    figureOf(network, [layer, network.inputSize.map(() => 0)], { view }).layout.rows;

  it('keeps every layer in one row, and the selected one in its own', () => {
    for (const network of [
      resnet,
      chain,
      preset('resnet152'),
      preset('googlenet'),
      preset('densenet121'),
      wavenet,
    ]) {
      const names = ['input', ...network.layers.map(({ name }) => name)];
      for (const { name } of network.layers.filter((_, i) => i % 5 === 0)) {
        const rows = rowsOf(network, name);
        expect(rows.flatMap(({ maps }) => maps.map((map) => map.name))).toEqual(names);
        expect(rows.find(({ maps }) => maps.some((map) => map.name === name))?.maps).toHaveLength(
          1,
        );
        expect(rows.length).toBeLessThanOrEqual(32);
      }
    }
  });

  it('tells stages of one container apart, a block with a stride being the first of its stage', () => {
    const names = rowsOf(preset('mobilenet_v2'), 'features.18.0').map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['features.2–3', 'features.4–6']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('opens a long block as it opens a stage', () => {
    const layer = 'features.denseblock3.denselayer9.conv2';
    const names = rowsOf(preset('densenet121'), layer).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        layer,
        'features.denseblock3.denselayer8.*',
        'features.denseblock3.denselayer10.*',
      ]),
    );
    expect(names).not.toContain('features.denseblock3.denselayer12.conv2');
  });

  it('names a stage by what its layers share, and says how much is folded', () => {
    const names = rowsOf(resnet, 'layer3.3.conv2').map(({ name }) => name);
    expect(names).toEqual([
      'input',
      'conv1',
      'maxpool',
      'layer1.*',
      'layer2.*',
      'layer3.0.*',
      'layer3.1.*',
      'layer3.2.*',
      'layer3.3.conv1',
      'layer3.3.conv2',
      'layer3.3.conv3',
      'layer3.3',
      'layer3.4.*',
      'layer3.5.*',
      'layer4.*',
      'avgpool',
    ]);
    const figure = figureOf(resnet, ['layer3.3.conv2', [5, 5]]);
    expect(textsOf(figure)).toContain(`71 layers in ${names.length - 1} rows, along x`);
  });

  it('folds nothing up to 20 layers, or where that is not wanted', () => {
    const few = readNetwork({
      input_size: 64,
      layers: Array.from({ length: 20 }, () => [3, 1, 1]),
    });
    expect(rowsOf(few, 'conv20')).toHaveLength(21);
    expect(rowsOf(resnet, 'conv1', { folding: false })).toHaveLength(72);
  });

  it('writes no text on another, at any width', () => {
    for (const network of [resnet, wavenet, chain, preset('inception_v2'), preset('wavenet')]) {
      const { name, size } = network.layers[Math.floor(network.layers.length / 2)];
      for (const width of [320, 376, 640, 682, 900, 1002, 1400]) {
        for (const at of [0, 1]) {
          const index = size.map((n) => Math.floor((n - 1) * at));
          const { svg } = figureOf(network, [name, index], { width });
          expect(clashesOf(svg), `${name} at ${width} px`).toEqual([]);
        }
      }
    }
  });
});

describe('what opens first', () => {
  it('is the profile for one axis and for more than 40 layers', () => {
    const deep = (layers: number) =>
      readNetwork({ input_size: 64, layers: Array.from({ length: layers }, () => [3, 1, 1]) });
    expect(defaultView(wavenet).mode).toBe('profile');
    expect(defaultView(deep(41)).mode).toBe('profile');
    expect(defaultView(deep(40)).mode).toBe('stack');
    expect(readView({ mode: 'stack' }, defaultView(wavenet)).mode).toBe('stack');
  });
});

describe('every deep picture is committed', () => {
  const file = (name: string): string => `../fixtures/pictures/${name}.svg`;
  it.each([
    ['dilated', wavenet, ['dilation32', [200]], {}],
    ['resnet50', resnet, ['layer3.3.conv2', [5, 5]], { hovered: ['input', [80, 150]] }],
    ['resnet50-dark-narrow', resnet, ['layer3.3.conv2', [5, 5]], { palette: DARK, width: 376 }],
  ] as [string, Network, [string, number[]], Options][])('%s', async (name, network, at, how) => {
    await expect(writeSvg(figureOf(network, at, how).svg)).toMatchFileSnapshot(
      file(`${name}-profile`),
    );
  });

  it('resnet50 on any ground', async () => {
    const { svg, caption } = staticFigure(resnet);
    expect(caption).not.toContain('layers are drawn');
    await expect(svg).toMatchFileSnapshot(file('resnet50-static'));
  });
});
