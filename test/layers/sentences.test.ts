import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readNetwork, sentence } from '../../src/layers/index.js';
import { LATE_SENTENCES } from '../../src/layers/sentences/late-sentences.js';
import { SENTENCES } from '../../src/layers/sentences/sentences.js';

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
    'kernel_size [3] has 1 entry; write one value, or one for each of the 2 axes',
  );
  const one = [['conv1', [3, 3], 1]];
  expect(() => readNetwork(one, { inputSize: [9] })).toThrow(
    'kernel_size [3, 3] has 2 entries; write one value, or a list of one',
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

describe('what is said of one and of several', () => {
  const one = { several: false };
  const several = { several: true };
  test.each<[string, Record<string, unknown>, string]>([
    ['readout_sees', { ...one, pixels: 1 }, 'sees 1 pixel'],
    ['readout_sees', { ...one, pixels: 1, length: '2 mm' }, 'sees 1 pixel (2 mm)'],
    ['readout_sees', { ...one, pixels: 9, size: '3 × 3' }, 'sees 3 × 3 pixels'],
    ['readout_sees', { ...several, pixels: 9, size: '3 × 3' }, 'see 3 × 3 pixels together'],
    ['readout_sees', { ...several, pixels: 1 }, 'see 1 pixel'],
    [
      'readout_sees_padding',
      { ...one, size: '5', share: '40 %' },
      'sees 5 pixels, 40 % of them padding',
    ],
    [
      'readout_sees_padding',
      { ...several, size: '5', share: '40 %', length: '5 s' },
      'see 5 pixels (5 s) together, 40 % of them padding',
    ],
    ['readout_whole', { ...one, size: '9' }, 'sees everything, 9 pixels'],
    ['readout_whole', { ...several, size: '9', axes: 'x' }, 'see everything along x, 9 pixels'],
    ['readout_bound', { ...one, size: '9' }, 'sees at most 9 pixels'],
    ['readout_bound', { ...several, size: '9', length: '9 mm' }, 'see at most 9 pixels (9 mm)'],
    ['readout_unsupported', one, 'sees pixels that are not known'],
    ['readout_unsupported', several, 'see pixels that are not known'],
    ['readout_nothing', one, 'sees no pixel'],
    ['readout_reason', { reason: 'why it is' }, 'Why it is.'],
    ['readout_above', { ...one, count: 1, layer: 'a' }, '1 feature of a looks at it.'],
    [
      'readout_above',
      { ...several, count: 12_100, layer: 'a' },
      '12,100 features of a look at them.',
    ],
    ['readout_pixel', { ...one, pixel: '(1, 2)' }, 'Pixel (1, 2)'],
    ['readout_pixel', { ...several, pixel: '(1, 2)' }, 'Pixels (1, 2)'],
    ['readout_seen', { ...one, n: 1, count: 1, layer: 'a' }, 'is seen by the one feature of a'],
    [
      'readout_seen',
      { ...several, n: 1, count: 1, layer: 'a' },
      'are seen by the one feature of a',
    ],
    ['readout_seen', { ...one, n: 9, count: 9, layer: 'a' }, 'is seen by all 9 features of a'],
    ['readout_seen', { ...several, n: 9, count: 9, layer: 'a' }, 'are seen by all 9 features of a'],
    [
      'readout_seen',
      { ...one, n: 9, count: 4, layer: 'a', range: '2 to 5' },
      'is seen by 4 of the 9 features of a: 2 to 5',
    ],
    [
      'readout_seen',
      { ...several, n: 9, count: 4, layer: 'a', range: '2 to 5' },
      'are seen by 4 of the 9 features of a: 2 to 5',
    ],
    ['readout_unseen', { ...one, layer: 'a' }, 'is seen by no feature of a'],
    ['readout_unseen', { ...several, layer: 'a' }, 'are seen by no feature of a'],
    ['readout_shares', { ...one, pixels: 1, other: 'b' }, 'shares 1 pixel with b'],
    ['readout_shares', { ...several, pixels: 9_999, other: 'b' }, 'share 9999 pixels with b'],
    ['readout_shares_nothing', { ...one, other: 'b' }, 'shares no pixel with b'],
    ['readout_shares_nothing', { ...several, other: 'b' }, 'share no pixel with b'],
    [
      'readout_common',
      { pixels: 1, share: '1 %', rest: '2 %' },
      'That is 1 % of what the selection sees, 2 % of what the pinned one sees.',
    ],
    [
      'readout_common',
      { pixels: 2, share: '1 %', rest: '2 %' },
      'Those are 1 % of what the selection sees, 2 % of what the pinned one sees.',
    ],
    ['readout_pixels', { pixels: 1 }, '1 pixel'],
    ['readout_pixels', { pixels: 10_000 }, '10,000 pixels'],
    ['readout_pixels', { pixels: 1_234_567 }, '1,234,567 pixels'],
    ['readout_lookers_elsewhere', { axis: 'z', layers: ['a', 'b'] }, 'Along z. Also by a, b.'],
    ['readout_lookers_elsewhere', { axis: 'z', layers: [] }, 'Along z.'],
    ['readout_lookers_elsewhere', { axis: null, layers: ['a'] }, 'Also by a.'],
    ['layers_found', { count: 0 }, 'No layer is called so.'],
    ['layers_found', { count: 1 }, '1 layer'],
    ['layers_found', { count: 3 }, '3 layers'],
    [
      'growth_most',
      { layer: 'a', by: 1, from: 3, to: 4 },
      'a makes the field grow most: by 1 pixel, from 3 to 4.',
    ],
    [
      'sweep_axes',
      { parameter: 'sizes', value: [1, 2], axes: 1 },
      'sizes holds [1, 2], which has not one entry for the one axis; write a number, or one an axis',
    ],
    ['leans', { layer: 'a', by: 1.5, axis: null }, 'the features of a lean 1.5 pixels to the end'],
    [
      'leans',
      { layer: 'a', by: -1, axis: 'y' },
      'the features of a lean 1 pixel to the start on y',
    ],
    [
      'slice_empty',
      { start: 4, stop: null, step: 1, n: 1, axis: null },
      'start 4, stop null, step 1 take nothing of the only feature; take at least one',
    ],
    [
      'slice_empty',
      { start: 4, stop: 2, step: 1, n: 9, axis: 'y' },
      'start 4, stop 2, step 1 take nothing of the 9 features on axis y; take at least one',
    ],
  ])('%s of %j', (code, values, text) => {
    expect(sentence(code, values)).toBe(text);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ least: 4, most: 4, texts: ['4', '4'], exact: true }, '4 features'],
    [{ least: 1, most: 1, texts: ['1', '1'], exact: true }, '1 feature'],
    [{ least: 0, most: 1, texts: ['0', '1'], exact: true }, 'none or 1 feature'],
    [{ least: 0, most: 9, texts: ['0', '9'], exact: true }, 'none to 9 features'],
    [{ least: 2, most: 9, texts: ['2', '9'], exact: true }, '2 to 9 features'],
    [{ least: 2, most: 9, texts: ['2', '9'], exact: false }, 'at most 2 to 9 features'],
  ])('how many look at each pixel: %j', (values, count) => {
    const said = sentence('coverage', { ...values, layer: 'a' });
    expect(said).toBe(`Each pixel is seen by ${count} of a.`);
  });

  test.each<[number, number, string]>([
    [2, 0, 'writes some features twice and others never'],
    [1, 0, 'writes some features once and others never'],
    [4, 3, 'writes some features 4 times and others 3 times'],
  ])('an overlap of %i and %i', (most, least, text) => {
    const values = { layer: 'up', kernel: 3, stride: 2, more: 0, cures: null, dilation: null };
    expect(sentence('uneven_overlap', { ...values, most, least })).toContain(text);
  });

  test.each<[number, string]>([
    [0, 'its features by 1 pixel: its kernel'],
    [1, 'its features by 1 pixel, and so does 1 more layer: its kernel'],
    [3, 'its features by 1 pixel, and so do 3 more layers: its kernel'],
  ])('%i more layers', (more, text) => {
    expect(sentence('even_kernel', { layer: 'a', by: -1, kernel: 4, more })).toContain(text);
  });

  test.each<[unknown, unknown, string]>([
    [8, 16, 'pixels over; with 8 or 16 they leave none'],
    [null, 16, 'pixels over; with 16 they leave none'],
    [8, null, 'pixels over; with 8 they leave none'],
    [null, null, 'pixels over'],
  ])('sizes that would do: %j and %j', (smaller, larger, text) => {
    const values = { layer: 'a', input: 'b', count: 1, n: 9, pixels: 1, size: 9, more: 0 };
    expect(sentence('rows_dropped', { ...values, smaller, larger }).endsWith(text)).toBe(true);
  });
});

