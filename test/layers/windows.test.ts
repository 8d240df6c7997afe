import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WindowMap, WindowType } from '../../src/layers/index.js';
import { readParameters } from '../../src/layers/reading/read-parameters.js';
import { adaptivePool } from '../../src/layers/types/adaptive-pool.js';
import { attention } from '../../src/layers/types/attention.js';
import { convTranspose } from '../../src/layers/types/conv-transpose.js';
import { conv } from '../../src/layers/types/conv.js';
import { norm } from '../../src/layers/types/norm.js';
import { pixelShuffle } from '../../src/layers/types/pixel-shuffle.js';
import { pixelUnshuffle } from '../../src/layers/types/pixel-unshuffle.js';
import { slice } from '../../src/layers/types/slice.js';
import { unknown } from '../../src/layers/types/unknown.js';
import { upsample } from '../../src/layers/types/upsample.js';
import type { Plain } from './plain-windows.js';
import { adaptive, resized, sliced, swin, transposed } from './plain-windows.js';
import { random } from '../random.js';

const HUGE = 2 ** 31 - 1;
const RANDOM = random(100, 7);

/** The window map of a layer on the one axis of `n` features. */
const mapOf = (type: WindowType, written: object, n: number): WindowMap =>
  type.windowMap(readParameters({ ...written }, type, 1), 0, n);

/** The indices that feature `u` needs, in order. */
const readsOf = (map: WindowMap, u: number): number[] =>
  map
    .window(u)
    .flatMap(({ first, count, step }) => Array.from({ length: count }, (_, i) => first + i * step))
    .sort((a, b) => a - b);

/** Features of a map, and some outside. */
const around = (size: number): number[] => Array.from({ length: size + 14 }, (_, i) => i - 7);

function expectPlain(map: WindowMap, plain: Plain): void {
  const places = around(map.size);
  expect(map.size).toBe(plain.size);
  expect(places.map((u) => readsOf(map, u))).toEqual(places.map(plain.reads));
  expect(places.map((u) => map.window(u + map.period))).toEqual(
    places.map((u) =>
      map.window(u).map((window) => ({ ...window, first: window.first + map.shift })),
    ),
  );
}

