import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import { defaultSelection, draw, LIGHT, MODES, modesOf, readView } from '../../src/figure/index.js';
import type { View } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { preset, presets } from '../../src/presets.js';
import { NETWORKS } from './networks.js';
import { shortName, shortNames } from '../../src/figure/index.js';
import { clashesOf } from './texts.js';

const twenty = {
  input_size: 224,
  layers: Array.from({ length: 20 }, (_, i) => [`stage${i}.block.conv`, 3, i % 4 === 3 ? 2 : 1, 1]),
};

describe('no text stands on another', () => {
  for (const [name, source] of Object.entries({ ...NETWORKS, twenty })) {
    const network = readNetwork(source);
    const rows = lattices(network);
    const { layer, index } = defaultSelection(network);
    const views: Partial<View>[] = [
      ...MODES.map((mode) => ({ mode })),
      ...[15, 110, 200, 300].map((azimuth) => ({ rotation: [azimuth, 25] as const })),
    ];
    for (const view of views) {
      it(`${name}, ${JSON.stringify(view)}`, () => {
        for (const width of [320, 376, 640, 682, 900, 1002, 1400]) {
          for (const at of [index, index.map(() => 0)]) {
            const { svg } = draw({
              network,
              rows,
              view: readView(view),
              selected: field(network, layer, at),
              palette: LIGHT,
              width,
              prefix: 'rf-',
            });
            expect(clashesOf(svg), `at ${width} px`).toEqual([]);
          }
        }
      });
    }
  }
});

describe('no text stands on another in the networks that come with the package', () => {
  const widths = [376, 682, 1002, 1400];
  it.each(modesOf(2).map((mode, turn) => [mode, turn] as const))(
    'in the %s, every second one, each at one of four widths',
    async (mode, turn) => {
      const own = (await presets()).filter((each) => each.made_from === undefined);
      const some = own.filter((_, i) => (i + turn) % 2 === 0);
      for (const [i, { name }] of some.entries()) {
        const network = await preset(name);
        const { layer, index } = defaultSelection(network);
        const width = widths[(i + turn) % widths.length];
        const { svg } = draw({
          network,
          rows: lattices(network),
          view: readView({ mode }),
          selected: field(network, layer, index),
          palette: LIGHT,
          width,
          prefix: 'rf-',
        });
        expect(clashesOf(svg), `${name} at ${width} px`).toEqual([]);
      }
    },
  );
});

describe('a name that does not fit', () => {
  it.each([
    ['inception5b.branch4.1.conv', 100, 'i5b.b4.1.conv'],
    ['layer3.3.conv2', 100, 'layer3.3.conv2'],
    ['layer3.3.conv2', 80, 'l3.3.conv2'],
    ['Mixed_5c/Branch_2/Conv2d_0a_1x1', 150, 'M5c/B2/Conv2d_0a_1x1'],
    ['a_name_without_parts', 70, 'a_nam…arts'],
    ['layer4.2.conv2', 60, 'l4.2.c2'],
    ['layer4.2.conv2', 40, '…2.c2'],
    ['block/left_branch', 80, 'b/left…anch'],
    ['features.transition2–denseblock3', 50, 'f.t2–d3'],
    ['features.transition2–denseblock3', 45, '…t2–d3'],
    ['features.denseblock4.denselayer16.*', 45, '…d16'],
    ['encoder.layers.encoder_layer_9.*', 60, 'e.l.e_l9'],
    ['stages.3.blocks.1.conv_dw', 75, 's3.b1.c_dw'],
    ['stages.4.blocks.2.conv1.conv', 60, '…b2.c1.c'],
    ['avgpool–fc', 60, 'av…ol–fc'],
    ['Mixed_6a.branch3x3dbl_2', 50, '…b3x…_2'],
    ['Conv2d_13_pointwise', 103, 'C2d_13_poi…ise'],
    ['adaptive_avg_pool2d–classifier', 115, 'a_a_p2d–clas…ier'],
  ])('%s in %i px is %s', (name, room, short) => {
    expect(shortName(name, room)).toBe(short);
  });
});

describe('siblings', () => {
  it.each([90, 70, 60, 45])('are told apart in %i px', (room) => {
    const names = ['conv1', 'conv2', 'conv3'].map((name) => `layer4.2.${name}`);
    expect(new Set(names.map((name) => shortName(name, room))).size).toBe(3);
  });

  it('look alike where some of them have to give up a part of their names', () => {
    const room = (letters: number): number => 7 * letters;
    const names = [
      ['features.10', room(9)],
      ['features.8', room(10)],
      ['features', room(10)],
      ['classifier.1', room(12)],
    ] as const;
    expect(shortNames(names)).toEqual(['f.10', 'f.8', 'features', 'classifier.1']);
  });
});
