/** An image that is read from its end on has the findings of the image itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findings } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { random } from '../random.js';
import { MERGES } from './brute-windows.js';
import { ALL_TYPES } from './random-layers.js';
import { randomNetwork } from './random-networks.js';

const TURNED = { name: 'turned', type: 'slice', step: -1 };

function read(layers: readonly object[], size: number): Network | null {
  try {
    return readNetwork(layers, { inputSize: [size] });
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}

/** What is found, but for sides, for which pixel is the first, and for what a slice leaves open. */
const foundIn = (network: Network): string[] =>
  findings(network)
    .map(({ code, layer, values }) => {
      const told = JSON.stringify(values, (key, value: unknown) => {
        if (typeof value !== 'number') return value === 'turned' ? 'input' : value;
        return ['first', 'smallest'].includes(key) ? null : Math.abs(Number(value.toFixed(9)));
      });
      return `${code} ${layer} ${told}`;
    })
    .sort();

const names = (layers: readonly object[]): object[] =>
  layers.map((layer, i) => ({ name: `layer${i + 1}`, ...layer }));

const pool = { type: 'max_pool', kernel_size: 2, stride: 2 };

test.each<[string, object[], number]>([
  ['a row that is dropped', [pool], 7],
  ['rows of two maps', [pool, pool], 7],
  ['a stride larger than its kernel', [{ type: 'conv', kernel_size: 1, stride: 2 }], 7],
  ['both', [pool, { type: 'conv', kernel_size: 1, stride: 2 }], 11],
])('of %s', (_, drawn, size) => {
  const layers = names(drawn);
  const straight = foundIn(read(layers, size) as Network);
  expect(straight.length).toBeGreaterThan(0);
  expect(foundIn(read([TURNED, ...layers], size) as Network)).toEqual(straight);
});

/** Windows begin where the image does, and what is causal looks to one side: these are not turned. */
const types = ALL_TYPES.filter((type) => !['slice', 'attention', ...MERGES].includes(type));

test('of random networks', () => {
  const property = fc.property(
    randomNetwork(6, types).filter(({ input_size }) => input_size.length === 1),
    ({ input_size: [size], layers }) => {
      const above = layers.map((layer) => ({
        ...layer,
        inputs: layer.inputs.map((name) => (name === 'input' ? 'turned' : name)),
      }));
      const [straight, turned] = [read(layers, size), read([TURNED, ...above], size)];
      if (!straight || !turned) return;
      expect(foundIn(turned)).toEqual(foundIn(straight));
    },
  );
  fc.assert(property, random(300, 59));
});
