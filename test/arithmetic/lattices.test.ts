import { describe, expect, test } from 'vitest';
import { Fraction, featureCenter, lattices } from '../../src/arithmetic/index.js';
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

describe('the places of what sees everything', () => {
  const stem = { name: 'stem', type: 'conv', kernel_size: 3, stride: 2, padding: 1 };
  const conv = (name: string, given: object): object => ({
    ...{ name, type: 'conv', kernel_size: 3, padding: 1, inputs: ['stem'] },
    ...given,
  });
  const gate = (name: string, input: string): object => ({
    ...{ name, type: 'attention', inputs: [input] },
  });

  test('are those of the branch that does not, whichever comes first', () => {
    const [near, far] = [conv('near', {}), conv('far', { padding: [[2, 0]] })];
    for (const inputs of [
      ['gate', 'near'],
      ['near', 'gate'],
    ]) {
      const sum = { name: 'sum', type: 'add', inputs };
      expect(lastOf([stem, near, far, gate('gate', 'far'), sum], [16])).toMatchObject({
        ...{ n: [8], j: [2], start: [0.5], status: 'whole' },
      });
    }
  });

  test('are those of the first of several gates, one that is spread over the map left out', () => {
    const far = conv('far', { padding: [[2, 0]] });
    const pool = { name: 'pool', type: 'global_pool', inputs: ['stem'] };
    const layers = [stem, far, pool, gate('a', 'far'), gate('b', 'stem')];
    const placed = (...inputs: string[]): unknown => {
      const { n, j, start } = lastOf([...layers, { name: 'x', type: 'add', inputs }], [16]);
      return { n, j, start };
    };
    const [shifted, straight] = [-1.5, 0.5].map((start) => ({ n: [8], j: [2], start: [start] }));
    expect(placed('a', 'b')).toEqual(shifted);
    expect(placed('b', 'a')).toEqual(straight);
    expect(placed('pool', 'b', 'a')).toEqual(straight);
    expect(placed('pool', 'a', 'b')).toEqual(shifted);
  });

  test('are spread over as many features where an unknown layer has another number', () => {
    const unknown = (output_size: number): Row =>
      lastOf([{ name: 'lost', type: 'unknown', reason: 'a sort', output_size }], [12]);
    expect(unknown(12)).toMatchObject({ n: [12], j: [1], start: [0.5], r: [12] });
    expect(unknown(6)).toMatchObject({ n: [6], j: [2], start: [1], r: [12] });
    expect(unknown(48)).toMatchObject({ n: [48], j: [0.25], start: [0.125], r: [12] });
  });

  test('are unknown where nothing is seen', () => {
    const blind = [
      { type: 'conv_transpose', kernel_size: 1, stride: 2 },
      { type: 'slice', start: 1, step: 2 },
    ];
    expect(lastOf(blind, [8])).toMatchObject({ n: [7], j: [1], r: [0], start: [null] });
    for (const above of [
      { type: 'global_pool' },
      { type: 'unknown', reason: 'a sort', output_size: 3 },
    ]) {
      const row = lastOf([...blind, above, { type: 'conv', kernel_size: 1 }], [8]);
      expect(row).toMatchObject({ r: [0], start: [null], r_range: [[0, 0]] });
      expect(row.j[0]).toBeGreaterThan(0);
    }
  });

  test('of a resize above follow its first feature', () => {
    const linear = { type: 'upsample', scale_factor: 2, mode: 'linear' };
    // Feature 0 of it lies between the features -1 and 0 below, which are 2 pixels apart.
    expect(lastOf([stem, { type: 'attention' }, linear], [16])).toMatchObject({
      ...{ n: [16], j: [1], start: [-0.5], status: 'whole' },
    });
    const apart = { type: 'conv_transpose', kernel_size: 1, stride: 3, padding: 1 };
    // The first of its features that reads any is feature 2, and reads the one at 1.5.
    expect(lastOf([{ type: 'attention' }, apart], [5])).toMatchObject({
      ...{ j: [new Fraction(1, 3)], start: [new Fraction(5, 6)], status: 'whole' },
    });
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

  test('that is unsure, and the one that is least sure', () => {
    const unknown = (name: string, bound?: unknown): object => ({
      ...{ name, type: 'unknown', reason: `why ${name}`, inputs: ['input'] },
      ...(bound ? { bound } : {}),
    });
    const layers = [
      unknown('bound', { kernel_size: 3, padding: 1 }),
      unknown('other', { kernel_size: 5, padding: 2 }),
      unknown('lost'),
      unknown('gone'),
      { name: 'gate', type: 'attention', inputs: ['input'] },
    ];
    for (const [inputs, status, layer] of [
      [['bound', 'lost', 'gone'], 'unsupported', 'lost'],
      [['gone', 'bound', 'lost'], 'unsupported', 'gone'],
      [['bound', 'other'], 'bound', 'bound'],
      [['gate', 'other', 'bound'], 'bound', 'other'],
      [['gate', 'input'], 'whole', 'gate'],
    ] as const) {
      const row = lastOf([...layers, { name: 'x', type: 'add', inputs }], [9]);
      expect([row.status, row.reason?.values.layer]).toEqual([status, layer]);
    }
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

  test('a field of more than 2^53 pixels is an error, also where both its ends are nearer', () => {
    const wide = (kernel_size: number, padding: number): unknown[] => [
      { type: 'conv', kernel_size: 1, stride: 2 ** 23 },
      { type: 'conv', kernel_size, padding },
    ];
    expect(lastOf(wide(2 ** 30, 2 ** 29), [5])).toMatchObject({ r: [2 ** 53 - 2 ** 23 + 1] });
    expect(() => lastOf(wide(HUGE, 2 ** 30), [5])).toThrow(
      expect.objectContaining({ code: 'beyond_exact', layer: 'conv2' }),
    );
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
