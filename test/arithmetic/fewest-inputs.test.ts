import { expect, test } from 'vitest';
import { fewestInputs } from '../../src/arithmetic/findings/fewest-inputs.js';
import { LayerError, readNetwork, wiringOf } from '../../src/layers/index.js';

/** Features of the layer over an input of `n`, 0 where it is refused. */
function sizeOf(layer: object, n: number): number {
  try {
    return readNetwork([layer], { inputSize: [n] }).layers[0].size[0];
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return 0;
  }
}

function told(written: object, n: number): number | null {
  const network = readNetwork([written], { inputSize: [24] });
  const [{ maps }] = wiringOf(network).wires[1];
  return fewestInputs(network.layers[0], maps[0], 0, n);
}

const MOST = 5;

test.each<[object]>([
  [{ type: 'conv', kernel_size: 1 }],
  [{ type: 'conv', kernel_size: 4 }],
  [{ type: 'conv', kernel_size: 3, stride: 2 }],
  [{ type: 'conv', kernel_size: 3, stride: 2, padding: 1 }],
  [{ type: 'conv', kernel_size: 5, padding: [[4, 1]] }],
  [{ type: 'conv', kernel_size: 3, dilation: 3, padding: [[1, 2]] }],
  [{ type: 'conv', kernel_size: 3, padding: 6 }],
  [{ type: 'conv', kernel_size: 3, padding: 'same' }],
  [{ type: 'conv', kernel_size: 3, stride: 3, padding: 'same' }],
  [{ type: 'max_pool', kernel_size: 3, stride: 2 }],
  [{ type: 'avg_pool', kernel_size: 2, stride: 3 }],
  [{ type: 'crop', cropping: [[2, 1]] }],
  [{ type: 'pad', padding: [[2, 1]] }],
  [{ type: 'pixel_unshuffle', factor: 3 }],
  [{ type: 'pixel_shuffle', factor: 2 }],
  [{ type: 'pointwise' }],
  [{ type: 'norm', scope: 'map' }],
  [{ type: 'attention' }],
  [{ type: 'add' }],
  [{ type: 'multiply' }],
  [{ type: 'concat' }],
])('the fewest inputs of %j are those that are found by trying', (layer) => {
  const sizes = Array.from({ length: 24 }, (_, i) => sizeOf(layer, i + 1));
  for (let n = 1; n <= MOST; n += 1) {
    const first = sizes.findIndex((size) => size >= n) + 1;
    expect([n, told(layer, n)]).toEqual([n, first]);
  }
});

test.each<[object]>([
  [{ type: 'linear' }],
  [{ type: 'global_pool' }],
  [{ type: 'adaptive_pool', output_size: 3 }],
])('%j makes something of any input', (layer) => {
  expect(told(layer, 1)).toBe(1);
  expect(sizeOf(layer, 1)).toBeGreaterThan(0);
});

test.each<[object]>([
  [{ type: 'max_pool', kernel_size: 3, stride: 2, ceil_mode: true }],
  [{ type: 'avg_pool', kernel_size: 3, padding: 1, ceil_mode: true }],
  [{ type: 'upsample', scale_factor: 0.5 }],
  [{ type: 'conv_transpose', kernel_size: 2, stride: 2 }],
  [{ type: 'slice', step: 2 }],
  [{ type: 'unknown', reason: 'a sort' }],
])('of %j they are not known', (layer) => {
  expect(told(layer, 2)).toBeNull();
});
