import { describe, expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import {
  defaultSelection,
  draw,
  fieldOf,
  LIGHT,
  readView,
  writeSvg,
} from '../../src/figure/index.js';
import type { FigureSource, Mark } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';

const network = readNetwork({ input_size: 512, layers: Array.from({ length: 120 }, () => [3]) });
const source: FigureSource = {
  ...{ network, rows: lattices(network), palette: LIGHT, width: 1002, prefix: 'rf-' },
  selected: fieldOf(network, defaultSelection(network)),
  view: readView({ mode: 'stack', folding: false, rotation: [30, 25] }),
  gesture: true,
};

const layersIn = (mark: Mark): Map<string, string> =>
  new Map([
    ...(mark.attributes['data-layer']
      ? [[String(mark.attributes['data-layer']), mark.children.map(writeSvg).join('')] as const]
      : []),
    ...mark.children.flatMap((child) => [...layersIn(child)]),
  ]);

describe('a stack that is turned', () => {
  it('draws the maps on the screen as they are, and few others', () => {
    const [all, seen] = [null, [900, 1500] as const].map((screen) => draw({ ...source, screen }));
    const [whole, part] = [all, seen].map(({ svg }) => layersIn(svg));
    const drawn = [...part].filter(([, marks]) => marks !== '').map(([name]) => name);
    for (const name of drawn) expect(part.get(name)).toBe(whole.get(name));
    const onScreen = all.placements.filter(({ map, affine: [, b, , d, , f] }) => {
      const [height, width] = map.frame;
      const ys = [0, b * width, d * height, b * width + d * height].map((y) => f + y);
      return Math.max(...ys) > 900 && Math.min(...ys) < 1500;
    });
    expect(onScreen.length).toBeGreaterThan(15);
    expect(drawn).toEqual(expect.arrayContaining(onScreen.map(({ map }) => map.name)));
    expect(drawn.length).toBeLessThan(onScreen.length + 20);
  });
});
