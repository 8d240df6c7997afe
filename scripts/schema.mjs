/**
 * Writes ipyreceptive/rf.schema.json, the JSON schema of a network document, by which editors
 * complete and check `.rf.json` files. test/layers/schema.test.ts holds it against the registry.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT, isMain, main } from './run.mjs';

const FILE = path.join(ROOT, 'ipyreceptive/rf.schema.json');
const LARGEST = 2 ** 31 - 1;

const whole = (least) => ({ type: 'integer', minimum: least, maximum: LARGEST });
const ANY_WHOLE = whole(-LARGEST);
const orNull = (...schemas) => ({ anyOf: [...schemas, { type: 'null' }] });

/** A value for all axes, or a list with one an axis. */
const eachAxis = (entry) => ({
  anyOf: [entry, { type: 'array', items: entry, minItems: 1, maxItems: 3 }],
});

const pair = { type: 'array', items: whole(0), minItems: 2, maxItems: 2 };
const sides = (...words) => ({
  anyOf: [
    whole(0),
    { type: 'array', items: { anyOf: [whole(0), pair] }, minItems: 1, maxItems: 3 },
    ...(words.length > 0 ? [{ enum: words }] : []),
  ],
});

const said = (schema, description) => ({ description, ...schema });
const BORDERS = ['zeros', 'reflect', 'replicate', 'circular'];

const kernel = said(eachAxis(whole(1)), 'Size of the kernel; one number, or one an axis.');
const stride = (fallback) =>
  said(eachAxis(whole(1)), `Distance between neighbouring windows; ${fallback} if left out.`);
const padding = said(
  sides('same', 'valid'),
  'Features added before and after: a number, one an axis, [before, after] pairs one an axis, "same" or "valid"; 0 if left out.',
);
const dilation = said(
  eachAxis(whole(1)),
  'Distance between the taps of the kernel; 1 if left out.',
);
const ceilMode = said({ type: 'boolean' }, 'Whether the size is rounded up; false if left out.');
const axisNumber = { type: 'integer', minimum: 0, maximum: 2 };

const convolution = {
  kernel_size: kernel,
  stride: stride(1),
  padding,
  dilation,
  padding_mode: said({ enum: BORDERS }, 'What stands in the padding; zeros if left out.'),
};
const pool = {
  kernel_size: kernel,
  stride: stride('the kernel size'),
  padding,
  ceil_mode: ceilMode,
};
const factor = said(eachAxis(whole(1)), 'Side of a block; one number, or one an axis.');

/** What a type is, its parameters, and those that must be given. */
const TYPES = {
  conv: ['A convolution.', convolution, ['kernel_size']],
  conv_transpose: [
    'A transposed convolution.',
    {
      kernel_size: kernel,
      stride: stride(1),
      padding: said(
        sides('same', 'valid'),
        'What is cut from the output, in the forms of padding.',
      ),
      output_padding: said(eachAxis(whole(0)), 'Features added at the end; 0 if left out.'),
      dilation,
    },
    ['kernel_size'],
  ],
  max_pool: ['Max pooling.', { ...pool, dilation }, ['kernel_size']],
  avg_pool: ['Average pooling.', pool, ['kernel_size']],
  adaptive_pool: [
    'Pooling to a size.',
    {
      output_size: said(
        eachAxis(orNull(whole(1))),
        'Features of the output; null keeps the size of an axis.',
      ),
    },
    ['output_size'],
  ],
  global_pool: ['Pooling over the whole map; it sees everything.', {}],
  linear: ['A fully connected layer; it sees everything.', {}],
  upsample: [
    'Interpolation to a larger or smaller map; scale_factor or size says which.',
    {
      scale_factor: said(
        orNull(eachAxis({ type: 'number', exclusiveMinimum: 0, maximum: LARGEST })),
        'Output features for one of the input.',
      ),
      size: said(
        orNull(eachAxis(whole(1))),
        'Features of the output. Their places are exact; the nearest modes of PyTorch round in single precision, and at few sizes (26 to 22) read a neighbour.',
      ),
      mode: said(
        {
          enum: [
            ...['nearest', 'nearest-exact', 'linear', 'cubic'],
            ...['bilinear', 'trilinear', 'bicubic'],
          ],
        },
        'How values are interpolated; nearest if left out.',
      ),
      align_corners: said(
        { type: 'boolean' },
        'Whether the first and last features stay where they are; false if left out.',
      ),
    },
  ],
  attention: [
    'Attention; it sees everything, or everything in its window.',
    {
      axes: said(
        {
          anyOf: [
            axisNumber,
            { type: 'array', items: axisNumber, minItems: 1, maxItems: 3, uniqueItems: true },
          ],
        },
        'The axes it works on, from 0; all if left out.',
      ),
      window: said(
        orNull(eachAxis(whole(1))),
        'Features along a side of a window; the whole map if left out.',
      ),
      shift: said(eachAxis(whole(0)), 'Where the windows start; 0 if left out.'),
      dilation: said(
        eachAxis(whole(1)),
        'How far apart the features of a window are; 1 if left out.',
      ),
    },
  ],
  norm: [
    'A norm.',
    {
      scope: said(
        { enum: ['pixel', 'map'] },
        'pixel: over the channels alone; map: over the whole map, of which it sees everything.',
      ),
    },
    ['scope'],
  ],
  pointwise: ['What works on each feature alone: an activation, batch norm, dropout, a gate.', {}],
  add: ['The sum of its inputs.', {}],
  multiply: ['The product of its inputs.', {}],
  concat: ['Its inputs one behind the other along the channels.', {}],
  pad: [
    'Padding by itself.',
    {
      padding: said(sides('valid'), 'Features added before and after, in the forms of padding.'),
      mode: said({ enum: BORDERS }, 'What stands in the padding; zeros if left out.'),
    },
    ['padding'],
  ],
  crop: [
    'Features taken away at the border.',
    {
      cropping: said(sides('valid'), 'Features taken before and after, in the forms of padding.'),
    },
    ['cropping'],
  ],
  slice: [
    'A slice, as in Python; negative numbers count from the end.',
    {
      start: said(eachAxis(orNull(ANY_WHOLE)), 'The first feature; 0 if left out.'),
      stop: said(eachAxis(orNull(ANY_WHOLE)), 'The feature after the last; the end if left out.'),
      step: said(
        eachAxis({ ...ANY_WHOLE, not: { const: 0 } }),
        'Distance between features taken; 1 if left out.',
      ),
    },
  ],
  pixel_shuffle: ['Channels become blocks of features.', { factor }, ['factor']],
  pixel_unshuffle: ['Blocks of features become channels.', { factor }, ['factor']],
  unknown: [
    'A layer that cannot be told, and why.',
    {
      reason: said({ type: 'string', minLength: 1, maxLength: 1000 }, 'Why it cannot be told.'),
      output_size: said(orNull(eachAxis(whole(1))), 'Features; those of its input if left out.'),
      bound: said(
        orNull(
          { const: 'whole' },
          {
            type: 'object',
            properties: convolution,
            required: ['kernel_size'],
            additionalProperties: false,
          },
        ),
        'What surely covers it: "whole", or the parameters of a convolution.',
      ),
    },
    ['reason'],
  ],
};

