import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/layers/index.js';
import type { LayerError, Remarks } from '../../src/layers/index.js';
import { refusal } from './refusal.js';

const conv = (parameters: object): unknown[] => [
  { name: 'a', type: 'conv', kernel_size: 3, ...parameters },
];

describe('what a person mistypes in a layer', () => {
  test.each<[string, unknown, Partial<LayerError>]>([
    [
      'a stride of 0',
      conv({ stride: 0 }),
      {
        parameter: 'stride',
        value: 0,
        message: 'layer 1 "a": stride 0 is too small; it must be at least 1',
      },
    ],
    ['one stride of 0', conv({ stride: [1, 0] }), { parameter: 'stride', value: 0 }],
    [
      'text for a number',
      [['a', 3, '2']],
      {
        parameter: 'stride',
        value: '2',
        message: 'layer 1 "a": stride "2" is text; write a whole number such as 2',
      },
    ],
    [
      'text that is no number',
      conv({ stride: 'two' }),
      { message: 'layer 1 "a": stride "two" is text; write a whole number' },
    ],
    [
      'a misspelt parameter',
      conv({ kernal_size: 3 }),
      {
        parameter: 'kernal_size',
        value: 3,
        message:
          'layer 1 "a": kernal_size is not a parameter of conv. Did you mean kernel_size?' +
          ' A conv takes kernel_size, stride, padding, dilation, padding_mode',
      },
    ],
    [
      'a parameter of another type',
      conv({ ceil_mode: true }),
      { code: 'parameter_unknown', parameter: 'ceil_mode' },
    ],
    [
      'a parameter for a type without any',
      [{ type: 'add', stride: 1 }],
      {
        code: 'parameter_unknown',
        message: 'layer 1 "add1": stride is not a parameter of add. An add takes none',
      },
    ],
    [
      'a dilated average pool',
      [['avgpool', 2, 2, 0, 2]],
      { code: 'parameter_unknown', parameter: 'dilation' },
    ],
    ['no kernel', [{ type: 'conv' }], { code: 'parameter_missing', parameter: 'kernel_size' }],
    ['NaN', [['a', NaN]], { code: 'number_finite', parameter: 'kernel_size' }],
    ['infinity', [['a', Infinity]], { code: 'number_finite' }],
    ['a fraction', [['a', 3.5]], { code: 'number_whole', value: 3.5 }],
    ['true', [['a', true]], { code: 'number_form', value: true }],
    ['null', [['a', null]], { code: 'number_form', value: null }],
    ['too large a number', [['a', 2 ** 31]], { code: 'number_large', value: 2 ** 31 }],
    [
      'a list too long',
      conv({ stride: [1, 1, 1] }),
      {
        code: 'list_length',
        message:
          'layer 1 "a": stride [1, 1, 1] has 3 entries; write one value, or one for each of the 2 axes',
      },
    ],
    [
      'a list in a list',
      conv({ stride: [[1, 1], 1] }),
      { code: 'number_form', parameter: 'stride' },
    ],
    ['negative padding', conv({ padding: -1 }), { code: 'padding_negative', value: -1 }],
    [
      'negative padding on one side',
      conv({
        padding: [
          [0, -2],
          [0, 0],
        ],
      }),
      { code: 'padding_negative', value: -2 },
    ],
    [
      'three paddings on an axis',
      conv({
        padding: [
          [1, 1, 1],
          [1, 1, 1],
        ],
      }),
      { code: 'padding_form' },
    ],
    ['a word for padding', conv({ padding: 'full' }), { code: 'padding_form', value: 'full' }],
    ['padding as text', conv({ padding: '1' }), { code: 'number_text', value: '1' }],
    [
      'an unknown border',
      conv({ padding_mode: 'reflekt' }),
      {
        code: 'choice',
        message:
          'layer 1 "a": padding_mode "reflekt" is not one of zeros, reflect, replicate, circular. Did you mean reflect?',
      },
    ],
    ['a border that is no text', conv({ padding_mode: 1 }), { code: 'choice', value: 1 }],
    [
      'text for a flag',
      [{ type: 'max_pool', kernel_size: 2, ceil_mode: 'false' }],
      { code: 'boolean_form', parameter: 'ceil_mode' },
    ],
    [
      'negative cropping',
      [{ name: 'a', type: 'crop', cropping: -1 }],
      {
        code: 'cropping_negative',
        message: 'layer 1 "a": cropping -1 is negative; to put pixels around, use a pad layer',
      },
    ],
    [
      'a word for cropping',
      [{ type: 'crop', cropping: 'all' }],
      { code: 'cropping_form', value: 'all' },
    ],
    ['no cropping', [{ type: 'crop' }], { code: 'parameter_missing', parameter: 'cropping' }],
    [
      'a factor of 0',
      [{ type: 'pixel_unshuffle', factor: 0 }],
      { code: 'number_small', parameter: 'factor' },
    ],
    [
      'a shift as large as its window',
      [{ type: 'attention', window: 4, shift: 5 }],
      { code: 'shift_large', parameter: 'shift', value: 5 },
    ],
    ['0 channels', conv({ channels: 0 }), { code: 'number_small', parameter: 'channels' }],
    ['a note that is no text', conv({ note: 5 }), { code: 'text_form', parameter: 'note' }],
  ])('%s', (_, layers, expected) => {
    expect(refusal(layers)).toMatchObject(expected);
    expect(refusal(layers).values.position).toBe(1);
  });
});

