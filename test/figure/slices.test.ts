import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import {
  ask,
  DARK,
  defaultSelection,
  draw,
  drawnOf,
  LIGHT,
  readSelection,
  readView,
  writeSvg,
} from '../../src/figure/index.js';
import type { Mark, Selection } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { preset } from '../../src/presets.js';
import { NETWORKS } from './networks.js';
import { clashesOf } from './texts.js';

const slices = (
  source: unknown,
  {
    width = 1000,
    dark = false,
    index,
    overlay = 'padding',
  }: { width?: number; dark?: boolean; index?: readonly number[]; overlay?: string } = {},
) => {
  const network = readNetwork(source);
  const own = defaultSelection(network);
  return draw({
    network,
    rows: lattices(network),
    view: readView({ mode: 'slices', overlays: { [overlay]: true } }),
    selected: field(network, own.layer, index ?? own.index),
    palette: dark ? DARK : LIGHT,
    width,
    prefix: 'rf-',
  });
};

const file = (name: string): string => `../fixtures/pictures/${name}.svg`;

/** A field that is larger than the input on the first axis alone. */
const long = {
  input_size: [8, 64, 64],
  layers: [
    { name: 'conv1', type: 'conv', kernel_size: [9, 3, 3], padding: [4, 1, 1] },
    { name: 'conv2', type: 'conv', kernel_size: [17, 3, 3], stride: [1, 2, 2], padding: [8, 1, 1] },
  ],
};

/** The corners of what is drawn on the screen itself. */
function points({
  tag,
  attributes: { d, transform },
  children,
}: Mark): (readonly [number, number])[] {
  const isPlain = tag === 'path' && transform === undefined;
  const own = isPlain && typeof d === 'string' && !/[AHV]/.test(d) ? d : '';
  const pairs = own.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g);
  const inside = tag === 'pattern' || tag === 'mask' ? [] : children.flatMap(points);
  return [...Array.from(pairs, ([, x, y]) => [Number(x), Number(y)] as const), ...inside];
}

describe('slices', () => {
  it('keep frames before the film hollow, also in the dark and narrow', async () => {
    for (const [name, options] of [
      ['video-before', {}],
      ['video-before-dark-narrow', { dark: true, width: 376 }],
    ] as const) {
      const { svg } = slices(NETWORKS.video, { ...options, index: [1, 6, 9] });
      await expect(writeSvg(svg)).toMatchFileSnapshot(file(name));
    }
  });

  it('show what counts most in each cut', async () => {
    const { svg } = slices(NETWORKS.video, { index: [1, 6, 9], overlay: 'contribution' });
    await expect(writeSvg(svg)).toMatchFileSnapshot(file('video-slices-contribution'));
  });

  it('show what looks at a pixel, and what the selection is compared with', () => {
    const network = readNetwork(NETWORKS.video);
    const drawn = (selection: object): string => {
      const asked = ask(network, readSelection(selection, network) as Selection);
      const source = { network, rows: lattices(network), palette: LIGHT, prefix: 'rf-' };
      const view = readView({ mode: 'slices' });
      return writeSvg(draw({ ...source, ...drawnOf(asked), view, width: 1002 }).svg);
    };
    const conv4 = { layer: 'conv4', index: [1, 6, 9] };
    const above = drawn({ ...conv4, pixel: [3, 20, 30] });
    expect(above.match(/data-above="conv4"/g)).toHaveLength(3);
    const compared = drawn({ ...conv4, pinned: { layer: 'conv4', index: [6, 10, 3] } });
    expect(compared.match(/data-pinned="conv4"/g)).toHaveLength(3);
  });

  it('say what they need where there is no volume', () => {
    expect(writeSvg(slices(NETWORKS.alexnet).svg)).toContain(
      'Slices need a volume of 3 axes; this network has 2.',
    );
  });

  it.each(['r3d_18', 's3d'])('of %s have a row with its numbers for every stage', async (name) => {
    const network = await preset(name);
    for (const width of [376, 682, 1002, 1400]) {
      const { layout, svg } = slices(network, { width });
      expect(layout.rows.length).toBeLessThan(network.layers.length);
      expect(layout.rows.every(({ labelled }) => labelled)).toBe(true);
      expect(clashesOf(svg)).toEqual([]);
    }
  });

  it('stay within the figure, however far a field reaches', async () => {
    for (const source of [long, NETWORKS.video, await preset('r3d_18')]) {
      for (const width of [376, 682, 1002, 1400]) {
        const { svg, height } = slices(source, { width });
        const all = points(svg);
        const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
        expect(Math.min(...xs)).toBeGreaterThanOrEqual(-10);
        expect(Math.max(...xs)).toBeLessThanOrEqual(width);
        expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...ys)).toBeLessThanOrEqual(height);
      }
    }
  });

  it('name the ends of a field for which there is no room, with an arrow', () => {
    const text = writeSvg(slices(long).svg);
    expect(text).toContain('← −9');
    expect(text).toContain('15 →');
  });
});