const COMMON = {
  name: said(
    { type: 'string', minLength: 1, maxLength: 1000 },
    'What other layers call it; unique. One is made if it is left out.',
  ),
  type: said({ enum: Object.keys(TYPES) }, 'What the layer does.'),
  inputs: said(
    { type: 'array', items: { type: 'string' }, minItems: 1 },
    'Names of layers above that feed this one, "input" for the network\'s own input; the layer before if left out.',
  ),
  channels: said(orNull(whole(1)), 'Channels of the output; shown, never used.'),
  groups: said(orNull(whole(1)), 'Groups of a convolution; shown, never used.'),
  note: said({ type: ['string', 'null'] }, 'Any remark.'),
};

/** Described once, above the types. */
const ANYWHERE = Object.fromEntries(Object.keys(COMMON).map((key) => [key, true]));

const ofType = ([type, [description, parameters, required = []]]) => ({
  if: { properties: { type: { const: type } }, required: ['type'] },
  then: {
    description,
    properties: { ...ANYWHERE, ...parameters },
    required,
    additionalProperties: false,
  },
});

const SHORT_ROW = {
  description:
    'A short row: name (may be left out), kernel, stride (1), padding (0), dilation (1). It is a convolution, or a pool where the name begins with pool, maxpool or avgpool.',
  type: 'array',
  minItems: 1,
  maxItems: 5,
  items: { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'array' }] },
};

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Network of ipyreceptive',
  description: 'An input size and a list of layers: the content of a .rf.json file.',
  type: 'object',
  properties: {
    name: said({ type: ['string', 'null'], maxLength: 1000 }, 'What the network is called.'),
    input_size: said(
      eachAxis(whole(1)),
      'Pixels of the input, one number an axis, the last axis is x; a single number means two equal axes.',
    ),
    layers: said(
      {
        anyOf: [
          { type: 'array', items: { $ref: '#/definitions/row' }, minItems: 1 },
          {
            type: 'object',
            additionalProperties: { $ref: '#/definitions/row' },
            propertyNames: { not: { pattern: '^[0-9]+$' } },
            minProperties: 1,
          },
        ],
      },
      'The layers in order, or an object of them by their names.',
    ),
    spacing: said(
      orNull(eachAxis({ type: 'number', exclusiveMinimum: 0 })),
      'Size of a pixel in unit, one number or one an axis.',
    ),
    unit: said(
      orNull(eachAxis({ type: 'string', maxLength: 1000 })),
      'Unit of the spacing, such as mm.',
    ),
  },
  required: ['input_size', 'layers'],
  additionalProperties: false,
  definitions: {
    row: { anyOf: [{ $ref: '#/definitions/layer' }, SHORT_ROW] },
    layer: {
      description: 'A layer in full.',
      type: 'object',
      properties: COMMON,
      required: ['type'],
      allOf: Object.entries(TYPES).map(ofType),
    },
  },
};

/** The text of the file. */
export const schemaText = () => `${JSON.stringify(schema, null, 2)}\n`;

if (isMain(import.meta)) await main(() => writeFileSync(FILE, schemaText()));