describe('what a person mistypes in a row', () => {
  test.each<[string, unknown, Partial<LayerError>]>([
    ['no list', 5, { code: 'layers_form', layer: null, value: 5 }],
    ['nothing', null, { code: 'layers_form', layer: null }],
    ['a number in a document', { layers: 5 }, { code: 'layers_form', layer: null, value: 5 }],
    ['a Map', new Map([['a', [3]]]), { code: 'layers_form' }],
    ['an empty list', [], { code: 'layers_empty', layer: null }],
    ['an empty object', {}, { code: 'layers_empty' }],
    ['one row for a list', [11, 4, 0], { code: 'row_form', layer: 'layer1', value: 11 }],
    ['a row that is null', [[3], null], { code: 'row_form', layer: 'layer1' }],
    ['an empty row', [[]], { code: 'row_empty' }],
    ['a name alone', [['a']], { code: 'row_kernel', layer: 'a', parameter: 'kernel_size' }],
    ['a row too long', [['a', 3, 1, 1, 1, 1]], { code: 'row_long', layer: 'a' }],
    ['two names', { a: ['b', 3] }, { code: 'row_name', layer: 'a', parameter: 'name' }],
    [
      'two names of a full layer',
      { a: { name: 'b', type: 'add' } },
      { code: 'row_name', layer: 'a' },
    ],
    ['a name that begins with a digit', { '1a': 5 }, { code: 'row_form', layer: '1a', value: 5 }],
    ['integer-like keys', { conv1: [3], 10: [3] }, { code: 'layers_integer_keys', value: '10' }],
    ['a layer of text', { a: '3, 1' }, { code: 'row_form', layer: 'a' }],
    ['no type', [{ kernel_size: 3 }], { code: 'type_missing', parameter: 'type', layer: 'layer1' }],
    ['no known type', [{ type: 'nothing' }], { code: 'type_unknown', layer: 'layer1' }],
    ['a type that is no text', [{ type: 3 }], { code: 'type_form', value: 3 }],
    [
      'an unknown type',
      [{ name: 'a', type: 'conv2d' }],
      { code: 'type_unknown', layer: 'a', value: 'conv2d' },
    ],
  ])('%s', (_, layers, expected) => {
    expect(refusal(layers)).toMatchObject(expected);
  });

  test('an unknown type says what may be meant, and what there is', () => {
    expect(refusal([{ name: 'a', type: 'maxpool' }]).message).toBe(
      'layer 1 "a": type "maxpool" is not known. Did you mean max_pool? Known are conv, conv_transpose, ' +
        'max_pool, avg_pool, adaptive_pool, global_pool, linear, upsample, attention, norm, ' +
        'pointwise, add, multiply, concat, pad, crop, slice, pixel_shuffle, pixel_unshuffle, unknown',
    );
  });
});

