import { describe, expect, test } from 'vitest';
import { UnknownLayerError, anchors } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';

const ALEXNET = readNetwork(
  [
    ['conv1', 11, 4, 0],
    ['pool1', 3, 2, 0],
    ['conv2', 5, 1, 2],
  ],
  { inputSize: [227, 239] },
);

describe('anchors', () => {
  test('stand where the features do', () => {
    expect(anchors(ALEXNET, 'conv2')).toEqual({
      layer: 'conv2',
      offset: [9.5, 9.5],
      stride: [8, 8],
      status: 'exact',
      reason: null,
    });
    expect(anchors(ALEXNET, 'input')).toMatchObject({ offset: [0.5, 0.5], stride: [1, 1] });
  });

  test('of features that see everything stand where those of their input do, and say so', () => {
    const gate = { name: 'gate', type: 'global_pool' };
    const scaled = { name: 'scaled', type: 'multiply', inputs: ['conv2', 'gate'] };
    const network = readNetwork([['conv1', 3, 2, 1], ['conv2', 3, 2, 1], gate, scaled], {
      inputSize: 64,
    });
    expect(anchors(network, 'scaled')).toEqual({
      ...anchors(network, 'conv2'),
      layer: 'scaled',
      status: 'whole',
      reason: { code: 'whole_from', values: { layer: 'gate' } },
    });
  });

  test('an unknown layer', () => {
    expect(() => anchors(ALEXNET, 'conv9')).toThrow(UnknownLayerError);
  });
});
