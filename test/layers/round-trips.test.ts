/** One network in all its written forms. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lattices } from '../../src/arithmetic/index.js';
import { readNetwork, registry, toDocument } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { randomNetwork } from '../arithmetic/random-networks.js';
import { random } from '../random.js';

type Layers = readonly Readonly<Record<string, unknown>>[];

/** Every form that holds what full layers hold. */
const FORMS: Readonly<Record<string, (network: Network) => unknown>> = {
  'the network itself': (network) => network,
  'its document': toDocument,
  'JSON text of it': (network) => JSON.stringify(toDocument(network), null, 2),
  'an object by names': (network) => {
    const document = toDocument(network);
    const named = document.layers.map(({ name, ...layer }) => [name, layer]);
    return { ...document, layers: Object.fromEntries(named) };
  },
  'without inputs that are the layer before': (network) => {
    const document = toDocument(network);
    const layers = document.layers.map(({ inputs, ...layer }, at) => {
      const before = at === 0 ? 'input' : network.layers[at - 1].name;
      return isDeepStrictEqual(inputs, [before]) ? layer : { ...layer, inputs };
    });
    return { ...document, layers };
  },
};

function expectSame(again: Network, network: Network): void {
  expect(toDocument(again)).toEqual(toDocument(network));
  expect(again.layers).toEqual(network.layers);
}

describe('a network is the same from', () => {
  test.each(Object.entries(FORMS))('%s', (_, written) => {
    const types = new Set<string>();
    fc.assert(
      fc.property(randomNetwork(8), (plain) => {
        const network = readNetwork(plain);
        for (const { type } of network.layers) types.add(type);
        expectSame(readNetwork(written(network)), network);
      }),
      // So many hold every type.
      random(300, 31, 300),
    );
    expect([...types].sort()).toEqual([...registry.keys()].sort());
  });

  test('rows of every length, of every type that has them', () => {
    const read = (layers: unknown) => readNetwork(layers, { inputSize: [40, 50] });
    const full = (name: string, type: string, given: object): Layers => [{ name, type, ...given }];
    const [kernel_size, stride, padding, dilation] = [[3, 5], 2, [[0, 1], 1], 2];
    for (const [name, type] of [
      ['conv1', 'conv'],
      ['pool1', 'max_pool'],
      ['maxpool_a', 'max_pool'],
      ['avgpool', 'avg_pool'],
    ]) {
      const short: [unknown[], object][] = [
        [[kernel_size], { kernel_size, stride: 1 }],
        [[kernel_size, stride], { kernel_size, stride }],
        [[kernel_size, stride, padding], { kernel_size, stride, padding }],
      ];
      if (type !== 'avg_pool') {
        const all = { kernel_size, stride, padding, dilation };
        short.push([[kernel_size, stride, padding, dilation], all]);
      }
      for (const [row, given] of short) {
        const network = read(full(name, type, given));
        expectSame(read([[name, ...row]]), network);
        expectSame(read({ [name]: row }), network);
        if (name === 'conv1') expectSame(read([row]), network);
        expect(lattices(read([[name, ...row]]))).toEqual(lattices(network));
      }
    }
  });
});
