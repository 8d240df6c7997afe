import { describe, expect, test } from 'vitest';
import { featureCenter, lattices } from '../../src/arithmetic/index.js';
import type { Row } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork, sentence } from '../../src/layers/index.js';

const HUGE = 2 ** 31 - 1;

const rowsOf = (layers: readonly unknown[], inputSize: unknown): readonly Row[] =>
  lattices(readNetwork(layers, { inputSize }));

const lastOf = (layers: readonly unknown[], inputSize: unknown): Row =>
  rowsOf(layers, inputSize).at(-1) as Row;

describe('rows', () => {
  test('the input comes first', () => {
    const rows = rowsOf([['a', 3, 2, 1]], [7, 9]);
    expect(rows.map(({ name }) => name)).toEqual(['input', 'a']);
    expect(rows[0]).toEqual({
      name: 'input',
      type: 'input',
      inputs: [],
      n: [7, 9],
      j: [1, 1],
      r: [1, 1],
      start: [0.5, 0.5],
      r_range: [
        [1, 1],
        [1, 1],
      ],
      dense: [true, true],
      aligned: [true, true],
      period: [1, 1],
      phases: [[[0.5, 1, 1]], [[0.5, 1, 1]]],
      statuses: ['exact', 'exact'],
      status: 'exact',
      reason: null,
      effective_padding: [0, 0],
    });
    expect(rows[1]).toMatchObject({ type: 'conv', inputs: ['input'], n: [4, 5] });
  });

  test('each axis has its own numbers', () => {
    expect(lastOf([['a', [3, 4], [1, 2], [[2, 0], 1], [2, 1]]], [20, 30])).toMatchObject({
      n: [18, 15],
      j: [1, 2],
      r: [5, 4],
      start: [0.5, 1],
      dense: [false, true],
      phases: [[[0.5, 5, 3]], [[1, 4, 4]]],
      effective_padding: [2, 1],
    });
  });

  test('are worked out once', () => {
    const network = readNetwork([[3]], { inputSize: 9 });
    expect(lattices(network)).toBe(lattices(network));
  });

  test('where a feature stands', () => {
    const row = lastOf([['a', 3, 2, 1]], 9);
    expect([0, 1, 4].map((u) => featureCenter(row, 0, u))).toEqual([0.5, 2.5, 8.5]);
  });

  test('"same" puts the odd pixel behind', () => {
    expect(
      lastOf([{ type: 'conv', kernel_size: 4, stride: 1, padding: 'same' }], [9]),
    ).toMatchObject({
      n: [9],
      start: [1],
      effective_padding: [1],
    });
  });
});

describe('whole', () => {
  const layers = [
    ['a', 3, 2, 1],
    { name: 'pool', type: 'global_pool' },
    { name: 'fc', type: 'linear' },
    ['b', 3, 1, 2],
  ];

  test('everything the input sees, from the first layer that sees it', () => {
    const rows = rowsOf(layers, 8);
    expect(rows[2]).toMatchObject({
      n: [1, 1],
      r: [9, 9],
      j: [9, 9],
      start: [3.5, 3.5],
      dense: [true, true],
      status: 'whole',
      period: [null, null],
      phases: [null, null],
      effective_padding: [1, 1],
    });
    for (const { status, reason } of rows.slice(2)) {
      expect(status).toBe('whole');
      expect(reason).toEqual({ code: 'whole_from', values: { layer: 'pool' } });
    }
    expect(sentence('whole_from', { layer: 'pool' })).toBe('everything is seen from pool on');
  });

  test('a layer above keeps the lattice, and sees no more', () => {
    expect(lastOf(layers, 8)).toMatchObject({
      n: [3, 3],
      r: [9, 9],
      j: [9, 9],
      start: [-5.5, -5.5],
    });
  });

  test('a convolution as large as its input is exact', () => {
    expect(lastOf([['a', 6]], 6)).toMatchObject({ status: 'exact', r: [6, 6] });
  });

  test('joined with a map, it takes the places of the map', () => {
    const joined = (inputs: string[]): Row =>
      lastOf(
        [['a', 3, 2, 1], { name: 'g', type: 'global_pool' }, { type: 'concat', inputs }],
        [16],
      );
    for (const inputs of [
      ['a', 'g'],
      ['g', 'a'],
    ]) {
      expect(joined(inputs)).toMatchObject({
        n: [8],
        j: [2],
        start: [0.5],
        r: [17],
        r_range: [[17, 17]],
        status: 'whole',
        aligned: [true],
      });
    }
  });

  test('the places of a gate stay those of what it gates, however far above', () => {
    const row = lastOf(
      [
        ['a', 3, 2, 1],
        { name: 'g', type: 'global_pool' },
        { name: 'x', type: 'add', inputs: ['a', 'g'] },
        ['b', 3, 2, 1],
        { name: 'h', type: 'global_pool' },
        { name: 'y', type: 'add', inputs: ['h', 'b'] },
      ],
      [32],
    );
    expect(row).toMatchObject({ n: [8], j: [4], start: [0.5], status: 'whole' });
    expect(row.reason?.values).toEqual({ layer: 'g' });
  });
});

