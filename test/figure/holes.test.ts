import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import { draw, LIGHT, readView, writeSvg } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';

describe('what is really read of the maps', () => {
  const wavenet = readNetwork({
    input_size: [64],
    layers: [1, 2, 4, 8].map((dilation) => [`d${dilation}`, 2, 1, 0, dilation]),
  });

  it.each(['stack', 'side-by-side', 'profile'] as const)(
    'is drawn as %s, and not what is jumped over',
    async (mode) => {
      const svg = writeSvg(
        draw({
          network: wavenet,
          rows: lattices(wavenet),
          view: readView({ mode }),
          selected: field(wavenet, 'd8', 24),
          palette: LIGHT,
          width: 1000,
          prefix: 'rf-',
        }).svg,
      );
      // Two features of the map below, four of the one below that, and so on, each as one pattern.
      expect(svg.match(/<pattern id="rf-g\d-0"/g)).toHaveLength(3);
      await expect(svg).toMatchFileSnapshot(`../fixtures/pictures/wavenet-${mode}.svg`);
    },
  );
});
