import { describe, expect, test } from 'vitest';
import { Fraction, lattices } from '../../src/arithmetic/index.js';
import type { Row } from '../../src/arithmetic/index.js';
import { readNetwork, sentence } from '../../src/layers/index.js';

const lastOf = (layers: readonly unknown[], inputSize: unknown): Row =>
  lattices(readNetwork(layers, { inputSize })).at(-1) as Row;

/** Two branches of different stride, of `n` features each, that meet in `sum`. */
const meeting = (n: number): unknown[] => [
  { name: 'fast', type: 'conv', kernel_size: 3, stride: 2, padding: 1 },
  { name: 'slow', type: 'conv', kernel_size: n, inputs: ['input'] },
  { name: 'sum', type: 'add', inputs: ['fast', 'slow'] },
];

describe('branches', () => {
  test('of one jump are one field, aligned or not', () => {
    const branches = (padding: number[]): unknown[] => [
      { name: 'a', type: 'conv', kernel_size: 3, padding: [padding], inputs: ['input'] },
      { name: 'b', type: 'conv', kernel_size: 1, inputs: ['input'] },
      { name: 'sum', type: 'add', inputs: ['a', 'b'] },
      ['c', 3, 2],
    ];
    expect(lastOf(branches([1, 1]), [9])).toMatchObject({ r: [5], start: [1.5], aligned: [true] });
    expect(lastOf(branches([1, 1]), [9]).misaligned).toBeUndefined();
    expect(lastOf(branches([2, 0]), [9])).toMatchObject({
      r: [5],
      start: [0.5],
      status: 'exact',
      aligned: [false],
      misaligned: 'sum',
    });
  });

  test('whose places are fractions are aligned where these are equal', () => {
    const cut = (name: string): object => ({
      ...{ name, type: 'crop', cropping: [[1, 0]], inputs: ['up'] },
    });
    const same = [
      { name: 'up', type: 'upsample', scale_factor: 3, mode: 'linear' },
      cut('a'),
      cut('b'),
      { name: 'sum', type: 'add', inputs: ['a', 'b'] },
    ];
    expect(lastOf(same, [9])).toMatchObject({ aligned: [true], j: [new Fraction(1, 3)] });
    expect(lastOf(same, [9]).misaligned).toBeUndefined();
    const other = { ...cut('b'), cropping: [[0, 1]] };
    const shifted = [...same.slice(0, 2), other, ...same.slice(3)];
    expect(lastOf(shifted, [9]).misaligned).toBe('sum');
  });

  test('the first merge that does not align is named, on the axis where it does not', () => {
    const row = lastOf(
      [
        { name: 'a', type: 'conv', kernel_size: [3, 1], padding: [[2, 0], 0] },
        { name: 'x', type: 'add', inputs: ['a', 'input'] },
        {
          name: 'b',
          type: 'conv',
          kernel_size: 3,
          padding: [
            [0, 2],
            [0, 2],
          ],
        },
        { name: 'y', type: 'add', inputs: ['b', 'x'] },
      ],
      9,
    );
    expect(row).toMatchObject({ aligned: [false, false], misaligned: 'x' });
  });

  test('with holes between them', () => {
    const row = lastOf(
      [
        { name: 'a', type: 'conv', kernel_size: 2, dilation: 6, padding: 3, inputs: ['input'] },
        { name: 'b', type: 'conv', kernel_size: 1, inputs: ['input'] },
        { name: 'x', type: 'concat', inputs: ['a', 'b'] },
      ],
      [20],
    );
    expect(row).toMatchObject({ r: [7], dense: [false], phases: [[[0.5, 7, 3]]], aligned: [true] });
  });

  test('of different jump vary from feature to feature', () => {
    const row = lastOf(meeting(51), [101]);
    expect(row).toMatchObject({
      n: [51],
      r: [52],
      r_range: [[51, 52]],
      start: [25],
      status: 'varies',
      reason: null,
      period: [null],
      phases: [null],
      dense: [true],
      misaligned: 'sum',
    });
    expect(row.j[0]).toBeInstanceOf(Fraction);
    expect(JSON.stringify(row.j)).toBe('["51/50"]');
  });

  test('of different jump that come apart leave a hole', () => {
    const layers = [
      { name: 'fast', type: 'conv', kernel_size: 3, stride: 3, padding: [[0, 40]] },
      { name: 'slow', type: 'conv', kernel_size: 3, padding: [[0, 2]], inputs: ['input'] },
      { name: 'crossed', type: 'add', inputs: ['fast', 'slow'] },
    ];
    expect(lastOf(layers, [20])).toMatchObject({ dense: [false], r_range: [[3, 41]] });
  });

  test('more features than are looked at give a bound, with its reason', () => {
    expect(lastOf(meeting(4096), [8191]).status).toBe('varies');
    const row = lastOf(meeting(4097), [8193]);
    expect(row).toMatchObject({ status: 'bound', r: [4098], r_range: [[4097, 4098]] });
    const { code, values } = row.reason as NonNullable<Row['reason']>;
    expect(values).toEqual({ count: 4097, limit: 4096 });
    expect(sentence(code, values)).toContain('4097 features are more than the 4096 looked at');
  });

  test('a single feature has the jump of the first branch', () => {
    const layers = (inputs: string[]): unknown[] => [
      { name: 'a', type: 'conv', kernel_size: 6, inputs: ['input'] },
      { name: 'b', type: 'conv', kernel_size: 3, stride: 2, inputs: ['input'] },
      { name: 'c', type: 'conv', kernel_size: 2, inputs: ['b'] },
      { name: 'x', type: 'add', inputs },
    ];
    expect(lastOf(layers(['a', 'c']), [6])).toMatchObject({
      n: [1],
      j: [1],
      r: [6],
      status: 'exact',
    });
    expect(lastOf(layers(['c', 'a']), [6])).toMatchObject({ n: [1], j: [2], r: [6], start: [3] });
  });

  test('of which one is blind, or all', () => {
    const blind = (name: string): object[] => [
      ...[{ name, type: 'conv_transpose', kernel_size: 1, stride: 2, inputs: ['input'] }],
      ...[{ name: `${name}1`, type: 'slice', start: 1, step: 2 }],
    ];
    const sum = (...inputs: string[]): object => ({ name: 'sum', type: 'add', inputs });
    const cut = { name: 'cut', type: 'crop', cropping: [[0, 1]], inputs: ['input'] };
    const both = lastOf([...blind('a'), ...blind('b'), sum('a1', 'b1')], [8]);
    expect(both).toMatchObject({ n: [7], r: [0], start: [null], aligned: [true] });
    for (const inputs of [
      ['a1', 'cut'],
      ['cut', 'a1'],
    ]) {
      const one = lastOf([...blind('a'), cut, sum(...inputs)], [8]);
      expect(one).toMatchObject({ r: [1], start: [0.5], aligned: [false], misaligned: 'sum' });
    }
  });

  test('of one rate have no period where one of them follows the size', () => {
    const up = (name: string, given: object): object => ({
      ...{ name, type: 'upsample', inputs: ['input'] },
      ...given,
    });
    const sum = { name: 'sum', type: 'add', inputs: ['a', 'b'] };
    const [size, factor] = [{ size: 16 }, { scale_factor: 2 }];
    expect(lastOf([up('a', factor), up('b', factor), sum], [8]).period).toEqual([2]);
    expect(lastOf([up('a', size), up('b', factor), sum], [8]).period).toEqual([null]);
    expect(lastOf([up('a', factor), up('b', size), sum], [8]).period).toEqual([null]);
  });

  test('a feature spread over a map stands in one place, also in that of the first', () => {
    const cut = { name: 'cut', type: 'crop', cropping: [[0, 8]] };
    const row = lastOf([cut, { name: 'x', type: 'add', inputs: ['cut', 'input'] }], [9]);
    expect(row).toMatchObject({ n: [9], r: [9], aligned: [false], misaligned: 'x' });
  });

  test('one feature spread over a map is seen by all of them', () => {
    const row = lastOf([['a', 9], { name: 'x', type: 'add', inputs: ['a', 'input'] }], [9]);
    expect(row).toMatchObject({
      n: [9],
      j: [0],
      start: [4.5],
      r_range: [[9, 9]],
      status: 'exact',
      misaligned: 'x',
    });
  });
});
