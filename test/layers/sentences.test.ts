import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readNetwork, sentence } from '../../src/layers/index.js';
import { LATE_SENTENCES } from '../../src/layers/late-sentences.js';
import { SENTENCES } from '../../src/layers/sentences.js';

const SOURCE = new URL('../../src/', import.meta.url);

/** All TypeScript of the project but the tables themselves. */
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('sentences.ts'))
  .map((file) => readFileSync(new URL(file, SOURCE), 'utf8'));
const sources = files.join('\n');

describe('the table of sentences', () => {
  test.each(Object.keys(SENTENCES))('%s is said somewhere', (code) => {
    expect(sources).toMatch(new RegExp(`['"]${code}['"]`));
  });

  test.each(Object.keys(LATE_SENTENCES))('%s comes with the part that says it', (code) => {
    for (const file of files.filter((text) => new RegExp(`['"]${code}['"]`).test(text))) {
      expect(file).toMatch(/^import '.*late-sentences\.js';$|from '.*\/finding\.js';$/m);
    }
  });

  test('a sentence without its code is a mistake of ours', () => {
    expect(() => sentence('no_such_code', {})).toThrow('no_such_code');
  });

  test('a layer stands before its sentence', () => {
    const values = { layer: 'a', position: 3, value: 'a', other: 1 };
    expect(sentence('name_taken', values)).toBe(
      'layer 3 "a": the name "a" is already that of layer 1; names are unique',
    );
  });

  test('what is not known is left out', () => {
    const values = { value: 'x', nearest: [] };
    expect(sentence('layer_unknown', values)).toBe('no layer is called "x".');
    expect(sentence('layer_unknown', { value: 'x', nearest: ['y', 'z'] })).toBe(
      'no layer is called "x". Did you mean y, z?',
    );
  });
});

test('one is said of one', () => {
  const two = [['conv1', [3], 1]];
  expect(() => readNetwork(two, { inputSize: 9 })).toThrow(
    'kernel_size [3] has 1 entry; write a number, or one for each of the 2 axes',
  );
  const one = [['conv1', [3, 3], 1]];
  expect(() => readNetwork(one, { inputSize: [9] })).toThrow(
    'kernel_size [3, 3] has 2 entries; write a number, or a list of one',
  );
  expect(() => readNetwork([{ type: 'unknown' }], { inputSize: 9 })).toThrow('an unknown needs it');
  expect(() => readNetwork([{ type: 'crop', cropping: 1 }], { inputSize: 1 })).toThrow(
    'takes away the only feature; leave at least one',
  );
});

test('a text without anything in it says so', () => {
  expect(() => readNetwork(' \n', { inputSize: 9 })).toThrow('there is no text; write a list');
});

test('what is no list of layers is said before a size that is missing', () => {
  for (const source of [null, 5, 'null', '"hello"']) {
    expect(() => readNetwork(source)).toThrow('is not a list of layers');
  }
});
