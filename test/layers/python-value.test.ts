import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/layers/index.js';
import type { LayerError } from '../../src/layers/index.js';
import { MARK, fromPython, toPython } from '../../src/layers/reading/python-value.js';

/** What the shell of the core does with a text from Python. */
const received = (text: string): unknown => fromPython(JSON.parse(text));

describe('a value from Python', () => {
  test.each([5, 'conv', true, null, [1, [2, 'a']], { a: [1], b: { c: null } }])(
    '%j is plain, and the same value',
    (value) => {
      expect(fromPython(value)).toBe(value);
    },
  );

  test.each([
    ['nan', NaN],
    ['inf', Infinity],
    ['-inf', -Infinity],
  ])('%s is the number that JSON does not have', (number, value) => {
    const text = JSON.stringify({ layers: [['a', { $python: 0, number }]], more: { kept: 1 } });
    expect(text).toContain(MARK);
    expect(received(text)).toEqual({ layers: [['a', value]], more: { kept: 1 } });
  });

  test('a list of which only the length is known has that length', () => {
    expect(received('{"$python": 0, "length": 10000000}')).toHaveLength(10_000_000);
    expect(received('[{"$python": 0, "length": 1e12}]')).toEqual([
      expect.objectContaining({ length: 2 ** 32 - 1 }),
    ]);
  });

  test('anything else is neither a number nor a list nor plain data', () => {
    const value = received('{"$python": 3}');
    expect(Object.keys(value as object)).toEqual([]);
    expect(() => readNetwork(value, { inputSize: 9 })).toThrow('is not a list of layers');
  });

  test.each(['{"$python": "3"}', '{"$python": null}', '{"python": 3}'])(
    '%s is an object that somebody wrote',
    (text) => {
      expect(received(text)).toEqual(JSON.parse(text));
    },
  );
});

describe('a refusal that goes back to Python', () => {
  const refused = (layers: string): unknown => {
    try {
      return readNetwork(received(layers), { inputSize: 9 });
    } catch (error) {
      const { value } = error as LayerError;
      return JSON.parse(JSON.stringify({ value }, toPython));
    }
  };

  test('names an object by its place', () => {
    expect(refused('[["a", {"$python": 7}]]')).toEqual({ value: { $python: 7 } });
    expect(refused('{"$python": 2, "length": 100001}')).toEqual({ value: null });
    expect(refused('[["a", 1, {"$python": 4, "length": 3}]]')).toEqual({ value: { $python: 4 } });
  });

  test.each([
    ['nan', 'NaN'],
    ['inf', 'Infinity'],
    ['-inf', '-Infinity'],
  ])('writes %s as what Python reads', (number, written) => {
    expect(refused(`[["a", {"$python": 0, "number": "${number}"}]]`)).toEqual({
      value: { $python: null, number: written },
    });
  });

  test('leaves plain values as they are', () => {
    expect(refused('[["a", [0, 1]]]')).toEqual({ value: 0 });
    const plain = { text: 'a', list: [1, null], number: 2.5, none: null };
    expect(JSON.stringify(plain, toPython)).toBe(JSON.stringify(plain));
  });
});
