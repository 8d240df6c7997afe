import { describe, expect, test } from 'vitest';
import { isNetwork, readNetwork, toDocument } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

const ROWS = [
  ['conv1', 11, 4, 0],
  ['pool1', 3, 2, 0],
];

const documentOf = (source: unknown, inputSize: unknown = 227): unknown =>
  toDocument(readNetwork(source, { inputSize }));

const typesOf = ({ layers }: Network): string[] => layers.map(({ type }) => type);
const namesOf = ({ layers }: Network): string[] => layers.map(({ name }) => name);

describe('the written forms', () => {
  const full = [
    {
      name: 'conv1',
      type: 'conv',
      inputs: ['input'],
      kernel_size: [11, 11],
      stride: [4, 4],
      padding: [
        [0, 0],
        [0, 0],
      ],
      dilation: [1, 1],
      padding_mode: 'zeros',
    },
    {
      name: 'pool1',
      type: 'max_pool',
      inputs: ['conv1'],
      kernel_size: [3, 3],
      stride: [2, 2],
      padding: [
        [0, 0],
        [0, 0],
      ],
      dilation: [1, 1],
      ceil_mode: false,
    },
  ];
  const document = { name: null, input_size: [227, 227], layers: full };

  test.each([
    ['rows with names', ROWS],
    ['an object of rows', { conv1: [11, 4, 0], pool1: [3, 2, 0] }],
    ['full layers', full],
    ['rows and full layers', [ROWS[0], full[1]]],
    [
      'an object of full layers',
      {
        conv1: { type: 'conv', kernel_size: 11, stride: 4 },
        pool1: { name: 'pool1', type: 'max_pool', kernel_size: 3, stride: 2 },
      },
    ],
    ['JSON text', JSON.stringify(ROWS)],
    ['a document', { layers: ROWS, input_size: 227 }],
    [
      'a document as JSON text',
      `\uFEFF${JSON.stringify({ layers: ROWS, input_size: [227, 227] })}`,
    ],
    ['a document of an object', { layers: { conv1: [11, 4], pool1: [3, 2] }, input_size: 227 }],
    ['a list an axis', [['conv1', [11, 11], [4, 4], [0, 0], [1, 1]], ROWS[1]]],
  ])('%s', (_, source) => {
    expect(documentOf(source)).toEqual(document);
  });

  test.each([[[9]], [[9, 8]], [[9, 8, 7]]])('one number for another size than %j', (inputSize) => {
    const own = { input_size: inputSize, layers: [[3, 1, 1]] };
    const every = inputSize.map(() => 16);
    for (const source of [own, JSON.stringify(own), readNetwork(own)]) {
      expect(readNetwork(source, { inputSize: 16 }).inputSize).toEqual(every);
    }
    expect(readNetwork(own, { inputSize: [16] }).inputSize).toEqual([16]);
  });

  test('rows without names are convolutions, and get names', () => {
    const network = readNetwork(
      [
        [3, 2, 1],
        [3, 1],
      ],
      { inputSize: 9 },
    );
    expect(namesOf(network)).toEqual(['conv1', 'conv2']);
    expect(typesOf(network)).toEqual(['conv', 'conv']);
  });

  test('the type of a named row follows from its name', () => {
    const names = [
      'pool1',
      'maxpool_a',
      'avgpool1',
      'max_pool2',
      'avg_pool2',
      'Pool3',
      'apool',
      'c',
    ];
    const network = readNetwork(
      names.map((name) => [name, 1]),
      { inputSize: 9 },
    );
    const [max, avg] = ['max_pool', 'avg_pool'];
    expect(typesOf(network)).toEqual([max, max, avg, max, avg, max, 'conv', 'conv']);
  });

  test('a short row has stride 1 where it gives none, also a pool', () => {
    const network = readNetwork([['pool1', 3]], { inputSize: 9 });
    expect(network.layers[0].parameters.stride).toEqual([1, 1]);
  });

  test('a full pool has its kernel size as stride where it gives none', () => {
    const network = readNetwork([{ type: 'avg_pool', kernel_size: [3, 2] }], { inputSize: 9 });
    expect(network.layers[0].parameters.stride).toEqual([3, 2]);
  });

  test('an average pool in a short row may say dilation 1', () => {
    for (const dilation of [1, [1, 1]]) {
      const row = ['avgpool', 2, 2, 0, dilation];
      expect(typesOf(readNetwork([row], { inputSize: 9 }))).toEqual(['avg_pool']);
    }
    expect(() => readNetwork([['avgpool', 2, 2, 0, [1, 2]]], { inputSize: 9 })).toThrow('dilation');
  });

  test('unnamed layers are named after their type, past names that are taken', () => {
    const network = readNetwork(
      [
        { type: 'max_pool', kernel_size: 1 },
        ['conv1', 1],
        [1],
        { type: 'avg_pool', kernel_size: 1 },
        { type: 'pointwise' },
        { type: 'global_pool' },
        { type: 'add' },
      ],
      { inputSize: 9 },
    );
    expect(namesOf(network)).toEqual([
      'pool1',
      'conv1',
      'conv2',
      'pool2',
      'pointwise1',
      'global_pool1',
      'add1',
    ]);
  });

  test('every form of padding', () => {
    const paddings = [
      2,
      [2, 1],
      [
        [2, 1],
        [0, 3],
      ],
      'valid',
      'same',
    ];
    const network = readNetwork(
      paddings.map((padding) => ({ type: 'conv', kernel_size: 3, padding })),
      { inputSize: 99 },
    );
    expect(network.layers.map(({ parameters }) => parameters.padding)).toEqual([
      [
        [2, 2],
        [2, 2],
      ],
      [
        [2, 2],
        [1, 1],
      ],
      [
        [2, 1],
        [0, 3],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      'same',
    ]);
  });

  test('one to three axes', () => {
    for (const inputSize of [[9], [9, 8], [9, 8, 7]]) {
      const network = readNetwork([[3, 1, 1]], { inputSize });
      expect(network.inputSize).toEqual(inputSize);
      expect(network.layers[0].size).toEqual(inputSize);
    }
    expect(readNetwork([[3]], { inputSize: 9 }).inputSize).toEqual([9, 9]);
  });

  test('options win over the document', () => {
    const source = { layers: [[3]], input_size: 9, name: 'a', spacing: 2, unit: 'mm' };
    expect(toDocument(readNetwork(source))).toMatchObject({
      name: 'a',
      spacing: [2, 2],
      unit: ['mm', 'mm'],
    });
    const changed = readNetwork(source, { inputSize: [8], name: 'b', spacing: [1], unit: ['s'] });
    expect(toDocument(changed)).toMatchObject({
      name: 'b',
      input_size: [8],
      spacing: [1],
      unit: ['s'],
    });
  });

  test('what is noted on a layer is kept', () => {
    const layer = { type: 'conv', kernel_size: 1, channels: 64, groups: 4, note: '<b>stem</b>' };
    const network = readNetwork([layer], { inputSize: 9 });
    expect(network.layers[0]).toMatchObject({ channels: 64, groups: 4, note: '<b>stem</b>' });
    const noted = { channels: 64, groups: 4, note: '<b>stem</b>' };
    expect(toDocument(network).layers[0]).toMatchObject(noted);
    const bare = toDocument(readNetwork([[3]], { inputSize: 9 }));
    for (const key of Object.keys(noted)) expect(bare.layers[0]).not.toHaveProperty(key);
    for (const key of ['spacing', 'unit']) expect(bare).not.toHaveProperty(key);
  });

  test('no zero is negative', () => {
    const layer = { type: 'slice', start: -0, stop: -1 };
    expect(readNetwork([layer], { inputSize: [9] }).layers[0].parameters.start).toEqual([0]);
  });

  test('a name that holds HTML is a name', () => {
    const name = '<img src=x onerror=alert(1)>';
    expect(namesOf(readNetwork([[name, 3]], { inputSize: 9 }))).toEqual([name]);
  });

  test('names that objects already have', () => {
    const text = '[["__proto__", 1], ["constructor", 1], {"name": "toString", "type": "add"}]';
    const network = readNetwork(text, { inputSize: 9 });
    expect(namesOf(network)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('the network', () => {
  test('its document makes the same network again', () => {
    const source = {
      name: 'net',
      input_size: [20, 30],
      spacing: [1, 2],
      unit: 'um',
      layers: [
        ['a', 3, 1, 1],
        { name: 'b', type: 'max_pool', kernel_size: [2, 3], padding: 'same', ceil_mode: false },
        { name: 'c', type: 'conv', kernel_size: 1, stride: [2, 3], inputs: ['a'], note: 'skip' },
        { name: 'd', type: 'add', inputs: ['b', 'c'] },
        { type: 'pad', padding: [[1, 0], 2], mode: 'reflect' },
        { type: 'linear', channels: 10 },
      ],
    };
    const document = toDocument(readNetwork(source));
    expect(toDocument(readNetwork(document))).toEqual(document);
    expect(toDocument(readNetwork(JSON.stringify(document)))).toEqual(document);
  });

  test('is frozen all the way down', () => {
    const network = readNetwork(
      [
        [
          3,
          1,
          [
            [1, 1],
            [2, 2],
          ],
        ],
        [[3, 3], 1, [40, 41]],
      ],
      { inputSize: 9, spacing: 1, unit: 'mm' },
    );
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(network)).toBe(true);
  });

  test('is read from itself as it is, or with what is changed', () => {
    const network = readNetwork(ROWS, { inputSize: 227, name: 'net' });
    expect(isNetwork(network)).toBe(true);
    expect(isNetwork({ ...network })).toBe(false);
    expect(readNetwork(network)).toBe(network);
    const larger = readNetwork(network, { inputSize: 300 });
    expect([larger.name, larger.inputSize]).toEqual(['net', [300, 300]]);
  });

  test('does not change with what it was read from', () => {
    const rows = [['conv1', [3, 3], [1, 1]]];
    const network = readNetwork(rows, { inputSize: 9 });
    (rows[0][1] as number[])[0] = 9;
    expect(network.layers[0].parameters.kernel_size).toEqual([3, 3]);
  });
});
