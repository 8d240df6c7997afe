import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { field, lattices, readParts } from '../../src/arithmetic/index.js';
import { draw, LIGHT, readView, writeSvg } from '../../src/figure/index.js';
import { readNetwork, registry } from '../../src/layers/index.js';
import { bruteForce } from '../arithmetic/brute-force.js';
import { randomNetwork } from '../arithmetic/random-networks.js';
import { random } from '../random.js';

const inRun = (u: number, [start, stop, step]: readonly [number, number, number]): boolean =>
  u >= start && u < stop && (u - start) % step === 0;

describe('what is really read of the maps', () => {
  it('is what brute force finds on every map whose box has holes', () => {
    fc.assert(
      fc.property(randomNetwork(5, Array.from(registry.keys())), fc.nat(1e6), (written, which) => {
        const network = readNetwork(written);
        const { name, size } = network.layers[which % network.layers.length];
        const index = size.map((n) => which % n);
        const truth = bruteForce(written);
        if (truth.isUnknown(name)) return;
        const found = readParts(network, field(network, name, index));
        const read = truth.clipped(name, index);
        for (const [map, parts] of found) {
          const isRead = (at: readonly number[]): boolean =>
            parts.some((part) => at.every((u, axis) => part[axis].some((run) => inRun(u, run))));
          const places = [...(read.get(map)?.values() ?? [])].map(({ at }) => at);
          expect(places.every(isRead)).toBe(true);
          const told = parts.length === 1 ? parts[0] : null;
          const counts = told?.map((runs) =>
            runs.reduce((all, [start, stop, step]) => all + Math.ceil((stop - start) / step), 0),
          );
          if (counts) expect(counts.reduce((all, n) => all * n, 1)).toBe(places.length);
        }
      }),
      random(120, 23),
    );
  });

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
