import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnknownLayerError, tileOverlap } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork, toDocument } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { run, runGrid } from './run-network.js';
import type { RunLayer } from './run-network.js';
import { random } from '../random.js';

const layersOf = (network: Network): readonly RunLayer[] =>
  toDocument(network).layers as unknown as readonly RunLayer[];

const lastOf = ({ layers }: Network): string => layers[layers.length - 1].name;

interface Cut {
  readonly overlap: number;
  readonly step: number;
  readonly skip: number;
  readonly advance: number;
}

function cutsOf(network: Network): readonly Cut[] | null {
  const { overlap, step, skip, advance, reason } = tileOverlap(network, lastOf(network));
  if (reason) return null;
  return overlap.map((_, k) => ({
    overlap: overlap[k]!,
    step: step[k]!,
    skip: skip[k]!,
    advance: advance[k]!,
  }));
}

const cutOf = (network: Network): Cut | null => cutsOf(network)?.[0] ?? null;

const signalOf = (length: number): number[] =>
  Array.from({ length }, (_, i) => ((i + 1) * 7919 + i * i * 31) % 997);

/** Pixels of a tile, and those of its features that are taken; up to the end where nothing is said. */
interface Tile {
  readonly pixels: readonly [number, number?];
  readonly features: readonly [number, number?];
}

function tilesOf(size: number, { overlap, step, skip, advance }: Cut, times: number): Tile[] {
  const tiles: Tile[] = [];
  for (let origin = 0; ; origin += times * step) {
    const end = origin + times * step + overlap;
    const first = origin === 0 ? 0 : skip;
    if (end >= size) return [...tiles, { pixels: [origin], features: [first] }];
    tiles.push({ pixels: [origin, end], features: [first, skip + times * advance] });
  }
}

/** The features of the last layer, worked out tile by tile and joined. */
function joined(network: Network, cut: Cut, times: number): number[] {
  const signal = signalOf(network.inputSize[0]);
  return tilesOf(signal.length, cut, times).flatMap(({ pixels, features }) =>
    run(layersOf(network), signal.slice(...pixels)).slice(...features),
  );
}

const pictureOf = ([height, width]: readonly number[]): number[][] =>
  Array.from({ length: height }, (_, y) => signalOf(width).map((v) => (v * (2 * y + 1)) % 991));

/** The same of a picture, cut on both axes. */
function joinedGrid(network: Network, cuts: readonly Cut[], times: readonly number[]): number[][] {
  const picture = pictureOf(network.inputSize);
  const [down, across] = network.inputSize.map((n, axis) => tilesOf(n, cuts[axis], times[axis]));
  return down.flatMap(({ pixels: rows, features: kept }) => {
    const band = picture.slice(...rows);
    const pieces = across.map(({ pixels, features }) =>
      runGrid(
        layersOf(network),
        band.map((row) => row.slice(...pixels)),
      )
        .slice(...kept)
        .map((row) => row.slice(...features)),
    );
    return pieces[0].map((_, y) => pieces.flatMap((piece) => piece[y]));
  });
}

const whole = (network: Network): readonly number[] =>
  run(layersOf(network), signalOf(network.inputSize[0]));

const read = (layers: readonly unknown[], ...size: readonly number[]): Network =>
  readNetwork(layers, { inputSize: size });

const gene = fc.record({
  type: fc.constantFrom(
    ...(['conv', 'conv', 'conv', 'max_pool', 'crop', 'pixel_unshuffle', 'add'] as const),
    ...(['conv_transpose', 'upsample'] as const),
  ),
  kernel: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 3 }),
  before: fc.nat({ max: 3 }),
  after: fc.nat({ max: 3 }),
  mode: fc.constantFrom('zeros', 'zeros', 'reflect', 'replicate'),
  same: fc.boolean(),
  ceil: fc.boolean(),
  above: fc.nat({ max: 3 }),
});

type Gene = typeof gene extends fc.Arbitrary<infer T> ? T : never;

function layerOf(from: Gene, at: number, axes: number): object {
  const { type, kernel, stride, dilation, before, after, mode } = from;
  const name = `layer${at}`;
  const pair = Array.from({ length: axes }, (_, axis) =>
    axis === 0 ? [before, after] : [after, before],
  );
  const padding = from.same ? 'same' : pair;
  switch (type) {
    case 'conv':
      return { name, type, kernel_size: kernel, stride, dilation, padding, padding_mode: mode };
    case 'max_pool':
      return {
        name,
        type,
        kernel_size: kernel,
        stride,
        padding,
        ceil_mode: !from.same && from.ceil,
      };
    case 'conv_transpose':
      return { name, type, kernel_size: kernel, stride, dilation, padding: pair };
    case 'upsample':
      return { name, type, scale_factor: stride };
    case 'crop':
      return { name, type, cropping: pair };
    case 'pixel_unshuffle':
      return { name, type, factor: stride };
    case 'add': {
      const other = Math.max(0, at - 1 - from.above);
      const names = [at - 1, other].map((up) => (up === 0 ? 'input' : `layer${up}`));
      return { name, type, inputs: names };
    }
  }
}

