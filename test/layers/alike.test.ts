import { expect, test } from 'vitest';

import { readNetwork } from '../../src/layers/index.js';
import { refusal } from './refusal.js';

const conv = (parameters: object): object => ({ type: 'conv', kernel_size: 3, ...parameters });

test('layers written alike share what they have in common, whatever their size', () => {
  const [first, second, third] = readNetwork([conv({}), conv({}), conv({ padding: 1 })], {
    inputSize: [16, 12],
  }).layers;
  expect(second.parameters).toBe(first.parameters);
  expect([first, second, third].map(({ size }) => size)).toEqual([
    [14, 10],
    [12, 8],
    [12, 8],
  ]);
});

test.each([
  ['a key that looks like several', conv({ 'stride=1 padding': 1 }), 'stride=1 padding'],
  ['text for a number', conv({ stride: '1', padding: 1 }), 'stride'],
  ['true for a number', conv({ stride: true, padding: 1 }), 'stride'],
  ['a list of another shape', conv({ stride: 1, padding: [1] }), 'padding'],
  ['a pair for a list', conv({ stride: 1, padding: [[1, 1]] }), 'padding'],
  ['no number', conv({ stride: NaN, padding: 1 }), 'stride'],
])('%s is refused below a layer that is right', (_, wrong, parameter) => {
  const right = [conv({ stride: 1, padding: 1 }), conv({ stride: 1, padding: [1, 1] })];
  const error = refusal([...right, wrong]);
  expect([error.values.position, error.parameter]).toEqual([3, parameter]);
});

test('null and no number stay apart where null is read', () => {
  const slice = (stop: unknown): object => ({ type: 'slice', stop });
  expect(refusal([slice([null, 3]), slice([NaN, 3])]).parameter).toBe('stop');
});
