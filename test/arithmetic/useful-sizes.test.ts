/** The size below which no field lies within the image, by trying. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { field, findings } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { random } from '../random.js';

/** Sizes that are tried. */
const MOST = 60;

function at(layers: readonly object[], n: number): Network | null {
  try {
    return readNetwork(layers, { inputSize: [n] });
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}

function told(network: Network, code: string): Readonly<Record<string, unknown>> | undefined {
  return findings(network).find((finding) => finding.code === code)?.values;
}

function sees(network: Network): boolean {
  const [size] = network.inputSize;
  const { name, size: features } = network.layers[network.layers.length - 1];
  return Array.from({ length: features[0] }, (_, u) => field(network, name, u).region[0]).some(
    (region) => region !== null && region[0] >= 0 && region[1] <= size,
  );
}

/** The first size that is accepted and at which some feature sees its whole field. */
const firstSeeing = (layers: readonly object[]): number | undefined =>
  Array.from({ length: MOST }, (_, i) => i + 1).find((n) => {
    const network = at(layers, n);
    return network && sees(network);
  });

const conv = (kernel_size: number, given: object = {}): object => ({
  ...{ type: 'conv', kernel_size },
  ...given,
});
const crop = (...cropping: number[]): object => ({ type: 'crop', cropping: [cropping] });
const slice = (given: object): object => ({ type: 'slice', ...given });
const backwards = slice({ step: -1 });
const wide = conv(9, { padding: 4 });

test.each<[string, object[], number]>([
  ['a map cropped to nothing at the size itself', [wide, crop(4, 3), conv(1)], 8],
  ['an image read from its end on', [backwards, wide], 6],
  ['one with its end cut off', [slice({ start: -3, step: -1 }), wide], 8],
  ['one with its start cut off', [slice({ stop: 2, step: -1 }), wide], 8],
  ['every other pixel from the end on', [slice({ step: -2 }), wide], 9],
  ['padding on one side', [backwards, conv(9, { padding: [[8, 0]] })], 6],
])('%s', (_, layers, size) => {
  const network = at(layers, size) as Network;
  expect(sees(network)).toBe(false);
  expect(told(network, 'useful_sizes')).toMatchObject({ size, whole: firstSeeing(layers) });
});

describe('is not told', () => {
  test.each<[string, object[], size?: number]>([
    ['the last five pixels', [slice({ start: -5 }), wide]],
    ['the first five pixels', [slice({ stop: 5 }), wide]],
    ['the last five, backwards', [slice({ start: -1, stop: -6, step: -1 }), wide]],
    ['from the fifth pixel back', [slice({ start: 4, step: -1 }), wide]],
    [
      'backwards in one branch',
      [
        { name: 'back', ...backwards, inputs: ['input'] },
        { name: 'x', type: 'add', inputs: ['input', 'back'] },
        wide,
      ],
    ],
    [
      'beside a layer that refuses the next ten thousand sizes',
      [
        { name: 'fold', type: 'pixel_unshuffle', factor: 10007, inputs: ['input'] },
        conv(20021, { padding: 10010, inputs: ['input'] }),
      ],
      10007,
    ],
    [
      'branches whose only feature seems to be in line',
      [
        { name: 'larger', type: 'upsample', scale_factor: 1.5, mode: 'linear' },
        { name: 'x', type: 'add', inputs: ['larger', 'input'] },
      ],
      1,
    ],
    ['backwards above a stride', [conv(2, { stride: 2 }), backwards, wide]],
  ])('of %s', (_, layers, size = 7) => {
    expect(told(at(layers, size) as Network, 'useful_sizes')).toBeUndefined();
  });
});

test('is what trying finds, of random networks', () => {
  const few = fc.integer({ min: 0, max: 3 });
  const place = fc.option(fc.integer({ min: -4, max: 4 }));
  const layer = fc.oneof(
    fc.record({
      type: fc.constantFrom('conv', 'conv', 'conv_transpose'),
      kernel_size: fc.integer({ min: 1, max: 7 }),
      stride: fc.constantFrom(1, 1, 2, 3),
      padding: fc.tuple(fc.tuple(few, few)),
    }),
    fc.record({ type: fc.constant('crop'), cropping: fc.tuple(fc.tuple(few, few)) }),
    fc.record({
      type: fc.constant('slice'),
      start: place,
      stop: place,
      step: fc.constantFrom(1, -1, -1, 2, -2),
    }),
  );
  const property = fc.property(
    fc.array(layer, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    fc.integer({ min: 1, max: 12 }),
    (drawn, turned, size) => {
      const layers = turned ? [backwards, ...drawn] : drawn;
      const network = at(layers, size);
      const whole = network && told(network, 'useful_sizes')?.whole;
      if (whole === undefined || whole === null || Number(whole) > MOST) return;
      expect(whole).toBe(firstSeeing(layers));
    },
  );
  fc.assert(property, random(300, 53));
});
