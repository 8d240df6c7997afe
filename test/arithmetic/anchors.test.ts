import { describe, expect, test } from 'vitest';
import { UnknownLayerError, anchors } from '../../src/arithmetic/index.js';
import { Fraction } from '../../src/arithmetic/exact.js';
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

  test.each<[string, object[], unknown, unknown]>([
    // The features of a pixel stand together, at its centre: 1/4 pixel before and after in turn.
    ['upsampled', [{ type: 'upsample', scale_factor: 2 }], 0.25, 0.5],
    ['that are blind in turn', [{ type: 'conv_transpose', kernel_size: 1, stride: 4 }], 0.5, 0.25],
    // [0, 2), [1, 4), [3, 6), [5, 7): from 1 to 6 in three steps.
    ['without a period', [{ type: 'adaptive_pool', output_size: 4 }], 1, new Fraction(5, 3)],
  ])('of features %s lie evenly among them', (_, layers, offset, stride) => {
    const network = readNetwork(layers, { inputSize: [7] });
    const { name } = network.layers[layers.length - 1];
    expect(anchors(network, name)).toMatchObject({
      ...{ layer: name, offset: [offset], stride: [stride] },
      ...{ status: 'varies', reason: null },
    });
  });

  test('of features that see nothing stand nowhere', () => {
    const layers = [
      { type: 'conv_transpose', kernel_size: 1, stride: 4 },
      { name: 'blind', type: 'slice', start: 1, step: 2 },
    ];
    const network = readNetwork(layers, { inputSize: [7] });
    expect(anchors(network, 'blind')).toMatchObject({ offset: [null], stride: [0.5] });
  });

  test('an unknown layer', () => {
    expect(() => anchors(ALEXNET, 'conv9')).toThrow(UnknownLayerError);
  });
});
