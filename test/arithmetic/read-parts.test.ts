import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { field, readParts } from '../../src/arithmetic/index.js';
import { readNetwork, registry } from '../../src/layers/index.js';
import { random } from '../random.js';
import { bruteForce } from './brute-force.js';
import { randomNetwork } from './random-networks.js';

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

  it('is told of maps with holes alone, each branch by itself', () => {
    const layers = [
      ['plain', 3, 1, 1],
      ['wide', 3, 1, 2, 2],
      { name: 'beside', type: 'conv', kernel_size: 1, inputs: ['plain'] },
      { name: 'both', type: 'add', inputs: ['wide', 'beside'] },
    ];
    const network = readNetwork({ input_size: [9, 9], layers });
    const runs = [2, 7, 2];
    expect(readParts(network, field(network, 'wide', 4))).toEqual(
      new Map([['plain', [[[runs], [runs]]]]]),
    );
    expect([...readParts(network, field(network, 'plain', 4)).keys()]).toEqual([]);
    expect([...readParts(network, field(network, 'both', 4)).keys()]).toEqual(['plain']);
  });
});
