import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnknownLayerError, field, lattices } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { positionsOf } from './brute-force.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

/** Two merges in a row, each of a branch and of what it branched from. */
const NETWORK = readNetwork({
  input_size: [20],
  layers: [
    ['a', 3],
    { name: 'crop1', type: 'crop', cropping: 1, inputs: ['input'] },
    { name: 'x', type: 'add', inputs: ['a', 'crop1'] },
    ['b', 5],
    { name: 'crop2', type: 'crop', cropping: 2, inputs: ['x'] },
    { name: 'y', type: 'add', inputs: ['b', 'crop2'] },
    { name: 'head', type: 'conv', kernel_size: 2 },
  ],
});

const seen = (layer: string, via?: string | Record<string, string>): number[] => {
  const { region, size } = field(NETWORK, layer, 4, { via });
  return [...(region[0] ?? []), ...size];
};

describe('a field by one input of a merge', () => {
  test('is the part of that input', () => {
    expect(seen('y')).toEqual([4, 11, 7]);
    expect(seen('y', 'b')).toEqual([4, 11, 7]);
    expect(seen('y', 'crop2')).toEqual([6, 9, 3]);
  });

  test('of several merges on the way, each by its own', () => {
    expect(seen('head', { y: 'crop2', x: 'crop1' })).toEqual([7, 9, 2]);
    expect(seen('head', { y: 'crop2', x: 'a' })).toEqual([6, 10, 4]);
    expect(seen('head', { x: 'crop1' })).toEqual([5, 11, 6]);
    expect(seen('head', { y: 'b' })).toEqual(seen('head'));
    expect(seen('head', {})).toEqual(seen('head'));
  });

  test('leaves out what is not on that way', () => {
    const path = (via?: string): string[] => [...field(NETWORK, 'x', 0, { via }).path.keys()];
    expect(path()).toEqual(expect.arrayContaining(['a', 'crop1', 'input']));
    expect(path('crop1')).not.toContain('a');
  });

  test('of what is no input there is none, and the inputs are offered', () => {
    const ask = (layer: string, via: string | Record<string, string>) => () => seen(layer, via);
    expect(ask('y', 'b2')).toThrow(UnknownLayerError);
    expect(ask('y', 'b2')).toThrow(expect.objectContaining({ layer: 'b2', nearest: ['b'] }));
    expect(ask('y', 'a')).toThrow(UnknownLayerError);
    expect(ask('head', { y: 'x' })).toThrow(UnknownLayerError);
    expect(ask('head', { z: 'b' })).toThrow(expect.objectContaining({ layer: 'z' }));
    expect(ask('input', 'b')).toThrow(UnknownLayerError);
    expect(ask('head', { input: 'a' })).toThrow(UnknownLayerError);
  });

  test('all parts together are the whole, feature by feature', () => {
    const merging = randomNetwork(6).filter(({ layers }) =>
      layers.some(({ inputs }) => inputs.length > 1),
    );
    fc.assert(
      fc.property(merging, fc.nat(), (written, which) => {
        const network = readNetwork(written);
        const rows = new Map(lattices(network).map((row) => [row.name, row]));
        for (const { name, inputs } of network.layers) {
          const row = rows.get(name);
          if (inputs.length < 2 || !row || row.status === 'bound') continue;
          if (row.status === 'unsupported') continue;
          const indices = positionsOf(row.n);
          const index = indices[which % indices.length];
          const parts = inputs.map((via) => field(network, name, index, { via }).region);
          const { region, pixels } = field(network, name, index);
          if (pixels === 0) continue;
          for (const axis of network.inputSize.keys()) {
            const ends = parts.flatMap((region) => region[axis] ?? []);
            expect([Math.min(...ends), Math.max(...ends)]).toEqual(region[axis]);
          }
        }
      }),
      random(60, 29),
    );
  });
});