/** A network of those layers that can be read after one another. */
function build(genes: readonly Gene[], ...size: readonly number[]): Network {
  let network = read([{ name: 'layer1', type: 'conv', kernel_size: 3 }], ...size);
  for (const each of genes) {
    const { layers } = toDocument(network);
    try {
      const next = layerOf(each, layers.length + 1, size.length);
      const grown = read([...layers, next], ...size);
      if (grown.layers[layers.length].size.every((n, axis) => n <= 2 * size[axis])) network = grown;
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
    }
  }
  return network;
}

describe('tiles that join without a seam', () => {
  test('random networks, run on the whole signal and in tiles', () => {
    let cut = 0;
    const options = random(400, 21);
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 700 }),
        fc.array(gene, { maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (size, genes, times) => {
          const network = build(genes, size);
          const found = cutOf(network);
          if (!found) return;
          cut += 1;
          expect(joined(network, found, times)).toEqual(whole(network));
        },
      ),
      options,
    );
    expect(cut).toBeGreaterThan(options.numRuns / 2);
  });

  test('random networks on two axes, cut on both', () => {
    let cut = 0;
    const options = random(40, 22);
    const side = fc.integer({ min: 24, max: 56 });
    const times = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(
        fc.tuple(side, side),
        fc.array(gene, { maxLength: 3 }),
        fc.tuple(times, times),
        (size, genes, each) => {
          const network = build(genes, ...size);
          const found = cutsOf(network);
          if (!found) return;
          cut += 1;
          expect(joinedGrid(network, found, each)).toEqual(
            runGrid(layersOf(network), pictureOf(size)),
          );
        },
      ),
      options,
    );
    expect(cut).toBeGreaterThan(options.numRuns / 2);
  });

  test('a step less of overlap leaves a seam wherever zeros are all that is padded', () => {
    let seams = 0;
    const options = random(200, 23);
    // A transposed layer that leaves blanks shows no seam in them: they are zeros, as padding is.
    const linear = gene.map((each): Gene => {
      if (each.type !== 'conv_transpose') return { ...each, type: 'conv', mode: 'zeros' };
      return { ...each, kernel: Math.max(each.kernel, each.stride), dilation: 1 };
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 400 }),
        fc.array(linear, { minLength: 1, maxLength: 4 }),
        (size, genes) => {
          const network = build(genes, size);
          const found = cutOf(network);
          const less = found && { ...found, overlap: found.overlap - found.step };
          if (!less || less.overlap < 0 || tilesOf(size, less, 1).length < 2) return;
          const all = whole(network);
          // Features that read nothing are the same in any tile.
          if (all.includes(0)) return;
          seams += 1;
          expect(joined(network, less, 1)).not.toEqual(all);
        },
      ),
      options,
    );
    expect(seams).toBeGreaterThan(options.numRuns / 2);
  });

  const CHAIN = [
    { type: 'conv', kernel_size: 5, padding: 2 },
    { type: 'max_pool', kernel_size: 3, stride: 1, padding: 1 },
    { type: 'conv', kernel_size: 3, dilation: 2, padding: 2 },
  ];

  test('a pixel less leaves a seam', () => {
    const network = read(CHAIN, 100);
    const found = cutOf(network) as Cut;
    expect(found).toEqual({ overlap: 10, step: 1, skip: 5, advance: 1 });
    expect(joined(network, found, 20)).toEqual(whole(network));
    expect(joined(network, { ...found, overlap: 9 }, 21)).not.toEqual(whole(network));
  });

  const bordered = (kernel_size: number, before: number, after: number): object => ({
    ...{ type: 'conv', kernel_size, padding: [[before, after]], padding_mode: 'reflect' },
  });
  const half = { type: 'conv', kernel_size: 3, stride: 2 };

  test.each<[string, object[]]>([
    ['before the image', [bordered(1, 3, 0)]],
    ['behind it', [bordered(1, 0, 3)]],
    ['on both sides', [bordered(2, 4, 2)]],
    ['above a kernel', [{ type: 'conv', kernel_size: 4 }, bordered(1, 3, 0)]],
    ['above a stride', [half, bordered(1, 5, 0)]],
    ['above a stride, behind the image', [half, bordered(1, 0, 4)]],
    ['above padding of zeros', [{ type: 'pad', padding: [[2, 0]] }, bordered(1, 0, 3)]],
    ['twice', [half, bordered(3, 2, 2), half, bordered(1, 3, 1)]],
    ['above an upsampling', [{ type: 'upsample', scale_factor: 2 }, bordered(1, 5, 3)]],
    ['under a crop', [bordered(1, 4, 0), { type: 'crop', cropping: [[0, 1]] }]],
  ])('overlap no more than they must where pixels are mirrored %s', (_, layers) => {
    for (const size of [40, 41, 42, 43]) {
      const network = read(layers, size);
      const found = cutOf(network) as Cut;
      const joins = (overlap: number): boolean => {
        const cut = { ...found, overlap };
        try {
          for (const { pixels } of tilesOf(size, cut, 1)) {
            read(layers, pixels[1] === undefined ? size - pixels[0] : pixels[1] - pixels[0]);
          }
        } catch {
          return false;
        }
        return joined(network, cut, 1).join() === whole(network).join();
      };
      let least = size % found.step;
      while (!joins(least)) least += found.step;
      expect([size, found.overlap]).toEqual([size, least]);
    }
  });

  test('tiles off the step leave a seam', () => {
    const network = read([{ type: 'conv', kernel_size: 3, stride: 4, padding: 1 }], 160);
    const found = cutOf(network) as Cut;
    expect(found).toEqual({ overlap: 4, step: 4, skip: 1, advance: 1 });
    expect(joined(network, found, 3)).toEqual(whole(network));
    expect(joined(network, { ...found, step: 3, overlap: 7 }, 3)).not.toEqual(whole(network));
  });

  test('"same" with a stride pads tiles as it does the image', () => {
    const layer = { type: 'conv', kernel_size: 3, stride: 2, padding: 'same' };
    for (const size of [100, 101, 102, 103]) {
      const network = read([layer, layer], size);
      const found = cutOf(network) as Cut;
      expect(found.overlap % 4).toBe(size % 4);
      expect(joined(network, found, 4)).toEqual(whole(network));
    }
  });

  test('layers without padding need what a field has beyond the step', () => {
    const network = read(
      [
        { type: 'conv', kernel_size: 4 },
        { type: 'conv', kernel_size: 3 },
      ],
      50,
    );
    expect(cutOf(network)).toEqual({ overlap: 5, step: 1, skip: 0, advance: 1 });
  });

  test('each axis has its own', () => {
    const network = readNetwork(
      [{ name: 'a', type: 'conv', kernel_size: [3, 7], stride: [1, 2], padding: [1, 3] }],
      { inputSize: [32, 64] },
    );
    expect(tileOverlap(network, 'a')).toEqual({
      layer: 'a',
      overlap: [2, 6],
      step: [1, 2],
      skip: [1, 2],
      advance: [1, 1],
      reason: null,
    });
    expect(tileOverlap(network, 'input').overlap).toEqual([0, 0]);
  });
});

