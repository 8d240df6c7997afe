import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readText } from '../../src/layers/reading/json-text.js';
import { LayerError } from '../../src/layers/index.js';
import { random } from '../random.js';

function refusal(text: string): LayerError {
  try {
    readText(text);
  } catch (error) {
    if (error instanceof LayerError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('text that is no JSON', () => {
  test.each([
    [
      '[["conv1", 11, 4, 0] ["pool1", 3, 2, 0]]',
      'line 1, column 22: a comma or ] should stand here, not "["',
    ],
    ['[\n  ["a", 3],\n  ["b" 3]\n]', 'line 3, column 8: a comma or ] should stand here, not "3"'],
    ['{"a": [3] "b": [3]}', 'line 1, column 11: a comma or } should stand here, not "\\""'],
    ['[[3],]', 'line 1, column 6: a comma stands before "]", and nothing follows it; take it away'],
    [
      '{"a": [3],}',
      'line 1, column 11: a comma stands before "}", and nothing follows it; take it away',
    ],
    ['[[NaN]]', 'line 1, column 3: a value should stand here, not "NaN"'],
    ['[[-Infinity]]', 'line 1, column 3: a value should stand here, not "-"'],
    ["[['a', 3]]", 'line 1, column 3: a value should stand here, not "\'"'],
    ['[[3], // first', 'line 1, column 7: a value should stand here, not "/"'],
    ['{a: [3]}', 'line 1, column 2: a name in double quotes should stand here, not "a"'],
    ['{"a" [3]}', 'line 1, column 6: a colon should stand here, not "["'],
    ['[[3]]]', 'line 1, column 6: the text should end here; "]" follows'],
    ['[["a', 'line 1, column 3: the text "a" has no closing double quote on its line'],
    ['[["a\n", 3]]', 'line 1, column 3: the text "a" has no closing double quote on its line'],
    ['["\\d"]', 'line 1, column 3: "\\\\d" means nothing in JSON; write \\\\ for a backslash'],
    [
      '[[3]',
      'line 1, column 5: the text ends too early; a bracket is not closed, or a value is missing',
    ],
    [
      '',
      'line 1, column 1: there is no text; write a list of layers, such as [["conv1", 11, 4, 0]]',
    ],
    [
      '{"a": [1],\n "a": [2]}',
      'line 2, column 2: the name "a" stands twice in one object; each may stand once',
    ],
  ])('%j', (text, message) => {
    expect(refusal(text).message).toBe(message);
  });
});

test.each(['[}', '{]', '[[3}', '{"a": [3]]', '[3', '{', '[]]'])('%s is refused', (text) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(refusal(text)).toBeInstanceOf(LayerError);
});

test('a mark of the byte order is passed over at the start alone', () => {
  expect(readText('\uFEFF["a\uFEFFb"]')).toEqual(['a\uFEFFb']);
  expect(refusal('[\uFEFF3]').message).toContain('column 2');
  expect(refusal('\uFEFF\uFEFF[3]').message).toContain('column 1');
});

test('brackets stand in one another a hundred deep at most', () => {
  const nested = (deep: number): string => '['.repeat(deep) + ']'.repeat(deep);
  expect(JSON.stringify(readText(nested(100)))).toBe(nested(100));
  expect(refusal(nested(101))).toMatchObject({ code: 'text_deep', values: { column: 101 } });
});

describe('any text', () => {
  const outcome = (read: () => unknown): unknown => {
    try {
      return { value: read() };
    } catch {
      return 'refused';
    }
  };

  test('is read as JSON reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readText(text)).toEqual(JSON.parse(text));
      }),
      random(300, 1),
    );
  });

  test('is refused where JSON refuses it, also when it is broken somewhere', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"a"',
      '"b\\n"',
      '1',
      '-0.5e3',
      'true',
      'null',
      ' ',
      '\n',
      '"',
      '01',
      '.',
      '\\',
      '\u0001',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        const ours = outcome(() => readText(text));
        const theirs = outcome(() => JSON.parse(text));
        if (ours === 'refused' && theirs !== 'refused') {
          expect(refusal(text).code).toBe('text_twice');
        } else expect(ours).toEqual(theirs);
      }),
      random(5000, 1),
    );
  });
});
