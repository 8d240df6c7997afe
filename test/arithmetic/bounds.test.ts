/** Rows that are no more than a bound: no field is larger, and the bound is not much larger. */
import { describe, expect, test } from 'vitest';
import { field, lattices } from '../../src/arithmetic/index.js';
import type { Row } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';

/** Pixels by which a bound may be too large: places are rounded at every layer. */
const SLACK = 18;

type Layer = Readonly<Record<string, unknown>>;

const conv = (kernel_size: number, more = {}): Layer => ({ type: 'conv', kernel_size, ...more });
const up = (scale_factor: number, mode = 'nearest'): Layer => ({
  ...{ type: 'upsample', scale_factor, mode },
});

/** More features than are looked at one by one, in more phases than are told apart. */
const MANY_PHASES: Readonly<Record<string, readonly Layer[]>> = {
  'a nearest resize': [conv(3), up(4097)],
  'a linear one': [up(4099, 'linear')],
  'a cubic one': [conv(5, { stride: 2 }), up(4098.5, 'cubic')],
  'a convolution above': [up(4097), conv(9, { stride: 3, padding: 2 })],
  'a dilated convolution above': [up(5000, 'linear'), conv(3, { dilation: 4000 })],
  'two resizes': [up(4097), conv(3, { stride: 4096 }), up(4099, 'linear')],
  'a resize backwards': [{ type: 'slice', step: -1 }, up(4097, 'linear')],
  'two branches of many phases': [
    { name: 'a', ...up(4097), inputs: ['input'] },
    { name: 'b', ...up(4097, 'linear'), inputs: ['input'] },
    { name: 'c', type: 'add', inputs: ['a', 'b'] },
    conv(5),
  ],
  'steps of eight, resized': [conv(1, { stride: 8, padding: 3 }), up(8), up(4097)],
  'steps of eight beside none, resized': [
    { name: 'steps', ...conv(1, { stride: 8, padding: [[0, 63]] }), inputs: ['input'] },
    { name: 'wide', ...up(8) },
    { name: 'a', ...up(4097) },
    { name: 'b', type: 'slice', stop: 36_873 },
    { name: 'c', ...up(4097), inputs: ['input'] },
    { name: 'd', type: 'add', inputs: ['b', 'c'] },
  ],
  'a branch of many phases and one of few': [
    { name: 'a', ...up(4097), inputs: ['input'] },
    { name: 'b', ...conv(1, { padding: 18_000 }), inputs: ['input'] },
    { name: 'c', type: 'slice', stop: 5000, inputs: ['a'] },
    { name: 'd', type: 'slice', stop: 5000, inputs: ['b'] },
    { name: 'e', type: 'add', inputs: ['c', 'd'] },
  ],
};

/** Different rates, more than one phase, and more features than are looked at one by one. */
const MANY_FEATURES: Readonly<Record<string, readonly Layer[]>> = {
  'holes beside a straight way': [
    { name: 'a', type: 'conv_transpose', kernel_size: 1, stride: 2, inputs: ['input'] },
    { name: 'b', type: 'slice', stop: 9000, inputs: ['a'] },
    { name: 'c', type: 'slice', stop: 9000, inputs: ['input'] },
    { name: 'd', type: 'add', inputs: ['b', 'c'] },
  ],
  'phases beside a stride': [
    { name: 'a', ...up(1.5, 'linear'), inputs: ['input'] },
    { name: 'b', type: 'slice', stop: 4500, inputs: ['a'] },
    { name: 'c', ...conv(3, { stride: 2, padding: 1 }), inputs: ['input'] },
    { name: 'd', type: 'slice', stop: 4500, inputs: ['c'] },
    { name: 'e', type: 'add', inputs: ['b', 'd'] },
  ],
};

/** Features spread over a map: the ends, and many between in uneven steps. */
function someOf(n: number): number[] {
  const out = [n - 1];
  for (let u = 0; u < n; u += 1 + ((u * 7919) % Math.ceil(n / 97))) out.push(u);
  return out;
}

function lastRow(layers: readonly Layer[], size: number) {
  const network = readNetwork(layers, { inputSize: [size] });
  const row = lattices(network).at(-1) as Row;
  const regions = someOf(row.n[0]).map((u) => [u, field(network, row.name, u).region[0]] as const);
  return { row, regions };
}

