import { describe, expect, test } from 'vitest';
import { field, findings } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';

const HUGE = 2 ** 31 - 1;

const ARTICLE = readNetwork(
  [
    ['conv1', 3, 2, 1],
    ['conv2', 3, 2, 1],
  ],
  { inputSize: 5 },
);

describe('the field of a feature', () => {
  test('on every layer it passes', () => {
    const found = field(ARTICLE, 'conv2', [0, 1]);
    expect({ ...found, path: Array.from(found.path) }).toEqual({
      layer: 'conv2',
      index: [0, 1],
      extent: [1, 1],
      center: [0.5, 4.5],
      size: [7, 7],
      region: [
        [-3, 4],
        [1, 8],
      ],
      clipped: [
        [0, 4],
        [1, 5],
      ],
      count: [4, 4],
      runs: [[[0, 4, 1]], [[1, 5, 1]]],
      pixels: 16,
      covered: 49,
      dense: true,
      exact: true,
      padding_share: 1 - 16 / 49,
      path: [
        [
          'conv2',
          {
            region: [
              [0, 1],
              [1, 2],
            ],
            clipped: [
              [0, 1],
              [1, 2],
            ],
          },
        ],
        [
          'conv1',
          {
            region: [
              [-1, 2],
              [1, 4],
            ],
            clipped: [
              [0, 2],
              [1, 3],
            ],
          },
        ],
        [
          'input',
          {
            region: [
              [-3, 4],
              [1, 8],
            ],
            clipped: [
              [0, 4],
              [1, 5],
            ],
          },
        ],
      ],
    });
  });

  test('of a pixel is the pixel', () => {
    expect(field(ARTICLE, 'input', [3, 4])).toMatchObject({
      region: [
        [3, 4],
        [4, 5],
      ],
      center: [3.5, 4.5],
      pixels: 1,
      padding_share: 0,
    });
  });

  test('a single number stands for all axes', () => {
    expect(field(ARTICLE, 'conv2', 1)).toEqual(field(ARTICLE, 'conv2', [1, 1]));
  });

  test('up to a layer between, in its features', () => {
    const found = field(ARTICLE, 'conv2', 0, { to: 'conv1' });
    expect(found).toMatchObject({
      region: [
        [-1, 2],
        [-1, 2],
      ],
      clipped: [
        [0, 2],
        [0, 2],
      ],
      pixels: 4,
    });
    expect(Array.from(found.path.keys())).toEqual(['conv2', 'conv1']);
  });

  test('up to a layer between passes only what that layer feeds', () => {
    const network = readNetwork(
      [
        ['a', 3, 1, 1],
        { name: 'side', type: 'conv', kernel_size: 5, padding: 2, inputs: ['input'] },
        { name: 'b', type: 'conv', kernel_size: 3, padding: 1, inputs: ['a'] },
        { name: 'x', type: 'add', inputs: ['b', 'side'] },
      ],
      { inputSize: [9] },
    );
    const { path, region } = field(network, 'x', 4, { to: 'a' });
    expect(Array.from(path.keys())).toEqual(['x', 'b', 'a']);
    expect(region).toEqual([[3, 6]]);
    expect(Array.from(field(network, 'x', 4).path.keys())).toEqual([
      'x',
      'b',
      'side',
      'a',
      'input',
    ]);
  });

  test('up to a layer that does not feed it is nothing', () => {
    const network = readNetwork(
      [['a', 3, 1, 1], { name: 'b', type: 'conv', kernel_size: 3, inputs: ['input'] }],
      { inputSize: 9 },
    );
    for (const [layer, to] of [
      ['b', 'a'],
      ['a', 'b'],
      ['input', 'a'],
    ]) {
      expect(field(network, layer, 0, { to })).toMatchObject({
        region: [null, null],
        center: [null, null],
        clipped: [null, null],
        size: [0, 0],
        count: [0, 0],
        runs: [[], []],
        pixels: 0,
        padding_share: 0,
      });
    }
  });

  test('that sees no pixel is null on every axis', () => {
    const network = readNetwork(
      [
        [
          'a',
          1,
          1,
          [
            [2, 0],
            [0, 0],
          ],
        ],
      ],
      { inputSize: 4 },
    );
    expect(field(network, 'a', [0, 1])).toMatchObject({
      region: [
        [-2, -1],
        [1, 2],
      ],
      clipped: [null, null],
      count: [0, 0],
      runs: [[], []],
      pixels: 0,
      padding_share: 1,
    });
  });

  test('with holes, in few runs', () => {
    const network = readNetwork(
      [
        ['a', 3, 1, 0, 2],
        ['b', 3, 9],
      ],
      { inputSize: [40] },
    );
    expect(field(network, 'b', 1)).toMatchObject({ runs: [[[9, 16, 1]]], dense: true });
    expect(field(network, 'a', 1)).toMatchObject({
      runs: [[[1, 6, 2]]],
      count: [3],
      dense: false,
    });
  });

  test('of branches that do not line up is no box', () => {
    const network = readNetwork(
      [
        {
          name: 'a',
          type: 'conv',
          kernel_size: 2,
          padding: [
            [0, 1],
            [0, 1],
          ],
          inputs: ['input'],
        },
        {
          name: 'b',
          type: 'conv',
          kernel_size: 2,
          padding: [
            [1, 0],
            [1, 0],
          ],
          inputs: ['input'],
        },
        { name: 'x', type: 'add', inputs: ['a', 'b'] },
      ],
      { inputSize: 9 },
    );
    expect(field(network, 'x', 4)).toMatchObject({
      size: [3, 3],
      count: [3, 3],
      pixels: 7,
      dense: false,
    });
  });

  test('at a border that copies, the real pixels are those copied', () => {
    const seen = (padding_mode: string): unknown =>
      field(
        readNetwork([{ type: 'conv', kernel_size: 3, padding: [[2, 0]], padding_mode }], {
          inputSize: [9],
        }),
        'conv1',
        0,
      ).runs[0];
    expect(seen('zeros')).toEqual([[0, 1, 1]]);
    expect(seen('reflect')).toEqual([[0, 3, 1]]);
    expect(seen('replicate')).toEqual([[0, 1, 1]]);
    expect(seen('circular')).toEqual([
      [0, 1, 1],
      [7, 9, 1],
    ]);
  });

  test('with more holes than are counted is a bound', () => {
    const dilations = [1009, 100_003, 10_000_019];
    const combs = dilations.map((dilation) => ({ type: 'conv', kernel_size: 100, dilation }));
    const network = readNetwork(combs, { inputSize: [HUGE] });
    const size = dilations.reduce((all, dilation) => all + 99 * dilation, 1);
    expect(field(network, 'conv2', 5)).toMatchObject({ exact: true, count: [10_000] });
    expect(field(network, 'conv3', 5)).toMatchObject({ exact: false, region: [[5, 5 + size]] });
  });

  test('costs no more on the largest input', () => {
    const network = readNetwork([['a', 1, 2], ['b', 1, 2], { name: 'g', type: 'global_pool' }], {
      inputSize: [HUGE, HUGE],
    });
    const start = performance.now();
    const found = field(network, 'g', 0);
    expect(performance.now() - start).toBeLessThan(100);
    expect(found).toMatchObject({ count: [2 ** 29, 2 ** 29], dense: false, exact: true });
    expect(found.runs[0]).toEqual([[0, HUGE - 2, 4]]);
  });

  test('keeps many products of branches apart, within reason', () => {
    const layers: object[] = [];
    let before = 'input';
    for (let i = 0; i < 150; i += 1) {
      layers.push(
        {
          name: `a${i}`,
          type: 'conv',
          kernel_size: 2,
          padding: [
            [0, 1],
            [0, 1],
          ],
          inputs: [before],
        },
        {
          name: `b${i}`,
          type: 'conv',
          kernel_size: 2,
          padding: [
            [1, 0],
            [1, 0],
          ],
          inputs: [before],
        },
        { name: `x${i}`, type: 'add', inputs: [`a${i}`, `b${i}`] },
      );
      before = `x${i}`;
    }
    const network = readNetwork(layers, { inputSize: 1000 });
    const [exact, bound] = ['x20', 'x149'].map((name) => field(network, name, 500));
    expect(exact).toMatchObject({
      exact: true,
      size: [43, 43],
      pixels: 22 * 22 + 21 * (2 * 22 - 1),
    });
    expect(bound).toMatchObject({ exact: false, size: [301, 301], count: [301, 301] });
    expect(bound.pixels).toBeGreaterThanOrEqual(151 * 151 + 150 * (2 * 151 - 1));
  });
});

describe('the field of a whole map with more holes than are counted one by one', () => {
  const [n, taps, stride, dilation, padding] = [31274, 8, 5, 15, 26];
  const own = { type: 'conv', kernel_size: taps, stride, dilation, padding };

  /** The pixel that a position outside is a copy of. */
  const COPIES: Readonly<Record<string, (i: number) => number>> = {
    replicate: (i) => Math.min(Math.max(i, 0), n - 1),
    reflect: (i) => Math.min(Math.abs(i), 2 * (n - 1) - Math.abs(i)),
    circular: (i) => (i + n) % n,
  };

  test.each(Object.keys(COPIES))('padding_mode %s', (padding_mode) => {
    const network = readNetwork([{ ...own, padding_mode }], { inputSize: [n] });
    const [features] = network.layers[0].size;
    const read = new Set<number>();
    for (let u = 0; u < features; u += 1) {
      for (let t = 0; t < taps; t += 1) {
        read.add(COPIES[padding_mode](u * stride - padding + dilation * t));
      }
    }
    const found = field(network, 'conv1', 0, { extent: features });
    expect(found).toMatchObject({ pixels: read.size, exact: true });
    expect(() => findings(network)).not.toThrow();
  });
});
