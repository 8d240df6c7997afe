import { describe, expect, test } from 'vitest';
import { IndexRangeError, UnknownLayerError, field } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';

const ARTICLE = readNetwork(
  [
    ['conv1', 3, 2, 1],
    ['conv2', 3, 2, 1],
  ],
  { inputSize: 5 },
);

describe('questions that have no answer', () => {
  test('an unknown layer, with the nearest names', () => {
    expect(() => field(ARTICLE, 'cov1', 0)).toThrow(UnknownLayerError);
    expect(() => field(ARTICLE, 'cov1', 0)).toThrow(
      expect.objectContaining({
        nearest: ['conv1'],
        message: 'no layer is called "cov1". Did you mean conv1?',
      }),
    );
    expect(() => field(ARTICLE, 'conv1', 0, { to: 'toString' })).toThrow(UnknownLayerError);
    expect(() => field(ARTICLE, 5 as unknown as string, 0)).toThrow(UnknownLayerError);
  });

  test.each<[unknown, number | null, string]>([
    [3, 0, 'index 3 is outside "conv1" on axis y; it goes from 0 to 2'],
    [[0, -1], 1, 'index -1 is outside "conv1" on axis x; it goes from 0 to 2'],
    [[0.5, 0], 0, 'index 0.5 is not a whole number on axis y; "conv1" goes from 0 to 2'],
    [[0], null, 'index [0] has not one entry for each of the 2 axes of "conv1"'],
    [
      '0',
      null,
      'index "0" is no place in "conv1"; write a whole number, or one for each of the 2 axes',
    ],
    [
      null,
      null,
      'index null is no place in "conv1"; write a whole number, or one for each of the 2 axes',
    ],
    [[0, true], 1, 'index true is not a whole number on axis x; "conv1" goes from 0 to 2'],
  ])('index %j', (index, axis, message) => {
    const ask = (): unknown => field(ARTICLE, 'conv1', index as number[]);
    expect(ask).toThrow(IndexRangeError);
    expect(ask).toThrow(expect.objectContaining({ layer: 'conv1', axis, message, size: [3, 3] }));
  });

  test('numbers past 2^53', () => {
    const layer = { type: 'conv', kernel_size: 1, stride: 2, padding: 2 ** 29 };
    const network = readNetwork(
      Array.from({ length: 60 }, () => layer),
      { inputSize: [2 ** 30] },
    );
    expect(() => field(network, 'conv60', 0)).toThrow(
      expect.objectContaining({ code: 'beyond_exact' }),
    );
  });
});
