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
        name: 'UnknownLayerError',
        layer: 'cov1',
        nearest: ['conv1'],
        message: 'no layer is called "cov1". Did you mean conv1?',
      }),
    );
    expect(() => field(ARTICLE, 'conv1', 0, { to: 'toString' })).toThrow(UnknownLayerError);
    expect(() => field(ARTICLE, 5 as unknown as string, 0)).toThrow(UnknownLayerError);
  });

  test('a container that is not there, with those that are', () => {
    const stages = [1, 2, 3].map((stage) => [`layer${stage}.0.conv1`, 3]);
    const network = readNetwork(stages, { inputSize: 9 });
    expect(() => field(network, 'layer4', 0)).toThrow('Did you mean layer3, layer2, layer1?');
    expect(() => field(network, 'layer3.1', 0)).toThrow('Did you mean layer3.0, layer3, layer2.0?');
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

  test.each<[unknown, number | null, string]>([
    [3, 0, 'leaves "conv1" on axis y; from its index on, at most 2 can be meant'],
    [[2, 0], 1, 'leaves "conv1" on axis x; from its index on, at most 2 can be meant'],
    [[1, 1.5], 1, 'is no number of features on axis x; write a whole number from 1 to 2'],
    [[1, true], 1, 'is no number of features on axis x; write a whole number from 1 to 2'],
    [[1], null, '[1] has not one entry for each of the 2 axes of "conv1"'],
    ['1', null, '"1" is no place in "conv1"'],
  ])('extent %j', (extent, axis, message) => {
    const ask = (): unknown => field(ARTICLE, 'conv1', 1, { extent: extent as number[] });
    expect(ask).toThrow(expect.objectContaining({ name: 'IndexRangeError', layer: 'conv1', axis }));
    expect(ask).toThrow(message);
    expect(field(ARTICLE, 'conv1', 1, { extent: [2, 1] }).size).toEqual([5, 3]);
  });

  test('a place on a single axis is told without its name', () => {
    const line = readNetwork([[3]], { inputSize: [5] });
    expect(() => field(line, 'conv1', 3)).toThrow(
      'index 3 is outside "conv1"; it goes from 0 to 2',
    );
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