const small = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const pair = (most: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(small(0, most), small(0, most));

describe('conv_transpose', () => {
  const kernels = fc.record({
    kernel: small(1, 6),
    stride: small(1, 6),
    dilation: small(1, 5),
    padding: fc.oneof(fc.constant('same' as const), pair(4)),
    extra: small(0, 4),
  });

  test('reads the indices that scatter to a feature', () => {
    fc.assert(
      fc.property(kernels, small(1, 7), (kernel, n) => {
        const { padding, stride, dilation } = kernel;
        const extra = padding === 'same' ? 0 : kernel.extra;
        const plain = transposed({ ...kernel, extra }, n);
        fc.pre(plain.size > 0 && extra < Math.max(stride, dilation));
        const map = mapOf(
          convTranspose,
          {
            kernel_size: kernel.kernel,
            stride,
            dilation,
            padding: padding === 'same' ? padding : [padding],
            output_padding: extra,
          },
          n,
        );
        expectPlain(map, plain);
        expect([map.period, map.shift, map.border, map.regular]).toEqual([
          stride,
          1,
          'zeros',
          true,
        ]);
        expect(around(map.size).every((u) => map.window(u).length < 2)).toBe(true);
      }),
      RANDOM,
    );
  });

  test('has features that read nothing where the kernel is smaller than the stride', () => {
    const map = mapOf(convTranspose, { kernel_size: 2, stride: 3, output_padding: 1 }, 2);
    expect([0, 1, 2, 3, 4, 5].map((u) => readsOf(map, u))).toEqual([[0], [0], [], [1], [1], []]);
  });

  test('is exact for the largest strides and dilations', () => {
    const map = mapOf(
      convTranspose,
      { kernel_size: HUGE, stride: HUGE - 1, dilation: 1000003, padding: 'same' },
      1,
    );
    const before = Math.floor((1000003 * (HUGE - 1) + 1 - (HUGE - 1)) / 2);
    for (const u of [0, 1, 17, HUGE - 2]) {
      const [{ first, step }] = map.window(u);
      expect(step).toBe(1000003);
      const place = BigInt(u + before) - BigInt(first) * BigInt(HUGE - 1);
      expect(place % 1000003n).toBe(0n);
      expect(place >= 0n && place / 1000003n < BigInt(HUGE)).toBe(true);
    }
  });
});

describe('upsample', () => {
  const modes = fc.constantFrom('nearest', 'nearest-exact', 'linear', 'cubic');

  test('by a factor reads what its mode says', () => {
    fc.assert(
      fc.property(modes, small(1, 12), small(1, 8), small(1, 9), (mode, p, q, n) => {
        const size = Math.floor((n * p) / q);
        fc.pre(size > 0);
        const map = mapOf(upsample, { mode, scale_factor: p / q }, n);
        expectPlain(map, resized(size, mode, false, n, [p, q]));
        expect([map.border, map.regular]).toEqual(['replicate', true]);
      }),
      RANDOM,
    );
  });

  test('to a size, and with aligned corners, reads what its mode says', () => {
    fc.assert(
      fc.property(modes, fc.boolean(), small(1, 20), small(1, 9), (mode, corners, size, n) => {
        fc.pre(!corners || !mode.startsWith('nearest'));
        const map = mapOf(upsample, { mode, size, align_corners: corners }, n);
        expectPlain(map, resized(size, mode, corners, n, [size, n]));
        expect(map.regular).toBe(false);
      }),
      RANDOM,
    );
  });

  test.each([
    [1.5, 3, 2],
    [0.1, 1, 10],
    [2.3, 23, 10],
    [1.3333333333333333, 4, 3],
    [0.29, 29, 100],
    [1 / 3, 1, 3],
    [2, 2, 1],
    [0.999999, 999999, 1000000],
    [123456.789, 123456789, 1000],
  ])('takes %d as the fraction that was meant', (scale_factor, period, shift) => {
    const map = mapOf(upsample, { scale_factor }, 1000);
    expect([map.period, map.shift]).toEqual([period, shift]);
    expect(map.size).toBe(Math.floor((1000 * period) / shift));
  });

  test('depends on the size of its input with aligned corners, also by a factor', () => {
    const map = mapOf(upsample, { scale_factor: 2, mode: 'linear', align_corners: true }, 6);
    expect([map.size, map.period, map.shift, map.regular]).toEqual([12, 11, 5, false]);
  });

  test('is exact where products pass 2^53', () => {
    const map = mapOf(upsample, { size: HUGE, mode: 'linear' }, HUGE - 1);
    for (const u of [1, HUGE - 1, 1234567891]) {
      const above = (2n * BigInt(u) + 1n) * BigInt(HUGE - 1) - BigInt(HUGE);
      const first = Number(above / (2n * BigInt(HUGE)));
      expect(readsOf(map, u)).toEqual([first, first + 1]);
    }
    expect(mapOf(upsample, { scale_factor: 1.0000001 }, HUGE - 300).size).toBe(
      Number((BigInt(HUGE - 300) * 10000001n) / 10000000n),
    );
  });

  test('gives two and three axes the same modes', () => {
    const modeOf = (mode: string): unknown =>
      readParameters({ scale_factor: 2, mode }, upsample, 2).mode;
    expect(['bilinear', 'trilinear', 'bicubic', 'nearest-exact'].map(modeOf)).toEqual([
      'linear',
      'linear',
      'cubic',
      'nearest-exact',
    ]);
  });
});

describe('adaptive_pool', () => {
  test('reads the stretch of each feature', () => {
    fc.assert(
      fc.property(small(2, 20), small(1, 20), (output_size, n) => {
        const map = mapOf(adaptivePool, { output_size }, n);
        expectPlain(map, adaptive(output_size, n));
        expect([map.regular, map.whole]).toEqual([false, false]);
      }),
      RANDOM,
    );
  });

  test('to one feature sees everything at any size, and null keeps an axis', () => {
    expect(mapOf(adaptivePool, { output_size: 1 }, 7)).toMatchObject({ size: 1, whole: true });
    const map = mapOf(adaptivePool, { output_size: [null] }, 7);
    expectPlain(map, { size: 7, reads: (u) => [u] });
    expect(map.regular).toBe(true);
  });

  test('is exact at the largest sizes', () => {
    const map = mapOf(adaptivePool, { output_size: HUGE - 1 }, HUGE);
    expect(readsOf(map, HUGE - 2)).toEqual([HUGE - 2, HUGE - 1]);
    expect(readsOf(map, 1073741824)).toEqual([1073741824, 1073741825]);
  });
});

describe('attention', () => {
  test('sees everything on its axes, in place, and one on the others', () => {
    const parameters = readParameters({ axes: [1] }, attention, 2);
    expect(attention.windowMap(parameters, 0, 6)).toMatchObject({ whole: false, shift: 1 });
    const map = attention.windowMap(parameters, 1, 6);
    expect(map).toMatchObject({ size: 6, whole: true, inPlace: true });
    expect(readsOf(map, 3)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('in windows sees what a Swin transformer lets it see', () => {
    fc.assert(
      fc.property(small(1, 7), small(0, 6), small(1, 4), (window, shift, windows) => {
        const n = window * windows;
        fc.pre(shift < window && windows > 1);
        const map = mapOf(attention, { window, shift }, n);
        expect([map.size, map.period, map.shift, map.whole]).toEqual([n, window, window, false]);
        const features = Array.from({ length: n }, (_, u) => u);
        expect(features.map((u) => readsOf(map, u).filter((i) => i >= 0 && i < n))).toEqual(
          features.map((u) => swin(window, shift, n, u)),
        );
        expectPlain(map, { size: n, reads: (u) => readsOf(map, u) });
      }),
      RANDOM,
    );
  });

  test('with a dilation sees the grid of features that a MaxViT lets it see', () => {
    fc.assert(
      fc.property(small(1, 7), small(1, 6), (grid, apart) => {
        const n = grid * apart;
        const map = mapOf(attention, { window: grid, dilation: apart }, n);
        const features = Array.from({ length: n }, (_, u) => u);
        expect([map.size, map.period, map.shift, map.regular]).toEqual([n, n, n, true]);
        expect(features.map((u) => readsOf(map, u))).toEqual(
          features.map((u) => features.filter((i) => i % apart === u % apart)),
        );
      }),
      RANDOM,
    );
  });

  test.each(['shift', 'dilation'])('has no %s without windows', (parameter) => {
    expect(() => mapOf(attention, { [parameter]: 2 }, 6)).toThrow(
      expect.objectContaining({ code: `${parameter}_alone`, parameter, value: 2 }),
    );
  });

  test('in a window as large as the map still has windows', () => {
    expect(mapOf(attention, { window: 9 }, 6)).toMatchObject({
      period: 9,
      whole: false,
      regular: true,
    });
  });
});

test('norm sees one pixel, or the map in place', () => {
  expectPlain(mapOf(norm, { scope: 'pixel' }, 5), { size: 5, reads: (u) => [u] });
  const map = mapOf(norm, { scope: 'map' }, 5);
  expect(map).toMatchObject({ size: 5, whole: true, inPlace: true });
  expect(readsOf(map, 2)).toEqual([0, 1, 2, 3, 4]);
});

test('slice takes what Python takes', () => {
  const place = fc.option(small(-14, 14));
  fc.assert(
    fc.property(place, place, small(-4, 4), small(1, 10), (start, stop, step, n) => {
      fc.pre(step !== 0);
      const features = sliced(start, stop, step, n);
      fc.pre(features.length > 0);
      const map = mapOf(slice, { start: [start], stop: [stop], step }, n);
      expectPlain(map, { size: features.length, reads: (u) => [features[0] + u * step] });
      expect(features.map((_, u) => features[0] + u * step)).toEqual(features);
      expect(map.shift).toBe(step);
    }),
    RANDOM,
  );
});

test('slice goes backwards from the end where it does not say whence', () => {
  expect(mapOf(slice, { step: -2 }, 7).window(0)).toEqual([{ first: 6, count: 1, step: 1 }]);
  expect(mapOf(slice, { step: -2 }, 7).size).toBe(4);
  expect(mapOf(slice, {}, 7).size).toBe(7);
});

test('shuffles move features into and out of channels', () => {
  fc.assert(
    fc.property(small(1, 6), small(1, 8), (factor, n) => {
      expectPlain(mapOf(pixelShuffle, { factor }, n), {
        size: n * factor,
        reads: (u) => [Math.floor(u / factor)],
      });
      expectPlain(mapOf(pixelUnshuffle, { factor }, n * factor), {
        size: n,
        reads: (u) => Array.from({ length: factor }, (_, i) => u * factor + i),
      });
    }),
    RANDOM,
  );
});

describe('unknown', () => {
  const reason = 'a spatial transformer';

  test('without a bound may see everything, and says so', () => {
    expect(mapOf(unknown, { reason, output_size: 3 }, 7)).toMatchObject({
      size: 3,
      whole: true,
      doubt: { status: 'unsupported', code: 'unsupported_layer', values: { reason } },
    });
    expect(mapOf(unknown, { reason }, 7).size).toBe(7);
  });

  test('within everything is bound', () => {
    expect(mapOf(unknown, { reason, bound: 'whole' }, 7)).toMatchObject({
      size: 7,
      whole: true,
      doubt: { status: 'bound', code: 'bound_layer', values: { reason } },
    });
  });

  test('within a convolution reads at most what that reads', () => {
    const within = { kernel_size: 5, stride: 2, padding: 2, padding_mode: 'reflect' };
    const map = mapOf(unknown, { reason, bound: within, output_size: 4 }, 7);
    const plain = mapOf(conv, within, 7);
    expectPlain(map, { size: 4, reads: (u) => readsOf(plain, u) });
    expect(map).toMatchObject({ border: 'reflect', whole: false, doubt: { status: 'bound' } });
  });
});
