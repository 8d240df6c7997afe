/** Single changes against every one that there is, made and measured. */
import { expect, test } from 'vitest';
import { design, lattices } from '../../src/arithmetic/index.js';
import type { Row } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';

type Pair = readonly [before: number, after: number];

/** A layer over one axis. */
interface Plain {
  readonly type: 'conv' | 'max_pool' | 'avg_pool';
  readonly kernel: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly padding?: Pair | 'same';
}

interface Tried {
  readonly kind: string;
  readonly layers: readonly Plain[];
}

const written = ({ type, kernel, stride = 1, dilation = 1, padding = [0, 0] }: Plain): object => ({
  ...{ type, kernel_size: kernel, stride, padding: padding === 'same' ? padding : [padding] },
  ...(type === 'avg_pool' ? {} : { dilation }),
});

function rowsOf(layers: readonly Plain[], size: number): readonly Row[] | null {
  try {
    return lattices(readNetwork(layers.map(written), { inputSize: [size] }));
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return null;
  }
}

const extentOf = ({ kernel, dilation = 1 }: Plain): number => dilation * (kernel - 1) + 1;

/** Padding that follows the kernel of a layer which keeps its size; `null` where there is too little. */
function followed(before: Plain, after: Plain, n: number, input: number): Plain | null {
  const { padding = [0, 0], stride = 1 } = before;
  const grown = extentOf(after) - extentOf(before);
  if (padding === 'same' || grown === 0 || n !== Math.ceil(input / stride)) return after;
  const half = Math.floor(grown / 2);
  const pair: Pair = [padding[0] + half, padding[1] + grown - half];
  return pair.every((side) => side >= 0) ? { ...after, padding: pair } : null;
}

const upTo = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Every single change of a chain. */
function singles(layers: readonly Plain[], size: number): Tried[] {
  const rows = rowsOf(layers, size)!;
  const kernels = layers.map(({ kernel }) => kernel);
  return layers.flatMap((layer, at) => {
    const { type, stride = 1, dilation = 1 } = layer;
    const isWide = type === 'conv' && extentOf(layer) > 1;
    const values: Record<string, [own: number, all: number[]]> = {
      kernel_size: [layer.kernel, upTo(1, 31).filter((k) => k % 2 === 1 || kernels.includes(k))],
      dilation: [dilation, isWide ? upTo(1, 64) : []],
      stride: [stride, upTo(1, 4)],
      copies: [1, isWide && stride === 1 ? upTo(2, 8) : []],
    };
    return Object.entries(values).flatMap(([kind, [own, all]]) =>
      all.flatMap((to): Tried[] => {
        if (to === own) return [];
        if (kind === 'copies') {
          const copies = Array.from({ length: to }, () => layer);
          return [{ kind, layers: layers.flatMap((each, i) => (i === at ? copies : [each])) }];
        }
        const after = { ...layer, [kind === 'kernel_size' ? 'kernel' : kind]: to };
        const kept = followed(layer, after, rows[at + 1].n[0], rows[at].n[0]);
        return kept ? [{ kind, layers: layers.map((each, i) => (i === at ? kept : each)) }] : [];
      }),
    );
  });
}

/** Weights more for each pair of channels. */
function costOf(before: readonly Plain[], after: readonly Plain[]): number {
  const weights = (all: readonly Plain[]): number =>
    all.reduce((sum, { type, kernel }) => sum + (type === 'conv' ? kernel : 0), 0);
  return Math.max(0, weights(after) - weights(before));
}

/** What a single change makes of the last layer. */
interface Made {
  readonly kind: string;
  readonly r: number;
  readonly cost: number;
  readonly jump: number;
}

/** Every single change that is accepted. */
const allMade = (layers: readonly Plain[], size: number, j: number): Made[] =>
  singles(layers, size).flatMap(({ kind, layers: changed }): Made[] => {
    const row = rowsOf(changed, size)?.at(-1);
    if (!row) return [];
    const jump = Math.abs(Math.log2(Number(row.j[0]) / j));
    return [{ kind, r: row.r[0], cost: costOf(layers, changed), jump }];
  });

type Rank = readonly [distance: number, cost: number, jump: number];

const before = (a: Rank, b: Rank): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** By kind the best that is nearer than what is there. */
function bestOf(made: readonly Made[], far: (r: number) => number, own: number) {
  const best = new Map<string, Rank>();
  for (const { kind, r, cost, jump } of made) {
    const rank: Rank = [far(r), cost, jump];
    const known = best.get(kind);
    if (rank[0] < far(own) && (!known || before(rank, known) < 0)) best.set(kind, rank);
  }
  return best;
}

const PLAIN: readonly Plain[] = [
  { type: 'conv', kernel: 5, stride: 2, padding: [2, 2] },
  { type: 'conv', kernel: 3, padding: [1, 1] },
  { type: 'max_pool', kernel: 2, stride: 2 },
];
const MIXED: readonly Plain[] = [
  { type: 'conv', kernel: 4, padding: [1, 2] },
  { type: 'avg_pool', kernel: 3, stride: 3 },
  { type: 'conv', kernel: 3, dilation: 2, padding: 'same' },
  { type: 'conv', kernel: 1 },
];
const TIGHT: readonly Plain[] = [
  { type: 'conv', kernel: 7, stride: 3 },
  { type: 'conv', kernel: 3, dilation: 3 },
];

test.each([
  ['padded', PLAIN, 64],
  ['mixed', MIXED, 40],
  ['without padding', TIGHT, 33],
])('the best of each kind for a chain that is %s', (_, layers, size) => {
  const network = readNetwork(layers.map(written), { inputSize: [size] });
  const [[own], [jump]] = [lattices(network).at(-1)!.r, lattices(network).at(-1)!.j];
  const made = allMade(layers, size, Number(jump));
  for (const [wanted, atLeast] of [
    [own + 1, false],
    [own + 8, true],
    [3 * own + 2, false],
    [Math.ceil(own / 2), false],
    [1, false],
    [1000, true],
  ] as const) {
    const far = (r: number): number => (atLeast ? Math.max(0, wanted - r) : Math.abs(wanted - r));
    const found = design(network, network.layers.at(-1)!.name, wanted, { atLeast });
    const ranks = found.map(({ r, j, cost }): Rank => {
      return [far(r[0]), cost, Math.abs(Math.log2(Number(j[0]) / Number(jump)))];
    });
    expect(ranks).toEqual([...ranks].sort(before));
    expect(found.length).toBeLessThanOrEqual(12);
    const told = found.flatMap(({ changes }, i) =>
      changes.length === 1 ? [[changes[0].parameter, ranks[i]] as const] : [],
    );
    const best = [...bestOf(made, far, own)];
    const offered =
      found.length < 12 ? best : best.filter(([, rank]) => before(rank, ranks[11]) <= 0);
    expect([wanted, new Map(told)]).toEqual([wanted, new Map(offered)]);
  }
});