describe('names and inputs', () => {
  const three = (layer: object): unknown[] => [
    ['a', 1],
    ['b', 1],
    { name: 'c', type: 'add', ...layer },
  ];

  test.each<[string, unknown, Partial<LayerError>]>([
    [
      'a name twice',
      [
        ['a', 1],
        ['b', 1],
        ['a', 1],
      ],
      {
        code: 'name_taken',
        layer: 'a',
        parameter: 'name',
        value: 'a',
        message: 'layer 3 "a": the name "a" is already that of layer 1; names are unique',
      },
    ],
    [
      'a number for a name',
      [{ name: 5, type: 'add' }],
      { code: 'name_form', layer: 'add1', value: 5 },
    ],
    ['an empty name', [['', 1]], { code: 'name_empty', parameter: 'name', layer: 'conv1' }],
    ['the name of the input', [['input', 1]], { code: 'name_reserved', layer: 'input' }],
    [
      'a name too long',
      [['x'.repeat(1001), 1]],
      { code: 'name_long', values: expect.objectContaining({ count: 1001 }) },
    ],
    ['text for inputs', three({ inputs: 'a' }), { code: 'inputs_form', parameter: 'inputs' }],
    ['no inputs', three({ inputs: [] }), { code: 'inputs_empty' }],
    ['an input that is no name', three({ inputs: ['a', 2] }), { code: 'inputs_name', value: 2 }],
    [
      'an unknown input',
      three({ inputs: ['a', 'imput'] }),
      {
        code: 'inputs_unknown',
        value: 'imput',
        message:
          'layer 3 "c": inputs names "imput", and no layer has that name. Did you mean input?',
      },
    ],
    [
      'an input below',
      [['a', 1], { name: 'b', type: 'add', inputs: ['a', 'c'] }, ['c', 1]],
      {
        code: 'inputs_below',
        layer: 'b',
        message:
          'layer 2 "b": inputs names "c", which stands below as layer 3; only layers above can feed it',
      },
    ],
    ['itself', three({ inputs: ['c'] }), { code: 'inputs_itself', layer: 'c' }],
    [
      'two inputs of a layer that takes one',
      [['a', 1], { name: 'b', type: 'conv', kernel_size: 1, inputs: ['a', 'input'] }],
      { code: 'inputs_too_many', layer: 'b' },
    ],
  ])('%s', (_, layers, expected) => {
    expect(refusal(layers)).toMatchObject(expected);
  });

  test('a name of 1,000 characters is read', () => {
    expect(readNetwork([['x'.repeat(1000), 1]], { inputSize: 4 }).layers).toHaveLength(1);
  });

  test('the first error stops', () => {
    expect(refusal([['a', 1], ['b', 0], ['a', 1], { type: 'nothing' }])).toMatchObject({
      layer: 'b',
    });
  });
});

