import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/layers/index.js';
import { refusal } from './refusal.js';

const sizeOf = (layer: object, n: number): number =>
  readNetwork([layer], { inputSize: [n] }).layers[0].size[0];

describe('sizes', () => {
  test.each([
    [{ type: 'conv', kernel_size: 3, stride: 2, padding: 1 }, 5, 3],
    [{ type: 'conv', kernel_size: 3, dilation: 4, padding: [[4, 3]] }, 20, 19],
    [{ type: 'max_pool', kernel_size: 3, stride: 2 }, 6, 2],
    [{ type: 'max_pool', kernel_size: 3, stride: 2, ceil_mode: true }, 6, 3],
    [{ type: 'max_pool', kernel_size: 2, stride: 2, padding: 1, ceil_mode: true }, 3, 2],
    [{ type: 'avg_pool', kernel_size: 1, stride: 3, ceil_mode: true }, 3, 1],
    [{ type: 'max_pool', kernel_size: 5, stride: 2, ceil_mode: true }, 4, 1],
    [{ type: 'avg_pool', kernel_size: 2, padding: 'valid' }, 7, 3],
    [{ type: 'conv', kernel_size: 4, stride: 3, padding: 'same' }, 10, 4],
    [{ type: 'max_pool', kernel_size: 1, stride: 3, padding: 'same' }, 10, 4],
    [{ type: 'pad', padding: [[2, 5]] }, 10, 17],
    [{ type: 'crop', cropping: [[2, 5]] }, 10, 3],
    [{ type: 'crop', cropping: 1 }, 10, 8],
    [{ type: 'pixel_unshuffle', factor: 5 }, 10, 2],
    [{ type: 'multiply' }, 10, 10],
    [{ type: 'pointwise' }, 10, 10],
    [{ type: 'linear' }, 10, 1],
    [{ type: 'global_pool' }, 10, 1],
    [{ type: 'add' }, 10, 10],
  ])('%o over %i features', (layer, n, size) => {
    expect(sizeOf(layer, n)).toBe(size);
  });

  test('a merge takes the size of its inputs, and spreads what is 1 on an axis', () => {
    const network = readNetwork(
      [
        { name: 'row', type: 'conv', kernel_size: [9, 1], inputs: ['input'] },
        { name: 'column', type: 'conv', kernel_size: [1, 7], inputs: ['input'] },
        { name: 'both', type: 'concat', inputs: ['row', 'column', 'input'] },
        { name: 'outer', type: 'add', inputs: ['row', 'column'] },
      ],
      { inputSize: [9, 7] },
    );
    expect(network.layers.map(({ size }) => size)).toEqual([
      [1, 7],
      [9, 1],
      [9, 7],
      [9, 7],
    ]);
  });

  test('a kernel that does not fit', () => {
    const rows = [
      ['conv1', 3, 1, 1],
      ['conv5', 7, 1, 1],
    ];
    expect(refusal(rows, { inputSize: 3 })).toMatchObject({
      message:
        'layer 2 "conv5": kernel_size 7 is larger than the padded input 5 (n 3 + padding 1 + 1)',
      layer: 'conv5',
      parameter: 'kernel_size',
      value: 7,
    });
  });

  test('a dilated kernel that does not fit, on one axis', () => {
    expect(
      refusal(
        [
          [
            'a',
            3,
            1,
            [
              [1, 0],
              [2, 2],
            ],
            3,
          ],
        ],
        { inputSize: [5, 9] },
      ).message,
    ).toBe(
      'layer 1 "a": kernel_size 3 with dilation 3 spans 7, more than the padded input 6 ' +
        '(n 5 + padding 1 + 0) on axis y',
    );
  });

  test('the axis is named where axes differ, and not where they do not', () => {
    expect(refusal([['a', [3, 9]]], { inputSize: 8 }).message).toMatch(/on axis x$/);
    expect(refusal([['a', [3, 9, 3]]], { inputSize: [8, 8, 8] }).message).toMatch(/on axis y$/);
    expect(refusal([['a', 9]], { inputSize: [8, 8, 8] }).message).toMatch(
      /\(n 8 \+ padding 0 \+ 0\)$/,
    );
  });

  test('inputs of a merge that differ name both branches and both sizes', () => {
    const layers = [['a', 3, 1, 0], { name: 'sum', type: 'add', inputs: ['a', 'input'] }];
    expect(refusal(layers, { inputSize: [9, 7] })).toMatchObject({
      code: 'inputs_differ',
      layer: 'sum',
      parameter: 'inputs',
      message:
        'layer 2 "sum": its inputs differ in size on axis y: a is 7 × 5, input is 9 × 7; ' +
        'they must be equal, or 1',
    });
  });

  test('a border that would copy more than there is', () => {
    const conv = (padding_mode: string, padding: unknown): object[] => [
      { name: 'a', type: 'conv', kernel_size: 3, padding, padding_mode },
    ];
    const pad = (mode: string, padding: unknown): object[] => [{ type: 'pad', padding, mode }];
    for (const make of [conv, pad]) {
      expect(readNetwork(make('reflect', 4), { inputSize: 5 }).layers).toHaveLength(1);
      expect(readNetwork(make('circular', 5), { inputSize: 5 }).layers).toHaveLength(1);
      expect(readNetwork(make('replicate', 50), { inputSize: 5 }).layers).toHaveLength(1);
      expect(
        refusal(
          make('reflect', [
            [5, 0],
            [0, 0],
          ]),
          { inputSize: 5 },
        ),
      ).toMatchObject({
        code: 'padding_reflect',
        value: 5,
        values: { n: 5, limit: 4 },
      });
      expect(
        refusal(
          make('circular', [
            [0, 0],
            [0, 6],
          ]),
          { inputSize: 5 },
        ),
      ).toMatchObject({
        code: 'padding_circular',
        value: 6,
        values: { n: 5, limit: 5 },
      });
    }
  });

  test('"same" excludes ceil_mode, and means nothing for pad', () => {
    const pool = { type: 'max_pool', kernel_size: 2, padding: 'same', ceil_mode: true };
    expect(refusal([pool])).toMatchObject({ code: 'same_with_ceil', parameter: 'padding' });
    expect(refusal([{ type: 'pad', padding: 'same' }])).toMatchObject({ code: 'same_refused' });
    expect(refusal([{ type: 'crop', cropping: 'same' }]).message).toBe(
      'layer 1 "crop1": cropping "same" means nothing for crop; write numbers',
    );
  });

  test('a crop that leaves nothing', () => {
    const layers = [{ type: 'crop', cropping: [[3, 2], 1] }];
    expect(refusal(layers, { inputSize: [5, 9] })).toMatchObject({
      parameter: 'cropping',
      message:
        'layer 1 "crop1": cropping [3, 2] takes away all 5 features on axis y; leave at least one',
    });
  });

  test('blocks that do not divide the map', () => {
    expect(refusal([{ type: 'pixel_unshuffle', factor: 3 }], { inputSize: 8 })).toMatchObject({
      parameter: 'factor',
      value: 3,
      message:
        'layer 1 "pixel_unshuffle1": factor 3 does not divide the number of features, 8; ' +
        'choose a divisor, or pad or crop first',
    });
  });

  test('a size that passes the limit', () => {
    const layers = [{ type: 'pad', padding: [[2 ** 31 - 1, 0]] }];
    expect(refusal(layers, { inputSize: [1] })).toMatchObject({ code: 'size_large' });
  });

  test('a window that is no longer exact', () => {
    const huge = 2 ** 31 - 1;
    const layers = [{ type: 'conv', kernel_size: huge, dilation: huge, padding: 'same' }];
    expect(refusal(layers)).toMatchObject({ code: 'beyond_exact', layer: 'conv1' });
    const back = [{ ...layers[0], type: 'conv_transpose' }];
    expect(refusal(back)).toMatchObject({ code: 'beyond_exact', layer: 'conv_transpose1' });
  });

  test('an output padding beside "same"', () => {
    const layers = (output_padding: number): unknown[] => [
      { type: 'conv_transpose', kernel_size: 3, stride: 2, padding: 'same', output_padding },
    ];
    expect(refusal(layers(1))).toMatchObject({
      code: 'output_padding_same',
      parameter: 'output_padding',
      value: 1,
    });
    expect(() => readNetwork(layers(0), { inputSize: 8 })).not.toThrow();
  });

  test('a slice that takes nothing, by where it starts', () => {
    expect(refusal([{ type: 'slice', start: 9, stop: 4 }])).toMatchObject({
      code: 'slice_empty',
      parameter: 'start',
      value: 9,
    });
  });
});
