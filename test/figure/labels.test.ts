import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import { defaultSelection, draw, LIGHT, MODES, readView } from '../../src/figure/index.js';
import type { Mark, View } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a text stands, with the widths of a common sans-serif. */
function boxOf({ attributes, text = '' }: Mark): Box {
  const size = Number(attributes['font-size']);
  const width = 0.56 * size * [...text].length;
  const anchor = { middle: 0.5, end: 1 }[String(attributes['text-anchor'])] ?? 0;
  const left = Number(attributes.x) - anchor * width;
  const baseline = Number(attributes.y);
  return {
    text,
    left,
    right: left + width,
    top: baseline - 0.72 * size,
    bottom: baseline + 0.2 * size,
  };
}

const textsOf = (mark: Mark): Box[] =>
  mark.tag === 'text' ? [boxOf(mark)] : mark.children.flatMap(textsOf);

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

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
            const boxes = textsOf(svg);
            const clashes = boxes.flatMap((a, i) =>
              boxes.slice(i + 1).flatMap((b) => (meet(a, b) ? [`${a.text} / ${b.text}`] : [])),
            );
            expect(clashes, `at ${width} px`).toEqual([]);
          }
        }
      });
    }
  }
});
