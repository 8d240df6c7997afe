import { describe, expect, test } from 'vitest';
import { interval } from '../../src/arithmetic/sets/axis-set.js';
import {
  bandEverything,
  bandsOf,
  measureBands,
  throughBand,
} from '../../src/arithmetic/lattices/band.js';
import type { Band } from '../../src/arithmetic/lattices/band.js';
import { readNetwork, wiringOf } from '../../src/layers/index.js';
import type { WindowMap } from '../../src/layers/index.js';

function mapOf(layer: object, size = 40): WindowMap {
  const network = readNetwork([layer], { inputSize: [size] });
  return wiringOf(network).wires[1][0].maps[0];
}

const PIXELS: Band = { rate: 1, lo: 0, hi: 1 };

/** The pixels of feature `u` of a layer, each of whose inputs reads what a band says at most. */
function pixelsOf(map: WindowMap, { rate, lo, hi }: Band, u: number): [number, number] {
  const reads = map
    .window(u)
    .flatMap(({ first, count, step }) => [first, first + step * (count - 1)]);
  return [
    Math.min(...reads.map((at) => lo + at * rate)),
    Math.max(...reads.map((at) => hi + at * rate)),
  ];
}

describe('bands', () => {
  test('of terms hold every field, and no more than they must', () => {
    const sets = [interval(0, 3), interval(0, 5), interval(4, 6)];
    // From u to u the fields move on by one pixel: 0 to 3, -1 to 4, 2 to 4 about u.
    expect(bandsOf([{ sets, jump: 3 }])).toEqual([{ rate: 1, lo: -1, hi: 4 }]);
    expect(bandsOf([{ sets: [interval(2, 5)], jump: -2 }])).toEqual([{ rate: -2, lo: 2, hi: 5 }]);
    expect(bandsOf([{ sets: [interval(0, 8), []], jump: 8 }])).toEqual([{ rate: 4, lo: 0, hi: 8 }]);
    expect(bandsOf([{ sets: [[], []], jump: 8 }])).toEqual([]);
    expect(
      bandsOf([
        { sets: [[]], jump: 1 },
        { sets: [interval(0, 1)], jump: 1 },
      ]),
    ).toEqual([PIXELS]);
  });

  test.each<[string, object, Band, Band]>([
    ['a kernel', { type: 'conv', kernel_size: 3, padding: 1 }, PIXELS, { rate: 1, lo: -1, hi: 2 }],
    [
      'a stride and a dilation',
      { type: 'conv', kernel_size: 3, stride: 2, dilation: 4, padding: 1 },
      { rate: 3, lo: -1, hi: 2 },
      { rate: 6, lo: -4, hi: 23 },
    ],
    [
      'backwards',
      { type: 'slice', step: -1 },
      { rate: 2, lo: 0, hi: 3 },
      { rate: -2, lo: 78, hi: 81 },
    ],
    [
      'what runs backwards',
      { type: 'conv', kernel_size: 3 },
      { rate: -2, lo: 0, hi: 3 },
      { rate: -2, lo: -4, hi: 3 },
    ],
    [
      'three of each',
      { type: 'upsample', scale_factor: 3 },
      { rate: 3, lo: 0, hi: 1 },
      { rate: 1, lo: -2, hi: 1 },
    ],
    ['steps of two', { type: 'pixel_unshuffle', factor: 2 }, PIXELS, { rate: 2, lo: 0, hi: 2 }],
  ])('through %s', (_, layer, band, expected) => {
    const { rate, lo, hi } = throughBand(band, mapOf(layer));
    expect(rate).toBeCloseTo(expected.rate, 12);
    expect([lo, hi]).toEqual([expect.closeTo(expected.lo, 12), expect.closeTo(expected.hi, 12)]);
  });

  test.each<[string, object]>([
    ['few phases', { type: 'upsample', scale_factor: 7, mode: 'cubic' }],
    ['as many as are looked at', { type: 'upsample', scale_factor: 4096, mode: 'linear' }],
    ['one more', { type: 'upsample', scale_factor: 4097, mode: 'linear' }],
    ['many more', { type: 'upsample', scale_factor: 9001 / 4096, mode: 'cubic' }],
    ['a pool of many', { type: 'adaptive_pool', output_size: 5003 }],
  ])('through %s hold every field, by a few pixels', (_, layer) => {
    const map = mapOf(layer, 6007);
    for (const band of [PIXELS, { rate: 2, lo: -3, hi: 4 }, { rate: -3, lo: 0, hi: 2 }]) {
      const { rate, lo, hi } = throughBand(band, map);
      let [least, most] = [Infinity, -Infinity];
      for (let u = 0; u < Math.min(map.size, 2 * map.period); u += map.period > 100 ? 7 : 1) {
        const [from, to] = pixelsOf(map, band, u);
        least = Math.min(least, from - u * rate);
        most = Math.max(most, to - u * rate);
      }
      expect(lo).toBeLessThanOrEqual(least + 1e-6);
      expect(hi).toBeGreaterThanOrEqual(most - 1e-6);
      const slack = map.period > 4096 ? 4 * Math.abs(band.rate) : Math.abs(band.rate) / 100;
      expect(lo).toBeGreaterThanOrEqual(least - slack);
      expect(hi).toBeLessThanOrEqual(most + slack);
    }
  });

  test('of all features hold the first and the last', () => {
    const [up, down]: Band[] = [
      { rate: 2, lo: -1, hi: 3 },
      { rate: -1, lo: 4, hi: 6 },
    ];
    expect(bandEverything([up], 5)).toEqual({ rate: 0, lo: -1, hi: 11 });
    expect(bandEverything([down], 5)).toEqual({ rate: 0, lo: 0, hi: 6 });
    expect(bandEverything([up, down], 5)).toEqual({ rate: 0, lo: -1, hi: 11 });
    expect(bandEverything([up], 1)).toEqual({ rate: 0, lo: -1, hi: 3 });
  });

  test('are measured at both ends', () => {
    const unsure = { dense: false, period: null, phases: null, status: 'bound' };
    const reason = { code: 'bound_phases', values: { limit: 4096 } };
    const apart: Band[] = [
      { rate: 1, lo: 0, hi: 2.5 },
      { rate: 3, lo: 1, hi: 3 },
    ];
    // From 0 to 3 at first, from 10 to 33 at last.
    expect(measureBands(apart, 11, 7)).toEqual({
      ...{ r: 23, range: [0, 23], start: 1.5, j: 2, ...unsure, reason },
    });
    // From -29 to -7.5 at last; the distance is told in parts of 64.
    const back: Band[] = apart.map(({ rate, lo, hi }) => ({ rate: -rate, lo, hi }));
    expect(measureBands(back, 11, 7)).toMatchObject({ r: 22, j: -125 / 64 });
    expect(measureBands(apart, 1, 7)).toMatchObject({ r: 3, range: [0, 3], start: 1.5, j: 7 });
    expect(measureBands([{ rate: 1 / 3, lo: 0, hi: 1 }], 65, 7)).toMatchObject({
      r: 1,
      j: 22 / 64,
    });
    expect(measureBands([], 5, 7)).toEqual({
      ...{ r: 0, range: [0, 0], start: null, j: 7, ...unsure, reason },
    });
  });
});
