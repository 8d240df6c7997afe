import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lattices, paddingFree, paddingSeenShare } from '../../src/arithmetic/index.js';
import { readNetwork, registry } from '../../src/layers/index.js';
import { bruteForce, positionsOf, shadow } from './brute-force.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

describe('the features that see padding', () => {
  test('are those whose unclipped field brute force finds outside the image', () => {
    fc.assert(
      fc.property(randomNetwork(5, Array.from(registry.keys())), fc.nat(1e6), (written, which) => {
        const network = readNetwork(written);
        const row = lattices(network)[1 + (which % network.layers.length)];
        const truth = bruteForce(written);
        if (row.status === 'unsupported' || row.status === 'bound') return;
        const spans = network.inputSize.map((_, axis) => paddingFree(network, row, axis));
        const indices = positionsOf(row.n);
        let seeing = 0;
        for (const index of indices) {
          const read = truth.unclipped(row.name, index).get('input');
          // What sees nothing on one axis has nothing left on the others.
          if (!read?.size) continue;
          const isFree = network.inputSize.map((size, axis) =>
            shadow(read, axis).every((at) => at >= 0 && at < size),
          );
          const told = spans.map((found, axis) =>
            found?.some(([first, past]) => first <= index[axis] && index[axis] < past),
          );
          expect(told).toEqual(isFree);
          if (isFree.includes(false)) seeing += 1;
        }
        expect(paddingSeenShare(network, row)).toBeCloseTo(seeing / indices.length, 9);
      }),
      random(120, 19),
    );
  });

  test('are counted in closed form on maps of any size', () => {
    const network = readNetwork(
      Array.from({ length: 4 }, () => [3, 1, 1]),
      { inputSize: 2 ** 30 },
    );
    const row = lattices(network)[4];
    expect(paddingFree(network, row, 0)).toEqual([[4, 2 ** 30 - 4]]);
    expect(paddingSeenShare(network, row)).toBeCloseTo(1 - (1 - 8 / 2 ** 30) ** 2, 15);
  });

  test('are none of the input, and not known of what is unsupported', () => {
    const network = readNetwork({
      input_size: 9,
      layers: [{ name: 'op', type: 'unknown', reason: 'MyOp' }],
    });
    const [input, op] = lattices(network);
    expect(paddingSeenShare(network, input)).toBe(0);
    expect(paddingSeenShare(network, op)).toBeNull();
  });
});
