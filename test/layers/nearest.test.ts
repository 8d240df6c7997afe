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
  ['0.conv1', ['conv1', 'layer1.0.conv1']],
  ['model.layer1.0.conv1', ['layer1.0.conv1', 'conv1']],
  ['zzz', []],
  ['', []],
])('what %j may mean', (name, expected) => {
  expect(suggest(name, NAMES)).toEqual(expected);
});

test.each<[string, string, boolean]>([
  // One letter more, less, other, or two changed over, for every three.
  ['abc', 'abcd', true],
  ['abc', 'bc', true],
  ['abc', 'abd', true],
  ['abc', 'acb', true],
  ['abc', 'bac', true],
  ['abc', 'cab', false],
  ['abc', 'axd', false],
  ['abcdef', 'badcef', true],
  ['abcdef', 'abcdxyz', false],
  ['abcdef', 'bcdefg', true],
  ['abcdef', 'fbcdea', true],
  ['abcdef', 'fabcde', true],
  ['abcdef', 'efabcd', false],
  ['ab', 'ba', true],
  ['ab', 'xy', false],
  ['ab', 'abcd', false],
  ['abc', 'abcdefgh', true],
  ['abcdefgh', 'abc', true],
  ['ab', 'abcdefgh', false],
  ['abcdefgh', 'ab', false],
])('whether %j may mean %j', (name, candidate, may) => {
  expect(suggest(name, [candidate])).toEqual(may ? [candidate] : []);
});

test('the nearest stands first, what only holds it last', () => {
  expect(suggest('conv', ['convolution', 'cnov', 'conv', 'conw'])).toEqual([
    'conv',
    'cnov',
    'conw',
  ]);
  expect(suggest('conv', ['convolution', 'conv2'], 9)).toEqual(['conv2', 'convolution']);
  expect(suggest('conv', ['conv1', 'conv2', 'conv3'], 2)).toEqual(['conv1', 'conv2']);
});

test('a letter of a name is not what somebody meant by it', () => {
  expect(suggest('stage', ['a', 'e', 'ag', 'tag'])).toEqual(['tag']);
});

test('what is in a container is found by its own name', () => {
  const names = ['conv1', 'net.layer4.0.conv1', 'net.layer4.0', 'net.layer4', 'net.layer5'];
  expect(suggest('layer4', names)).toEqual(['net.layer4', 'net.layer4.0', 'net.layer4.0.conv1']);
});

test('of names as near, the one whose first other letter is nearest stands first', () => {
  const stages = ['layer1', 'layer2', 'layer3', 'layer4'];
  expect(suggest('layer5', stages)).toEqual(['layer4', 'layer3', 'layer2']);
  expect(suggest('layer0', stages)).toEqual(['layer1', 'layer2', 'layer3']);
});

test('long names are compared by their first letters', () => {
  const long = (end: string): string => `${'x'.repeat(100)}${end}`;
  expect(suggest(long('abc'), [long('zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz')])).toHaveLength(
    1,
  );
});

test('many long names take no time', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `${'x'.repeat(1000)}${i}`);
  const start = performance.now();
  suggest('x'.repeat(1000), names);
  expect(performance.now() - start).toBeLessThan(1000);
});
