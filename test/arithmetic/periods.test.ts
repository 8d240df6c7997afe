/** Fields that repeat: in how few features, up to how many, and how far. */
import { describe, expect, test } from 'vitest';
import { lattices } from '../../src/arithmetic/index.js';
import type { Row } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';

type Layers = readonly Readonly<Record<string, unknown>>[];

const last = (layers: Layers, size: number): Row =>
  lattices(readNetwork(layers, { inputSize: [size] })).at(-1) as Row;

const conv = (kernel_size: number, stride = 1, more = {}) => ({
  type: 'conv',
  kernel_size,
  stride,
  ...more,
});
const nearest = (scale_factor: number) => ({ type: 'upsample', scale_factor });

describe('the shortest period is told', () => {
  test('where a stride undoes an upsampling', () => {
    expect(last([nearest(2), conv(1, 2)], 16)).toMatchObject({
      ...{ period: [1], j: [1], r: [1], start: [0.5], status: 'exact', phases: [[[0.5, 1, 1]]] },
    });
  });

  test('where a stride leaves a part of an upsampling', () => {
    const row = last([nearest(4), conv(1, 2)], 16);
    expect(row).toMatchObject({ period: [2], j: [0.5], r: [1], status: 'varies' });
    expect(row.phases).toEqual([
      [
        [0.5, 1, 1],
        [0, 1, 1],
      ],
    ]);
  });

  test.each([2, 4, 6])('where a wider branch covers the steps of an upsampling by %i', (by) => {
    const layers = [
      { name: 'wide', ...conv(2 * by - 1, 1, { padding: by - 1 }) },
      { name: 'pool', type: 'max_pool', kernel_size: by, inputs: ['input'] },
      { name: 'up', ...nearest(by) },
      { name: 'sum', type: 'add', inputs: ['wide', 'up'] },
    ];
    const r = 2 * by - 1;
    expect(last(layers.slice(0, 3), 24)).toMatchObject({ period: [by], r: [by], j: [1] });
    expect(last(layers, 24)).toMatchObject({
      ...{ period: [1], j: [1], r: [r], start: [0.5], status: 'exact', phases: [[[0.5, r, r]]] },
    });
  });

  test('where features that see nothing come and go', () => {
    const holes = { type: 'conv_transpose', kernel_size: 1, stride: 2 };
    const row = last([holes], 9);
    expect(row.phases).toEqual([
      [
        [0.5, 1, 1],
        [null, 0, 0],
      ],
    ]);
    expect(last([holes, conv(1, 2)], 9)).toMatchObject({ period: [1], status: 'exact' });
    // Of features 0, 3, 6 ... every other one sees a pixel; of 0, 4, 8 ... all do.
    expect(last([holes, conv(1, 3)], 9)).toMatchObject({ period: [2], j: [1.5] });
    expect(last([holes, conv(1, 4)], 9)).toMatchObject({ period: [1], j: [2] });
  });

  test('where features see nothing at all, or nothing through one branch', () => {
    const holes = { name: 'holes', type: 'conv_transpose', kernel_size: 1, stride: 4 };
    expect(last([holes, conv(1, 2, { padding: 1 })], 7)).toMatchObject({
      ...{ period: [1], phases: [[[null, 0, 0]]], r: [0], j: [0.5], start: [null] },
      status: 'exact',
    });
    const merged = [
      { ...holes, stride: 2 },
      { name: 'pads', type: 'pad', padding: 3, inputs: ['input'] },
      { name: 'both', type: 'add', inputs: ['holes', 'pads'] },
    ];
    // Every other feature of `both` sees no more than `pads` does.
    expect(last([...merged, conv(5, 2, { dilation: 2, padding: 1 })], 7)).toMatchObject({
      ...{ n: [4], period: [1], j: [2], r: [9], start: [0.5], status: 'exact' },
    });
  });

  test('where branches of other periods meet at one rate', () => {
    const branches = [
      { name: 'two', type: 'pixel_shuffle', factor: 2, inputs: ['input'] },
      { name: 'apart', ...conv(1, 3), inputs: ['two'] },
      { name: 'three', ...conv(3, 3, { padding: 1 }), inputs: ['input'] },
      { name: 'wide', type: 'upsample', scale_factor: 2, inputs: ['three'] },
      { name: 'both', type: 'add', inputs: ['apart', 'wide'] },
    ];
    // Feature u of one reads pixel floor(3u / 2), of the other three around 3 floor(u / 2).
    const row = last(branches, 18);
    expect(row).toMatchObject({ period: [2], j: [1.5], r: [3], r_range: [[3, 3]] });
    expect(row.phases).toEqual([
      [
        [0.5, 3, 3],
        [-1, 3, 3],
      ],
    ]);
  });

  test('where a merge evens out what varies in its inputs', () => {
    const branches = [
      { name: 'holes', type: 'conv_transpose', kernel_size: 1, stride: 2, inputs: ['input'] },
      { name: 'far', type: 'crop', cropping: [[1, 0]], inputs: ['holes'] },
      { name: 'near', type: 'crop', cropping: [[0, 1]], inputs: ['holes'] },
      { name: 'both', type: 'add', inputs: ['far', 'near'] },
    ];
    const row = last(branches, 9);
    expect(row.phases).toEqual([
      [
        [0.5, 1, 1],
        [1, 1, 1],
      ],
    ]);
  });
});

describe('how many phases are told apart', () => {
  test('4,096, and no more', () => {
    expect(last([nearest(4096)], 3)).toMatchObject({ period: [4096], statuses: ['varies'] });
    const row = last([nearest(4097)], 3);
    expect(row).toMatchObject({ period: [null], statuses: ['bound'] });
    expect(row.reason).not.toBe(null);
  });

  test('also where two periods meet', () => {
    const branches = (factor: number) => [
      { name: 'many', type: 'upsample', scale_factor: factor, inputs: ['input'] },
      { name: 'linear', type: 'upsample', scale_factor: factor, mode: 'linear', inputs: ['input'] },
      { name: 'both', type: 'add', inputs: ['many', 'linear'] },
    ];
    expect(last(branches(4096), 3)).toMatchObject({ period: [4096], statuses: ['varies'] });
    expect(last(branches(4097), 3).statuses).toEqual(['bound']);
  });

  test('64 are listed', () => {
    expect(last([nearest(64)], 3).phases[0]).toHaveLength(64);
    expect(last([nearest(65)], 3)).toMatchObject({ period: [65], phases: [null] });
  });
});

describe('how far features may lie apart', () => {
  const FAR = 2 ** 26;

  test('to 2^53 pixels', () => {
    const row = last([conv(1, FAR), conv(1, FAR), conv(1, 2)], 5);
    expect(row).toMatchObject({ n: [1], j: [2 ** 53], statuses: ['exact'] });
    const layers = [conv(1, FAR), conv(1, FAR), conv(1, 4)];
    expect(() => last(layers, 5)).toThrow(
      expect.objectContaining({ code: 'beyond_exact', layer: 'conv3' }),
    );
  });

  test('also where they come in phases', () => {
    const layers = (stride: number) => [
      nearest(2),
      conv(1, FAR + 1),
      conv(1, FAR),
      conv(1, stride),
    ];
    expect(last(layers(2), 5)).toMatchObject({ n: [1] });
    expect(() => last(layers(8), 5)).toThrow(
      expect.objectContaining({ code: 'beyond_exact', layer: 'conv3' }),
    );
  });
});