describe('the input and the document', () => {
  test.each<[string, unknown, Remarks, Partial<LayerError>]>([
    ['no size', [[3]], {}, { code: 'input_missing', layer: 'input', parameter: 'input_size' }],
    ['text', [[3]], { inputSize: '227' }, { code: 'input_form', layer: 'input', value: '227' }],
    [
      'true',
      [[3]],
      { inputSize: true },
      {
        code: 'input_form',
        layer: 'input',
        message:
          'input_size true is not a size; write a number such as 227, or a list of 1 to 3 numbers',
      },
    ],
    ['0', [[3]], { inputSize: 0 }, { code: 'number_small', layer: 'input', value: 0 }],
    ['one 0', [[3]], { inputSize: [5, 0] }, { code: 'number_small', layer: 'input', value: 0 }],
    ['a fraction', [[3]], { inputSize: 2.5 }, { code: 'number_whole', layer: 'input' }],
    ['NaN', [[3]], { inputSize: NaN }, { code: 'number_finite', layer: 'input' }],
    ['no axis', [[3]], { inputSize: [] }, { code: 'input_axes', layer: 'input' }],
    ['four axes', [[3]], { inputSize: [1, 2, 3, 4] }, { code: 'input_axes', layer: 'input' }],
    ['too large', [[3]], { inputSize: 2 ** 31 }, { code: 'number_large', layer: 'input' }],
    [
      'a name that is no text',
      [[3]],
      { inputSize: 5, name: 5 },
      { code: 'network_name', layer: null, parameter: 'name' },
    ],
    [
      'a misspelt key',
      { layers: [[3]], inputsize: 5 },
      {},
      {
        code: 'document_key',
        parameter: 'inputsize',
        values: expect.objectContaining({ nearest: ['input_size'] }),
      },
    ],
    ['no layers', { input_size: 5, name: 'a' }, {}, { code: 'layers_missing' }],
    [
      'a spacing of 0',
      [[3]],
      { inputSize: 5, spacing: 0 },
      { code: 'spacing_form', parameter: 'spacing', value: 0 },
    ],
    [
      'a spacing with which no field has a size',
      [[3]],
      { inputSize: 5, spacing: 1e300 },
      { code: 'spacing_form', parameter: 'spacing', value: 1e300 },
    ],
    [
      'a spacing too long',
      [[3]],
      { inputSize: 5, spacing: [1, 1, 1] },
      { code: 'list_length', parameter: 'spacing' },
    ],
    [
      'a number for a unit',
      [[3]],
      { inputSize: 5, unit: 1 },
      { code: 'unit_form', parameter: 'unit' },
    ],
  ])('%s', (_, source, options, expected) => {
    expect(refusal(source, options)).toMatchObject(expected);
  });
});

test.each([
  [
    { input_size: 4, layers: [{ name: 'p', type: 'pad', padding: 'same' }] },
    'layer 1 "p": padding "same" means nothing for pad; write numbers',
  ],
  [
    { input_size: 4, layers: [{ name: 'c', type: 'crop', cropping: 'same' }] },
    'layer 1 "c": cropping "same" means nothing for crop; write numbers',
  ],
  [
    { input_size: [4], layers: [{ name: 's', type: 'slice', start: 4 }] },
    'layer 1 "s": start 4, stop null, step 1 take nothing of the 4 features; take at least one',
  ],
  [
    { input_size: [4], layers: [{ name: 's', type: 'slice', step: 0 }] },
    'layer 1 "s": step 0 goes nowhere; write 1 or more, or a negative number to go backwards',
  ],
  [
    { input_size: 4, layers: [{ name: 'up', type: 'upsample', scale_factor: 0.1 }] },
    'layer 1 "up": scale_factor 0.1 leaves nothing of the 4 features; at least one must be left',
  ],
  [
    { input_size: 4, layers: { a: { name: 'b', type: 'conv', kernel_size: 1 } } },
    'layer 1 "a": the row is called "a" by its key, and "b" by its name; give one name',
  ],
  [
    { input_size: 4, layers: [null] },
    'layer 1 "layer1": null is not a layer; write a row such as ["conv1", 11, 4, 0], or an object',
  ],
  [
    { input_size: 4, layers: [{ type: 'conv', kernel_size: null }] },
    'layer 1 "conv1": kernel_size null is not a number; write a whole number from 1 on',
  ],
])('%j is told in one sentence', (source, message) => {
  expect(() => readNetwork(source)).toThrow(message);
});

