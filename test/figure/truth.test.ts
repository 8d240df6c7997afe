import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import {
  defaultSelection,
  draw,
  LIGHT,
  MODES,
  readView,
  staticFigure,
  writeSvg,
} from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { networks } from '../arithmetic/truth.js';
import { clashesOf } from './texts.js';

/** First and middle feature of the last layer, and of the last one that has several. */
function selections(network: Network) {
  const { name, size } = network.layers[network.layers.length - 1];
  return [
    defaultSelection(network),
    { layer: name, index: size.map(() => 0) },
    { layer: name, index: size.map((n) => Math.floor(n / 2)) },
  ];
}

describe('every network of the truth is drawn', () => {
  const valid = networks.filter(({ expect: outcome }) => outcome === 'ok');
  for (const { id, network: source } of valid) {
    it(id, () => {
      const network = readNetwork(source);
      const rows = lattices(network);
      for (const view of [...MODES.map((mode) => ({ mode })), { rotation: [40, 25] }]) {
        for (const { layer, index } of selections(network)) {
          const selected = field(network, layer, index);
          for (const width of [376, 1002]) {
            const { svg } = draw({
              network,
              rows,
              view: readView({ ...view, overlays: { padding: true } }),
              selected,
              hovered: field(network, layer, index),
              palette: LIGHT,
              width,
              prefix: 'rf-',
            });
            const text = writeSvg(svg);
            expect(text).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
            for (const { name } of network.layers) expect(text).toContain(`data-layer="${name}"`);
            expect(text).not.toMatch(/ (width|height)="-/);
            expect(clashesOf(svg)).toEqual([]);
          }
        }
      }
      expect(staticFigure(network).svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
    });
  }
});
