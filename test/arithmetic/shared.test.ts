import { describe, expect, it } from 'vitest';

import { field, projectiveField, seenBy, sharedPixels } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks } from './truth.js';

const ALEXNET = readNetwork({
  input_size: 227,
  layers: [
    ['conv1', 11, 4, 0],
    ['pool1', 3, 2, 0],
    ['conv2', 5, 1, 2],
  ],
});

describe('a region of features', () => {
  it('sees what its features see, and no more', () => {
    const region = field(ALEXNET, 'conv2', [2, 3], { extent: [2, 3] });
    const corners = [field(ALEXNET, 'conv2', [2, 3]), field(ALEXNET, 'conv2', [3, 5])];
    expect(region.region.map((range) => range?.[0])).toEqual(
      corners[0].region.map((range) => range?.[0]),
    );
    expect(region.region.map((range) => range?.[1])).toEqual(
      corners[1].region.map((range) => range?.[1]),
    );
    expect(region.extent).toEqual([2, 3]);
  });

  it('is looked at by all that look at one of its features', () => {
    const above = projectiveField(ALEXNET, [2, 3], { to: 'pool1', extent: [2, 1] });
    const [a, b] = [2, 3].map((y) => seenBy(ALEXNET, 'conv2', [y, 3], { to: 'pool1' }));
    expect(above.get('conv2')?.lo).toEqual(a.lo);
    expect(above.get('conv2')?.hi).toEqual(b.hi);
  });

  it('does not leave its layer', () => {
    expect(() => field(ALEXNET, 'conv2', 20, { extent: 8 })).toThrow(
      'extent 8 leaves "conv2" on axis y; from its index on, at most 7 can be meant',
    );
    expect(() => field(ALEXNET, 'conv2', 20, { extent: [1] })).toThrow(
      'extent [1] has not one entry for each of the 2 axes',
    );
  });
});

describe('the pixels that two fields share', () => {
  it('are those of both, counted one by one', () => {
    const pixelsOf = (network: typeof ALEXNET, layer: string, index: readonly number[]) => {
      const pixels = new Set<number>();
      for (let x = 0; x < network.inputSize[0]; x += 1) {
        const { runs, features } = seenBy(network, layer, x);
        const looks = runs[0].some(
          ([first, stop, step]) =>
            index[0] >= first && index[0] < stop && (index[0] - first) % step === 0,
        );
        if (features > 0 && looks) pixels.add(x);
      }
      return pixels;
    };
    let compared = 0;
    for (const { network: written, expect: expected } of networks) {
      if (expected === 'error' || written.input_size.length > 1) continue;
      const network = readNetwork(written);
      const [a, b] = [network.layers[0], network.layers[network.layers.length - 1]];
      const [u, v] = [[0], [Math.floor((b.size[0] - 1) / 2)]];
      const [first, second] = [pixelsOf(network, a.name, u), pixelsOf(network, b.name, v)];
      const common = [...first].filter((x) => second.has(x)).length;
      const found = sharedPixels(network, { layer: a.name, index: u }, { layer: b.name, index: v });
      const share = (pixels: ReadonlySet<number>) => (common === 0 ? 0 : common / pixels.size);
      expect(found, written.name).toEqual({
        pixels: common,
        shares: [share(first), share(second)],
      });
      compared += 1;
    }
    expect(compared).toBeGreaterThan(5);
  });
});