describe('what is wrong is told in full', () => {
  const stride = (value: unknown): string => refusal(conv({ stride: value })).message;
  const text = (written: string): string =>
    `layer 1 "a": stride ${JSON.stringify(written)} is text`;

  test.each<[string, string]>([
    ['2', '; write a whole number such as 2'],
    [' 12 ', '; write a whole number such as 12'],
    ['1234567890', '; write a whole number such as 1234567890'],
    ['12345678901', '; write a whole number'],
    ['2x', '; write a whole number'],
    ['x2', '; write a whole number'],
    ['2 3', '; write a whole number'],
  ])('text for a number: "%s"', (written, rest) => {
    expect(stride(written)).toBe(`${text(written)}${rest}`);
  });

  test.each<[unknown, string]>([
    ['1', 'padding "1" is text; write a whole number such as 1'],
    [' 12 ', 'padding " 12 " is text; write a whole number such as 12'],
    [
      '1x',
      'padding "1x" is no padding; write a number, one an axis, pairs [before, after], "same" or "valid"',
    ],
    [
      'x1',
      'padding "x1" is no padding; write a number, one an axis, pairs [before, after], "same" or "valid"',
    ],
    [[[1, 2, 3], 1], 'padding [1, 2, 3] is no padding; write'],
    [2 ** 31, 'padding 2147483648 is too large; at most 2147483647 is read'],
  ])('padding %j', (padding, message) => {
    expect(refusal(conv({ padding })).message).toContain(`layer 1 "a": ${message}`);
  });

  test.each<[unknown, string]>([
    ['2', 'scale_factor "2" is not a positive number; write one such as 2 or 0.5, or one an axis'],
    [0, 'scale_factor 0 is not a positive number'],
    [-0.5, 'scale_factor -0.5 is not a positive number'],
    [NaN, 'scale_factor NaN is not a positive number'],
    [Infinity, 'scale_factor Infinity is not a positive number'],
    [2 ** 31, 'scale_factor 2147483648 is too large; at most 2147483647 is read'],
  ])('a factor of %j', (scale_factor, message) => {
    const { message: told } = refusal([{ name: 'a', type: 'upsample', scale_factor }]);
    expect(told).toContain(`layer 1 "a": ${message}`);
  });

  test.each<[unknown, string]>([
    [[], 'inputs'],
    [['input', 'input'], 'inputs'],
    [['itself'], 'inputs'],
    [[5], 'inputs'],
  ])('inputs %j of a layer that takes one', (inputs, parameter) => {
    const layer = { name: 'itself', type: 'conv', kernel_size: 1, inputs };
    const error = refusal([layer]);
    expect([error.parameter, error.layer]).toEqual([parameter, 'itself']);
    expect(error.message).not.toMatch(/undefined|null/);
  });

  test('the first of the layers below', () => {
    const layers = [{ name: 'a', type: 'add', inputs: ['b'] }, ['b', 1]];
    expect(refusal(layers)).toMatchObject({ code: 'inputs_below', values: { other: 2 } });
  });

  test('branches that differ, both by name and size', () => {
    const layers = [
      ['a', 3],
      { name: 'b', type: 'conv', kernel_size: 5, inputs: ['input'] },
      { name: 'sum', type: 'add', inputs: ['a', 'b'] },
    ];
    expect(refusal(layers)).toMatchObject({
      ...{ code: 'inputs_differ', parameter: 'inputs', value: ['a', 'b'] },
      values: { first: 'a', first_size: '14 × 14', second: 'b', second_size: '12 × 12' },
    });
  });

  test.each<[string, number, string]>([
    ['reflect', 16, 'padding 16 reflects more than the input has (n 16); it must be at most 15'],
    ['circular', 17, 'padding 17 goes round more than once (n 16); it must be at most 16'],
  ])('%s padding', (padding_mode, padding, message) => {
    expect(refusal(conv({ padding, padding_mode })).message).toBe(`layer 1 "a": ${message}`);
    expect(() =>
      readNetwork(conv({ padding: padding - 1, padding_mode }), { inputSize: 16 }),
    ).not.toThrow();
  });

  test('maps beyond the largest size', () => {
    const up = (factor: number): unknown[] => [
      { name: 'a', type: 'conv_transpose', kernel_size: 1, stride: factor },
    ];
    const read = (factor: number): unknown =>
      readNetwork(up(factor), { inputSize: [2] }).layers[0].size;
    expect(read(2 ** 31 - 2)).toEqual([2 ** 31 - 1]);
    expect(refusal(up(2 ** 31 - 1), { inputSize: [2] })).toMatchObject({
      ...{ code: 'size_large', parameter: 'stride' },
      values: { size: 2 ** 31, limit: 2 ** 31 - 1 },
    });
  });
});