describe('a bound holds every field, and is near the largest', () => {
  const cases = [
    ...Object.entries(MANY_PHASES).map(([about, layers]) => [about, layers, 9] as const),
    ...Object.entries(MANY_FEATURES).map(([about, layers]) => [about, layers, 9100] as const),
  ];
  test.each(cases)('%s', (_about, layers, size) => {
    const { row, regions } = lastRow(layers, size);
    expect(row).toMatchObject({ statuses: ['bound'], period: [null], phases: [null] });
    expect(row.dense).toEqual([false]);
    expect(row.reason).not.toBe(null);
    const sizes = regions.map(([, region]) => (region ? region[1] - region[0] : 0));
    const largest = Math.max(...sizes);
    expect(row.r[0]).toBeGreaterThanOrEqual(largest);
    expect(row.r[0]).toBeLessThanOrEqual(largest + SLACK);
    expect(row.r_range[0][0]).toBeLessThanOrEqual(Math.min(...sizes));
    expect(row.r_range[0][1]).toBe(row.r[0]);
  });

  test.each(Object.entries(MANY_PHASES))('%s: features stand about there', (_about, layers) => {
    const { row, regions } = lastRow(layers, 9);
    const [j, start] = [Number(row.j[0]), Number(row.start[0])];
    for (const [u, region] of regions) {
      if (!region) continue;
      const center = (region[0] + region[1]) / 2;
      // The mean distance is told in parts of 64.
      expect(Math.abs(start + u * j - center)).toBeLessThanOrEqual(row.r[0] / 2 + 4 + u / 64);
    }
  });
});

/** Two branches whose fields repeat together after 89 * 97 features. */
const SELDOM_MEET = [
  ...[89, 97].flatMap((by): Layer[] => [
    { name: `far${by}`, ...conv(1, { stride: by }), inputs: ['input'] },
    { name: `near${by}`, ...up(by) },
  ]),
  { name: 'sum', type: 'add', inputs: ['near89', 'near97'] },
];

test('branches whose periods seldom meet', () => {
  const { row, regions } = lastRow(SELDOM_MEET, 89 * 97);
  const largest = Math.max(...regions.map(([, region]) => (region ? region[1] - region[0] : 0)));
  expect(row).toMatchObject({ status: 'bound', reason: { code: 'bound_phases' }, dense: [false] });
  expect(row.r[0]).toBeGreaterThanOrEqual(largest);
  expect(row.r[0]).toBeLessThan(89 + 97 + 1);
});

test('few features of them are looked at one by one', () => {
  const few = [...SELDOM_MEET, { type: 'slice', start: 80, step: 3, stop: 400 }];
  const layers = [...few, conv(3, { padding: 1 }), { type: 'global_pool' }];
  const network = readNetwork(layers, { inputSize: [89 * 97] });
  const [row, all] = lattices(network).slice(-2);
  const seen = Array.from({ length: row.n[0] }, (_, u) => field(network, row.name, u));
  const sizes = seen.map(({ size }) => size[0]);
  const centers = seen.map(({ center }) => Number(center[0]));
  expect(row).toMatchObject({
    ...{ n: [107], status: 'varies', reason: null, period: [null], phases: [null] },
    ...{ r: [Math.max(...sizes)], r_range: [[Math.min(...sizes), Math.max(...sizes)]] },
    ...{ start: [centers[0]], dense: [seen.every(({ dense }) => dense)] },
  });
  expect(Number(row.j[0])).toBeCloseTo((centers[106] - centers[0]) / 106, 12);
  const { size, center } = field(network, all.name, 0);
  expect(all).toMatchObject({ status: 'whole', r: size, j: size, start: center });
});

test('what sees nothing sees nothing in whatever many phases', () => {
  const blind = [
    { type: 'conv_transpose', kernel_size: 1, stride: 2 },
    { type: 'slice', start: 1, step: 2 },
  ];
  const layers = [...blind, up(4097), { type: 'global_pool' }, conv(1)];
  const rows = lattices(readNetwork(layers, { inputSize: [3] }));
  for (const row of rows.slice(3)) {
    expect(row).toMatchObject({ r: [0], r_range: [[0, 0]], start: [null] });
  }
});

test('what sees everything of a bound sees no less than its features', () => {
  const layers = [conv(3, { padding: 1 }), up(40_000, 'linear'), { type: 'global_pool' }];
  const network = readNetwork(layers, { inputSize: [9] });
  const row = lattices(network).at(-1) as Row;
  const region = field(network, row.name, 0).region[0] as readonly [number, number];
  expect(row).toMatchObject({ n: [1], status: 'bound', reason: { code: 'bound_phases' } });
  expect(row.r[0]).toBeGreaterThanOrEqual(region[1] - region[0]);
  expect(row.r[0]).toBeLessThanOrEqual(region[1] - region[0] + SLACK);
});
