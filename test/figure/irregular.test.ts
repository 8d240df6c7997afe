import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import { draw, hitTest, LIGHT, locate, readView, writeSvg } from '../../src/figure/index.js';
import type { Mark, Mode } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks } from '../arithmetic/truth.js';

const source = networks.find(({ id }) => id === 'misaligned_pool_conv')?.network;
const merging = readNetwork(source);

const figure = (network: typeof merging, layer: string, index: readonly number[], mode: Mode) =>
  draw({
    network,
    rows: lattices(network),
    view: readView({ mode }),
    selected: field(network, layer, index),
    palette: LIGHT,
    width: 1002,
    prefix: 'rf-',
  });

const marksOf = (mark: Mark): Mark[] => [mark, ...mark.children.flatMap(marksOf)];

/** Where the pattern of a lattice has its first feature, and from there to the next. */
const patternAt = (svg: Mark, id: string) => {
  const { x, y, width } =
    marksOf(svg).find(({ attributes }) => attributes.id === id)?.attributes ?? {};
  return { x: Number(x), y: Number(y), step: Number(width) };
};

describe('a merge that does not line up', () => {
  it.each(['stack', 'side-by-side', 'overlay'] as const)(
    'has both its lattices on one sheet in the %s, offset against each other and named',
    (mode) => {
      const { svg, drawing } = figure(merging, 'add4', [7, 9], mode);
      const [first, second] = ['0', '1'].map((i) =>
        patternAt(svg, `rf-l${drawing.byName.get('add4')?.depth}${i}`),
      );
      // maxpool1 begins at 1 and crop3 at 2.5, both 2 pixels apart.
      expect([first.x, first.y, first.step]).toEqual([0, 0, 2]);
      expect([second.x, second.y, second.step]).toEqual([1.5, 1.5, 2]);
      const texts = marksOf(svg).flatMap(({ text }) => text ?? []);
      expect(texts).toContain('add4 joins places 1.5 px apart');
      expect(texts).toEqual(expect.arrayContaining(['maxpool1', 'crop3']));
    },
  );

  it('is hit at either of the two places of a feature', () => {
    const { placements } = figure(merging, 'add4', [7, 9], 'overlay');
    const own = placements.filter(({ map }) => map.name === 'add4');
    const [x, y] = locate(own[0], [7, 9]);
    const scale = own[0].affine[0];
    expect(hitTest(own, [x, y])?.feature).toEqual([7, 9]);
    expect(hitTest(own, [x + 1.5 * scale, y + 1.5 * scale])?.feature).toEqual([7, 9]);
  });

  it('is hit at its filled place where a feature of each lattice stands', () => {
    const align = networks.find(({ id }) => id === 'unet_bilinear_align')?.network;
    const network = readNetwork(align);
    // add4 (0, 9) of upsample3 stands where (0, 8) of conv1 does, at 16.5 pixels.
    for (let width = 300; width < 1200; width += 7) {
      const { placements } = draw({
        network,
        rows: lattices(network),
        view: readView({ mode: 'stack', folding: false }),
        selected: null,
        palette: LIGHT,
        width,
        prefix: 'rf-',
      });
      const own = placements.filter(({ map }) => map.name === 'add4');
      expect(hitTest(own, locate(own[0], [0, 9]))?.feature).toEqual([0, 9]);
    }
  });

  it('has one lattice where every map has its own size', () => {
    expect(writeSvg(figure(merging, 'add4', [7, 9], 'conventional').svg)).not.toContain('joins');
  });
});

describe('features that see padding alone', () => {
  const network = readNetwork({ input_size: 5, layers: [['conv1', 1, 1, 1]] });

  it.each(['stack', 'side-by-side', 'overlay'] as const)(
    'are hollow around the others in the %s',
    (mode) => {
      const marks = marksOf(figure(network, 'conv1', [3, 3], mode).svg);
      const filled = (id: string) =>
        marks.filter(({ attributes }) => attributes.fill === `url(#${id})`);
      const [inner] = filled('rf-l1');
      const [rims] = filled('rf-l1rim');
      expect(inner.attributes.d).toBe('M0 0L5 0L5 5L0 5Z');
      expect(rims.attributes.d).toBe('M-1 -1L6 -1L6 6L-1 6ZM0 0L5 0L5 5L0 5Z');
    },
  );
});