describe('the first of several layers', () => {
  const gates = (inputs: string[]): unknown[] => [
    { name: 'early', type: 'global_pool' },
    { name: 'a', type: 'conv', kernel_size: 3, padding: 1, inputs: ['input'] },
    { name: 'late', type: 'global_pool' },
    { name: 'x', type: 'add', inputs },
  ];

  test('from which everything is seen', () => {
    for (const inputs of [
      ['early', 'late'],
      ['late', 'early'],
      ['late', 'a', 'early'],
    ]) {
      expect(lastOf(gates(inputs), 9).reason?.values).toEqual({ layer: 'early' });
    }
    expect(lastOf(gates(['late', 'a']), 9).reason?.values).toEqual({ layer: 'late' });
  });

  test('at which branches do not line up', () => {
    const shifted = (name: string, input: string): object => ({
      name,
      type: 'pad',
      padding: [[1, 0]],
      inputs: [input],
    });
    const cut = (name: string, input: string): object => ({
      name,
      type: 'conv',
      kernel_size: 2,
      inputs: [input],
    });
    const layers = [
      shifted('p', 'input'),
      cut('q', 'p'),
      { name: 'first', type: 'add', inputs: ['q', 'input'] },
      { name: 'second', type: 'add', inputs: ['input', 'q'] },
    ];
    for (const inputs of [
      ['first', 'second'],
      ['second', 'first'],
    ]) {
      const row = lastOf([...layers, { name: 'x', type: 'add', inputs }], [9]);
      expect(row.misaligned).toBe('first');
    }
  });
});

describe('how far numbers go', () => {
  const halving = { type: 'conv', kernel_size: 1, stride: 2, padding: 2 ** 29 };

  test('numbers past 2^53 are an error that names the layer', () => {
    const layers = Array.from({ length: 60 }, (_, i) => ({ ...halving, name: `a${i + 1}` }));
    const network = readNetwork(layers, { inputSize: [2 ** 30] });
    expect(() => lattices(network)).toThrow(LayerError);
    let at = 0;
    while (at < 60) {
      const cut = readNetwork(layers.slice(0, at + 1), { inputSize: [2 ** 30] });
      try {
        lattices(cut);
      } catch (error) {
        expect(error).toMatchObject({ code: 'beyond_exact', layer: `a${at + 1}` });
        break;
      }
      at += 1;
    }
    const row = lattices(readNetwork(layers.slice(0, at), { inputSize: [2 ** 30] })).at(-1) as Row;
    expect(Number(row.j[0])).toBe(2 ** at);
    expect(Math.abs(Number(row.start[0])) * 4).toBeGreaterThan(2 ** 53);
  });

  test('the largest input costs what a small one costs', () => {
    const layers = [
      { type: 'conv', kernel_size: 1, stride: 2 },
      { type: 'conv', kernel_size: 2 ** 20, dilation: 3 },
      { type: 'max_pool', kernel_size: 3, stride: 2, ceil_mode: true },
      { type: 'global_pool' },
    ];
    const row = lastOf(layers, [HUGE, HUGE, HUGE]);
    expect(row.r).toEqual([HUGE, HUGE, HUGE]);
    expect(row.dense).toEqual([false, false, false]);
  });

  test('a field with more holes than are counted is a bound', () => {
    const dilations = [1009, 100_003, 10_000_019];
    const combs = dilations.map((dilation) => ({ type: 'conv', kernel_size: 100, dilation }));
    const rows = rowsOf([...combs, ['c', 3]], [HUGE]);
    const r = dilations.reduce((all, dilation) => all + 99 * dilation, 1);
    expect(rows[2]).toMatchObject({
      status: 'exact',
      phases: [[[expect.anything(), expect.anything(), 10_000]]],
    });
    expect(rows[3]).toMatchObject({
      status: 'bound',
      reason: { code: 'bound_pieces' },
      dense: [false],
      period: [null],
      phases: [null],
      r: [r],
    });
    expect(rows[4]).toMatchObject({ status: 'bound', r: [r + 2] });
  });

  test('a chain of ten thousand layers', () => {
    const layers = Array.from({ length: 10_000 }, () => [3, 1, 1]);
    expect(lastOf(layers, 100_000)).toMatchObject({ r: [20_001, 20_001], start: [0.5, 0.5] });
  });
});