describe('what a cure changes', () => {
  const cure = (layers: string[], changes: string[]): string =>
    sentence('cure_layers', { layers, changes });

  test('names a few layers, and counts the rest', () => {
    expect(cure(['a'], ['kernel 3'])).toBe('a with kernel 3');
    expect(cure(['a', 'b'], ['kernel 3', 'padding 1'])).toBe('a and b with kernel 3 and padding 1');
    expect(cure(['a', 'b', 'c', 'd'], [])).toBe('a, b, c and d with ');
    expect(cure(['a', 'b', 'c', 'd', 'e'], [])).toBe('a, b, c and 2 more with ');
  });

  test.each<[string, unknown, string]>([
    ['kernel_size', 3, 'kernel 3'],
    ['stride', 2, 'stride 2'],
    ['ceil_mode', true, 'ceil_mode on'],
    ['align_corners', false, 'align_corners off'],
  ])('%s to %j', (parameter, to, text) => {
    expect(sentence('cure_set', { parameter, to })).toBe(text);
  });

  test('and what is so then', () => {
    expect(sentence('cure_mended', { code: 'dilation_holes' })).toBe('no holes');
    expect(sentence('cut_centers', { centers: ['a at 1', 'b at 2'], apart: 1 })).toBe(
      'a at 1 and b at 2: 1 px apart',
    );
  });
});

test('long names and long lists are cut', () => {
  const said = (layer: string): string => sentence('whole_from', { layer });
  expect(said('a'.repeat(120))).toBe(`everything is seen from ${'a'.repeat(120)} on`);
  expect(said('a'.repeat(121))).toBe(`everything is seen from ${'a'.repeat(119)}… on`);
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);
  const nearest = (count: number): string =>
    sentence('layer_unknown', { value: 'x', nearest: names(count) });
  expect(nearest(24)).toContain('n22, n23?');
  expect(nearest(25)).toContain('n22, n23, …?');
  expect(sentence('unsupported_layer', { reason: 'a sort' })).toBe(
    'what is read is not known: a sort',
  );
});
