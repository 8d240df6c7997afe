import { expect, test } from 'vitest';
import { suggest } from '../../src/layers/index.js';

const NAMES = ['conv1', 'conv2', 'conv10', 'pool1', 'kernel_size', 'input_size', 'layer1.0.conv1'];

test.each([
  ['kernal_size', ['kernel_size']],
  ['kernel', ['kernel_size']],
  ['KERNEL_SIZE', ['kernel_size']],
  ['inputsize', ['input_size']],
  ['conv', ['conv1', 'conv2', 'conv10']],
  ['covn2', ['conv2']],
  ['layer1.0.conv', ['layer1.0.conv1']],
  ['zzz', []],
  ['', []],
])('what %j may mean', (name, expected) => {
  expect(suggest(name, NAMES)).toEqual(expected);
});

test('many long names take no time', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `${'x'.repeat(1000)}${i}`);
  const start = performance.now();
  suggest('x'.repeat(1000), names);
  expect(performance.now() - start).toBeLessThan(1000);
});