describe('networks that no cut will do for', () => {
  const stem = { name: 'stem', type: 'conv', kernel_size: 3, padding: 1 };
  test.each<[string, object[]]>([
    ['pace_whole', [stem, { name: 'at', type: 'global_pool' }]],
    ['pace_unknown', [stem, { name: 'at', type: 'unknown', reason: 'a sort' }]],
    ['pace_circular', [{ ...stem, name: 'at', padding_mode: 'circular' }]],
    [
      'pace_branches',
      [
        stem,
        { name: 'half', type: 'conv', kernel_size: 2, stride: 2 },
        { name: 'other', type: 'conv', kernel_size: 1, padding: [[0, 0]], inputs: ['stem'] },
        { name: 'cut', type: 'crop', cropping: [[8, 8]] },
        { name: 'at', type: 'add', inputs: ['half', 'cut'] },
      ],
    ],
    ['pace_size', [stem, { name: 'at', type: 'slice', stop: 10 }]],
    ['pace_size', [stem, { name: 'at', type: 'slice', start: -10 }]],
    [
      'pace_size',
      [
        stem,
        { name: 'one', type: 'conv', kernel_size: 32 },
        { name: 'at', type: 'add', inputs: ['stem', 'one'] },
      ],
    ],
  ])('%s', (code, layers) => {
    const { overlap, step, reason } = tileOverlap(read(layers, 32), 'at');
    expect([overlap, step]).toEqual([[null], [null]]);
    expect(reason).toEqual({ code, values: { layer: 'at' } });
  });

  test('an unknown layer', () => {
    expect(() => tileOverlap(read([stem], 9), 'stam')).toThrow(UnknownLayerError);
  });
});
