import { expect, test } from 'vitest';
import { showShare, shown } from '../../src/layers/sentences/shown.js';

const long = 'a'.repeat(61);

test.each<[unknown, string]>([
  ['conv1', '"conv1"'],
  ['a'.repeat(60), `"${'a'.repeat(60)}"`],
  [long, `"${'a'.repeat(59)}…"`],
  [2.5, '2.5'],
  [true, 'true'],
  [undefined, 'undefined'],
  [10n ** 70n, `1${'0'.repeat(58)}…`],
  [Symbol('s'), 'a symbol'],
  [() => 1, 'a function'],
  [null, 'null'],
  [{ a: 1 }, 'an object'],
  [new Map(), 'a Map'],
  [[], 'an empty list'],
  [[1, 'a', null, [], [1], {}], '[1, "a", null, an empty list, a list, an object]'],
  [[1, 2, 3, 4, 5, 6], '[1, 2, 3, 4, 5, 6]'],
  [[1, 2, 3, 4, 5, 6, 7], '[1, 2, 3, 4, 5, 6, …]'],
  [[long, long], `["${'a'.repeat(57)}…`],
])('a value as a message quotes it: case %#', (value, text) => {
  expect(shown(value)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.0049, 'less than 1 %'],
  [0.005, '1 %'],
  [0.5, '50 %'],
  [0.9949, '99 %'],
  [0.995, 'more than 99 %'],
  [1, '100 %'],
])('a share of %d as whole per cent', (share, text) => {
  expect(showShare(share)).toBe(text);
});
