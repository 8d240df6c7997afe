import { describe, expect, test } from 'vitest';
import { inConvention, lattices, notes, readConvention } from '../../src/arithmetic/index.js';
import type { Exact } from '../../src/arithmetic/index.js';
import { readNetwork, sentence } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { article, published } from './truth.js';

const network = (layers: readonly unknown[], inputSize: unknown): Network =>
  readNetwork(layers, { inputSize });

/** What is noted, by layer. */
const noted = (of: Network): Record<string, string> =>
  Object.fromEntries(
    Array.from(notes(of), ([layer, { code, values }]) => [layer, sentence(code, values)]),
  );

const printed = (of: Network): Record<string, unknown> =>
  Object.fromEntries(Array.from(notes(of), ([layer, { values }]) => [layer, values.printed]));

describe('pixel indices instead of centres', () => {
  test('move every place by half a pixel, and nothing else', () => {
    const rows = lattices(
      network(
        [
          [3, 2, 1],
          [2, 2, 0],
        ],
        [9, 16],
      ),
    );
    const indexed = inConvention(rows, 'index');
    expect(indexed.map(({ start }) => start)).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    expect(indexed[2].phases).toEqual([[[1, 5, 5]], [[1, 5, 5]]]);
    const rest = ({ start, phases, ...row }: (typeof rows)[number]): unknown => [
      row,
      start.length,
      phases.length,
    ];
    expect(indexed.map(rest)).toEqual(rows.map(rest));
    expect(inConvention(rows, 'center')).toBe(rows);
  });

  test.each(published.map(({ id, network: written, rows }) => [id, written, rows] as const))(
    '%s: the centre that Distill 2019 works with follows from the published padding',
    (_, written, rows) => {
      const own = inConvention(lattices(readNetwork(written)), 'index');
      for (const { name, r, effective_padding } of rows) {
        const row = own.find((each) => each.name === name);
        expect(row?.start[0]).toBe((r - 1) / 2 - effective_padding);
      }
    },
  );

  test('fractions stay exact', () => {
    const layers = [
      { name: 'a', type: 'conv', kernel_size: 3, stride: 2, padding: 1, inputs: ['input'] },
      { name: 'b', type: 'conv', kernel_size: 51, inputs: ['input'] },
      { name: 'sum', type: 'add', inputs: ['a', 'b'] },
    ];
    const rows = lattices(network(layers, [101]));
    const half = (value: Exact | null): number => Number(value) - 0.5;
    expect(inConvention(rows, 'index')[3].start.map(Number)).toEqual(rows[3].start.map(half));
  });

  test('another convention is refused', () => {
    expect(readConvention(undefined)).toBe('center');
    expect(readConvention('index')).toBe('index');
    expect(() => readConvention('centre')).toThrow(
      'convention "centre" is not one of center, index',
    );
  });
});

describe("notes on the article's own program", () => {
  test.each([
    ['figure1_5x5', 5],
    ['alexnet_article_227', 227],
  ])('%s: it prints the same', (id, size) => {
    const layers = article[id].slice(1).map(({ layer, k, s, p }) => [layer, k, s, p]);
    expect(notes(network(layers, size)).size).toBe(0);
  });

  test('where a step is left over, it spreads that over both sides', () => {
    const layers = article.figure2_7x7.slice(1).map(({ layer, k, s, p }) => [layer, k, s, p]);
    expect(noted(network(layers, 7))).toEqual({
      conv2:
        "the article's own program prints start 2.5: it spreads the padding that the steps reach over both sides, 0 before where 1 is given",
    });
  });

  test('rows after it carry the difference on', () => {
    const layers = [['conv1', 11, 4, 2], { name: 'relu1', type: 'pointwise' }, ['pool1', 3, 2, 0]];
    expect(noted(network(layers, 224))).toEqual({
      conv1: expect.stringContaining('prints start 4.5: it spreads') as string,
      relu1:
        "the article's own program prints start 4.5: it counts the padding of conv1 differently",
      pool1:
        "the article's own program prints start 8.5: it counts the padding of conv1 differently",
    });
  });

  test('pixels that are dropped count as padding taken away', () => {
    expect(printed(network([[11, 4, 0]], 224))).toEqual({ conv1: 6.5 });
  });

  test('one start an axis where the axes differ', () => {
    expect(printed(network([[3, 2, 1]], [7, 8]))).toEqual({ conv1: [0.5, 1.5] });
  });

  test.each([
    ['dilation', [['a', 3, 2, 2, 2]]],
    ['other padding on one side', [['a', 3, 2, [[1, 0]]]]],
    ['padding that follows from the size', [['a', 3, 2, 'same']]],
    ['rounding up', [{ name: 'a', type: 'max_pool', kernel_size: 3, stride: 2, ceil_mode: true }]],
    ['another type', [{ name: 'a', type: 'pad', padding: 1 }]],
    ['branches', [['b', 1], { name: 'a', type: 'add', inputs: ['b', 'input'] }]],
    ['a model that says its channels', [{ name: 'a', type: 'conv', kernel_size: 1, channels: 8 }]],
  ])('it does not take %s, and prints nothing of such a network', (_, layers) => {
    expect(notes(network([...layers, ['c', 3, 2, 1], ['d', 3, 2, 1]], [30])).size).toBe(0);
  });

  test('nor does it print what stands below a layer that it does not take', () => {
    const chain = [
      ['c', 3, 2, 1],
      ['d', 3, 2, 1],
    ];
    expect(notes(network(chain, [30])).size).toBe(2);
    expect(notes(network([...chain, { name: 'e', type: 'linear' }], [30])).size).toBe(0);
  });
});
