import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnknownLayerError, field, findings, lattices, sweep } from '../../src/arithmetic/index.js';
import type { SweepRow } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork, sentence } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

function at(network: Network, inputSize: readonly number[]): Network | LayerError {
  try {
    return readNetwork(network, { inputSize });
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return error;
  }
}

const lastOf = ({ layers }: Network): string => layers[layers.length - 1].name;

const onAxis = (network: Network, axis: number, n: number): Network | LayerError =>
  at(
    network,
    network.inputSize.map((own, k) => (k === axis ? n : own)),
  );

/** Whether some feature's unclipped field lies within the image on an axis. */
function sees(network: Network, layer: string, axis: number): boolean {
  const { n } = lattices(network).find(({ name }) => name === layer)!;
  for (let u = 0; u < n[axis]; u += 1) {
    const { region } = field(
      network,
      layer,
      n.map((_, k) => (k === axis ? u : 0)),
    );
    const own = region[axis];
    if (own && own[0] >= 0 && own[1] <= network.inputSize[axis]) return true;
  }
  return false;
}

/** What must stand in a row, worked out with the network read anew. */
function expectRow(network: Network, layer: string, row: SweepRow): void {
  const other = at(network, row.input_size);
  if (other instanceof LayerError) {
    expect(row.error && sentence(row.error.code, row.error.values)).toBe(other.message);
    expect(row.n).toBeNull();
    return;
  }
  expect(row.error).toBeNull();
  const own = lattices(other).find(({ name }) => name === layer)!;
  expect({ n: row.n, start: row.start }).toEqual({ n: own.n, start: own.start });
  const middle = own.n.map((n) => Math.floor((n - 1) / 2));
  expect(row.padding_share).toBe(field(other, layer, middle).padding_share);
  const codes = new Set(findings(other).map(({ code }) => code));
  expect(new Set(row.findings)).toEqual(codes);
  expect(row.dropped?.some((pixels) => pixels > 0)).toBe(codes.has('rows_dropped'));
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

const read = (layers: readonly unknown[], size: number): Network =>
  readNetwork(layers, { inputSize: [size] });

/** Whether a merge passes a single feature on to all of a larger map. */
const broadcasts = ({ layers, inputSize }: Network): boolean[] => {
  const sizes = new Map([['input', inputSize], ...layers.map((l) => [l.name, l.size] as const)]);
  return layers.map(
    ({ inputs, size }) =>
      inputs.length > 1 && inputs.some((name) => sizes.get(name)![0] !== size[0]),
  );
};

/** A few of the sizes that small networks take, the next case others. */
const SOME_SIZES = fc.uniqueArray(fc.integer({ min: 1, max: 24 }), { minLength: 3, maxLength: 3 });

describe('a sweep against every size by itself', () => {
  test('a layer beside the way that refuses the sizes looked at leaves no size, with a reason', () => {
    const layers = (factor: number) => [
      { name: 'fold', type: 'pixel_unshuffle', factor },
      { name: 'near', type: 'conv', kernel_size: 1, inputs: ['input'] },
    ];
    const [{ size, reason }] = sweep(read(layers(32), 32), 'near', [[32]]).sees_all;
    expect(size).toBeNull();
    expect(reason.code).toBe('sweep_classes');
    expect(sweep(read(layers(2), 14), 'near', [[14]]).sees_all).toMatchObject([{ size: 2 }]);
  });

  test('a layer beside the way that refuses every second size of a class', () => {
    const layers = [
      { name: 'thirds', type: 'conv', kernel_size: 1, stride: 3, padding: [[1, 3]] },
      { name: 'beside', type: 'pixel_unshuffle', factor: 2 },
      { name: 'last', type: 'conv', kernel_size: 1, inputs: ['thirds'] },
    ];
    const { sees_all, rows } = sweep(read(layers, 1), 'last', [1, 2, 3, 4, 5, 6]);
    expect(rows.map(({ n }) => n)).toEqual([[2], [2], null, null, null, [4]]);
    expect(sees_all).toMatchObject([{ size: 6 }]);
  });

  test('a merge beside the way that refuses every size which shows a field whole', () => {
    const layers = [
      { name: 'thirds', type: 'conv', kernel_size: 2, stride: 3, dilation: 3, padding: [[3, 1]] },
      { name: 'cut', type: 'crop', cropping: [[0, 1]], inputs: ['input'] },
      { name: 'beside', type: 'concat', inputs: ['thirds', 'cut'] },
      { name: 'last', type: 'conv', kernel_size: 3, dilation: 2, padding: 'same', inputs: ['cut'] },
    ];
    const { sees_all, rows } = sweep(read(layers, 2), 'last', [2, 3, 4, 6]);
    expect(rows.map(({ n }) => n)).toEqual([[1], [2], null, null]);
    expect(sees_all).toMatchObject([{ size: null, reason: { code: 'sweep_classes' } }]);
  });

  test('random networks of every type', () => {
    const told = { sees: 0 };
    fc.assert(
      fc.property(randomNetwork(6), SOME_SIZES, (plain, some) => {
        const network = readNetwork(plain);
        const layer = lastOf(network);
        const axes = network.inputSize.length;
        const sizes = axes === 1 ? some : [some[0], some[1]].map((n) => Math.ceil(n / 4));
        const { rows, smallest, sees_all, no_drop } = sweep(network, layer, sizes);
        for (const row of rows) expectRow(network, layer, row);
        expect(no_drop.sizes).toEqual(
          rows.filter(({ dropped }) => dropped?.every((n) => n === 0)).map((r) => r.input_size),
        );
        network.inputSize.forEach((own, axis) => {
          const { size: least } = smallest[axis];
          expect(least).not.toBeNull();
          for (const n of upTo(least!)) {
            expect(onAxis(network, axis, n) instanceof LayerError).toBe(n !== least);
          }
          if (axes > 1) return;
          const { size, reason } = sees_all[axis];
          const known = size !== null || reason.code === 'sweep_never';
          if (!known) return;
          const looked = upTo(Math.max(own, size ?? 0) + 20).flatMap((n) => {
            const other = onAxis(network, axis, n);
            if (other instanceof LayerError) return [];
            const own = broadcasts(network);
            if (broadcasts(other).some((does, i) => does && !own[i])) return [];
            return [{ n, seen: sees(other, layer, axis) }];
          });
          if (size === null) {
            expect(looked.filter(({ seen }) => seen)).toEqual([]);
            return;
          }
          told.sees += 1;
          const blind = looked.filter(({ seen }) => !seen).map(({ n }) => n);
          const last = Math.max(0, ...blind);
          expect(size).toBe(looked.find(({ n }) => n > last)?.n);
        });
      }),
      random(300, 20),
    );
    expect(told.sees).toBeGreaterThan(0);
  });
});

const ALEXNET = [
  ['conv1', 11, 4, 0],
  ['pool1', 3, 2, 0],
  ['conv2', 5, 1, 2],
  ['pool2', 3, 2, 0],
];

describe('what a sweep says', () => {
  const network = read(ALEXNET, 227);
  const found = sweep(network, 'pool2', [24, 224, 227]);

  test('a refused size, and the smallest one with the layer that decides', () => {
    expect(found.rows[0].error).toMatchObject({ code: 'kernel_large', values: { layer: 'pool2' } });
    const [{ size, reason }] = found.smallest;
    expect(size).toBe(35);
    expect(sentence(reason.code, reason.values)).toBe(
      'layer 4 "pool2": kernel_size 3 is larger than the padded input 2 (n 2 + padding 0 + 0)',
    );
  });

  test('the size from which a field is seen whole', () => {
    const [{ size, reason }] = found.sees_all;
    expect([size, sentence(reason.code, reason.values)]).toEqual([
      67,
      'feature 1 of pool2 sees the pixels from 0 to 66, and all of them must be there',
    ]);
  });

  test('sizes at which nothing is dropped', () => {
    expect(found.rows.map(({ dropped }) => dropped)).toEqual([null, [13], [0]]);
    expect(found.no_drop.sizes).toEqual([[227]]);
    const [{ code, values }] = findings(at(network, [224]) as Network);
    expect(code).toBe('rows_dropped');
    expect(found.no_drop.reason).toEqual({ code, values });
    expect(sweep(network, 'pool2', [227]).no_drop.reason).toBeNull();
  });

  test('the smallest size of each axis, with what refuses the one below', () => {
    const uneven = readNetwork([['conv1', [5, 3], 1, 0]], { inputSize: [9, 9] });
    const told = sweep(uneven, 'conv1', [9]).smallest.map(({ size, reason }) => [
      size,
      sentence(reason.code, reason.values),
    ]);
    const refused = (kernel: number, n: number, axis: string): string =>
      `layer 1 "conv1": kernel_size ${kernel} is larger than the padded input ${n} (n ${n} + padding 0 + 0) on axis ${axis}`;
    expect(told).toEqual([
      [5, refused(5, 4, 'y')],
      [3, refused(3, 2, 'x')],
    ]);
    expect(sweep(read([[1]], 9), 'conv1', [9]).smallest).toEqual([
      { size: 1, reason: { code: 'sweep_any', values: {} } },
    ]);
  });
});

describe('sizes that show no field whole, or are not known', () => {
  test.each<[string, object[]]>([
    ['whole_from', [{ name: 'at', type: 'global_pool' }]],
    ['sweep_follows', [{ name: 'at', type: 'slice', start: -5 }]],
    ['sweep_follows', [{ name: 'at', type: 'upsample', size: 20 }]],
  ])('%s', (code, layers) => {
    const [{ size, reason }] = sweep(read(layers, 20), 'at', [20]).sees_all;
    expect([size, reason.code]).toEqual([null, code]);
  });

  test('what is read around the edge moves as all else does', () => {
    const layer = { name: 'at', type: 'conv', kernel_size: 3, padding: 1 };
    const circular = read([{ ...layer, padding_mode: 'circular' }], 20);
    expect(sweep(circular, 'at', [20]).sees_all).toEqual(
      sweep(read([layer], 20), 'at', [20]).sees_all,
    );
  });
});

test('of many layers that each take some of the image, and of many side by side', () => {
  const rows = Array.from({ length: 50_000 }, () => [3, 1, 0]);
  const deep = sweep(read(rows, 200_000), 'conv50000', [200_000]);
  expect(deep.smallest[0].size).toBe(100_001);
  expect(deep.sees_all[0].size).toBe(100_001);
  const wide = Array.from({ length: 50_000 }, (_, i) => ({
    ...{ name: `branch${i}`, type: 'pointwise', inputs: ['input'] },
  }));
  const merge = { name: 'merge', type: 'concat', inputs: wide.map(({ name }) => name) };
  expect(sweep(read([...wide, merge], 9), 'merge', [7]).rows[0].n).toEqual([7]);
});

test('of many layers fewer sizes are looked at', () => {
  const deep = readNetwork(
    Array.from({ length: 1000 }, () => [1]),
    { inputSize: 9 },
  );
  expect(() => sweep(deep, 'conv1', upTo(2098))).toThrow(
    '2098 sizes are too many; at most 2097 are looked at in one sweep of 1000 layers',
  );
});

describe('what is no list of sizes', () => {
  const network = readNetwork([[3]], { inputSize: 9 });
  test.each<[string, unknown, string]>([
    ['sweep_form', 64, 'sizes 64 is no list of sizes; write one such as [64, 96, 128]'],
    ['sweep_none', [], 'sizes is empty; write at least one size of the input'],
    [
      'sweep_many',
      upTo(10_001),
      '10001 sizes are too many; at most 10000 are looked at in one sweep',
    ],
    [
      'sweep_axes',
      [64, [64]],
      'sizes holds [64], which has not one entry for each of the 2 axes; write a number, or one an axis',
    ],
    ['number_small', [64, 0], 'input_size 0 is too small; it must be at least 1'],
    ['number_small', upTo(10_000).map((n) => n - 1), 'input_size 0 is too small'],
    ['number_whole', [6.5], 'input_size 6.5 is not a whole number'],
  ])('%s', (code, sizes, message) => {
    const ask = (): unknown => sweep(network, 'conv1', sizes);
    expect(ask).toThrow(expect.objectContaining({ code }));
    expect(ask).toThrow(message);
  });

  test('an unknown layer', () => {
    expect(() => sweep(network, 'conv9', [9])).toThrow(UnknownLayerError);
  });
});
