import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import {
  DARK,
  defaultSelection,
  defaultView,
  draw,
  LIGHT,
  MODES,
  modesOf,
  readView,
  staticFigure,
  writeSvg,
} from '../../src/figure/index.js';
import type { Mark, Mode, Overlay } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks } from '../arithmetic/truth.js';
import { CHECKERBOARD, NETWORKS } from './networks.js';
import { clashesOf } from './texts.js';

const picture = (
  source: unknown,
  mode: Mode,
  options: { dark?: boolean; width?: number; padding?: boolean; index?: readonly number[] } = {},
) => {
  const network = readNetwork(source);
  const { layer, index } = defaultSelection(network);
  return writeSvg(
    draw({
      network,
      rows: lattices(network),
      view: readView({ mode, overlays: { padding: options.padding ?? true } }),
      selected: field(network, layer, options.index ?? index),
      palette: options.dark ? DARK : LIGHT,
      width: options.width ?? 1000,
      prefix: 'rf-',
    }).svg,
  );
};

const file = (name: string): string => `../fixtures/pictures/${name}.svg`;

describe('every view has a committed picture', () => {
  for (const [name, source] of Object.entries(NETWORKS)) {
    for (const mode of modesOf(readNetwork(source).inputSize.length)) {
      it(`${name} as ${mode}`, async () => {
        await expect(picture(source, mode)).toMatchFileSnapshot(file(`${name}-${mode}`));
      });
    }
    it(`${name} on any ground`, async () => {
      const { svg } = staticFigure(readNetwork(source));
      await expect(svg).toMatchFileSnapshot(file(`${name}-static`));
    });
  }

  it('alexnet in the dark and narrow', async () => {
    const svg = picture(NETWORKS.alexnet, 'stack', { dark: true, width: 376 });
    await expect(svg).toMatchFileSnapshot(file('alexnet-stack-dark-narrow'));
  });
});

describe('every measured network has a committed picture in the view that it opens in', () => {
  const measured = networks.filter(({ expect: outcome }) => outcome === 'ok');
  it.each(measured.map((each) => [each.id, each.network] as const))('%s', async (id, source) => {
    const { mode } = defaultView(readNetwork(source));
    const svg = picture(source, mode, { width: 682, padding: false });
    await expect(svg).toMatchFileSnapshot(file(`measured/${id.replace('/', '-')}`));
  });
});

describe('overlays', () => {
  const overlaid = (source: unknown, mode: Mode, overlay: Overlay, width = 1000): Mark => {
    const network = readNetwork(source);
    const { layer, index } = defaultSelection(network);
    return draw({
      network,
      rows: lattices(network),
      view: readView({ mode, overlays: { [overlay]: true } }),
      selected: field(network, layer, index),
      palette: LIGHT,
      width,
      prefix: 'rf-',
    }).svg;
  };

  it.each([
    ['alexnet', 'stack', 'coverage'],
    ['checkerboard', 'side-by-side', 'coverage'],
    ['one-axis', 'profile', 'coverage'],
    ['alexnet', 'overlay', 'coverage'],
    ['alexnet', 'stack', 'padding_seen'],
    ['fractional', 'side-by-side', 'padding_seen'],
    ['branches', 'graph', 'padding_seen'],
  ] as const)('of %s as %s: %s', async (name, mode, overlay) => {
    const svg = overlaid(name === 'checkerboard' ? CHECKERBOARD : NETWORKS[name], mode, overlay);
    await expect(writeSvg(svg)).toMatchFileSnapshot(file(`${name}-${mode}-${overlay}`));
  });

  it('say in every view how they are read, beside no other text', () => {
    for (const overlay of ['coverage', 'padding_seen'] as const) {
      for (const source of [NETWORKS.alexnet, NETWORKS['one-axis'], NETWORKS.branches]) {
        for (const mode of MODES) {
          for (const width of [376, 682, 1002]) {
            const svg = overlaid(source, mode, overlay, width);
            if (mode !== 'slices') expect(writeSvg(svg)).toMatch(/that (look|see)/);
            expect(clashesOf(svg), `${mode} at ${width} px`).toEqual([]);
          }
        }
      }
    }
  });
});

describe('writeSvg', () => {
  it('gives equal bytes for equal input', () => {
    const [first, second] = [1, 2].map(() => staticFigure(readNetwork(NETWORKS.alexnet)).svg);
    expect(first).toBe(second);
  });

  it('takes layer names as text, never as markup', () => {
    const name = '<script>alert(1)</script>&"\u0000';
    const { svg } = staticFigure(readNetwork({ input_size: 9, layers: [[name, 3, 1, 0]] }));
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('data-layer="&lt;script&gt;');
  });

  it('uses presentation attributes only', () => {
    const { svg } = staticFigure(readNetwork(NETWORKS.alexnet));
    expect(svg).not.toMatch(/\sstyle=|\sclass=|<style/);
  });

  it.each(MODES)('takes at most 12 nodes a layer as %s, whatever the size of the maps', (mode) => {
    const deep = Array.from({ length: 200 }, (_, i) => (i % 40 === 39 ? [2, 2] : [3, 1, 1]));
    const sources = [
      NETWORKS.alexnet,
      { ...NETWORKS.alexnet, input_size: 4096 },
      { input_size: 4096, layers: deep },
    ];
    for (const source of sources) {
      for (const padding of [false, true]) {
        const nodes = picture(source, mode, { padding }).match(/<[a-z]/g)?.length ?? 0;
        expect(nodes / source.layers.length).toBeLessThanOrEqual(12);
      }
    }
  });
});
