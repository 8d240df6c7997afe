import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { field, lattices } from '../../src/arithmetic/index.js';
import type { Field, Row } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { bruteForce, shadow } from './brute-force.js';
import type { PlainNetwork, Positions } from './brute-force.js';
import { randomNetwork } from './random-networks.js';

const RUNS = Number(process.env.RUNS ?? 250);
const SEED = Number(process.env.SEED ?? 20260101);
const OPTIONS = { numRuns: RUNS, seed: SEED };

const rangeOf = (list: readonly number[]): [number, number] | null =>
  list.length > 0 ? [list[0], list[list.length - 1] + 1] : null;

const boxOf = (positions: Positions, axes: number): ([number, number] | null)[] =>
  Array.from({ length: axes }, (_, axis) => rangeOf(shadow(positions, axis)));

const rangesToList = (runs: Field['runs'][number]): number[] =>
  runs
    .flatMap(([first, stop, step]) => {
      const out: number[] = [];
      for (let x = first; x < stop; x += step) out.push(x);
      return out;
    })
    .sort((a, b) => a - b);

/** A few features of a layer: the corners, the middle, and one more. */
function someFeatures(size: readonly number[], seed: number): number[][] {
  const features = [
    size.map(() => 0),
    size.map((n) => n - 1),
    size.map((n) => Math.floor(n / 2)),
    size.map((n, axis) => (seed * (axis + 7)) % n),
  ];
  return Array.from(new Map(features.map((u) => [u.join(), u])).values());
}

function expectField(written: PlainNetwork, layer: string, index: number[], to: string): void {
  const truth = bruteForce(written);
  const axes = index.length;
  const found = field(readNetwork(written), layer, index, { to });
  const unclipped = truth.seen(layer, index, false, to);
  const clipped = truth.seen(layer, index, true, to);
  const size = truth.sizes.get(to) as readonly number[];
  const region = boxOf(unclipped, axes);
  expect(found.exact).toBe(true);
  expect(found.region).toEqual(region);
  expect(found.center).toEqual(region.map((range) => range && (range[0] + range[1]) / 2));
  expect(found.size).toEqual(region.map((range) => (range ? range[1] - range[0] : 0)));
  expect(found.clipped).toEqual(boxOf(clipped, axes));
  expect(found.count).toEqual(size.map((_, axis) => shadow(clipped, axis).length));
  expect(found.runs.map(rangesToList)).toEqual(size.map((_, axis) => shadow(clipped, axis)));
  expect(found.pixels).toBe(clipped.size);
  const real = Array.from(unclipped.values()).filter((at) =>
    at.every((x, axis) => x >= 0 && x < size[axis]),
  ).length;
  const share = unclipped.size === 0 ? 0 : 1 - real / unclipped.size;
  expect(found.padding_share).toBeCloseTo(share, 12);
  const volume = region.reduce((all, range) => all * (range ? range[1] - range[0] : 0), 1);
  expect(found.dense).toBe(volume > 0 && volume === unclipped.size);
}

/** What a row should say on one axis, from the unclipped fields of all its features. */
function expectAxis(row: Row, axis: number, fields: readonly number[][], whole: boolean): void {
  const ranges = fields.map((list) => rangeOf(list) as [number, number]);
  const sizes = ranges.map(([lo, hi]) => hi - lo);
  const centers = ranges.map(([lo, hi]) => (lo + hi) / 2);
  const dense = fields.map((list, u) => list.length === sizes[u]);
  expect(row.r[axis]).toBe(Math.max(...sizes));
  expect(row.r_range[axis]).toEqual([Math.min(...sizes), Math.max(...sizes)]);
  expect(row.dense[axis]).toBe(dense.every(Boolean));
  expect(row.statuses[axis] === 'whole').toBe(whole);
  if (whole) return;
  expect(row.start[axis]).toBe(centers[0]);
  const last = centers.length - 1;
  if (last > 0) expect(Number(row.j[axis])).toBeCloseTo((centers[last] - centers[0]) / last, 9);
  if (row.statuses[axis] !== 'exact') {
    expect(row.statuses[axis]).toBe('varies');
    return;
  }
  fields.forEach((list, u) => {
    const moved = fields[0].map((x) => x + u * Number(row.j[axis]));
    expect(list).toEqual(moved);
  });
  expect(row.phases[axis]).toEqual([[centers[0], sizes[0], fields[0].length]]);
  expect(row.period[axis]).toBe(1);
  expect(Number(row.effective_padding[axis])).toBe(sizes[0] / 2 - centers[0]);
}

/** For every layer the merges on the way to it whose inputs do not line up on an axis. */
function misalignedOn(network: PlainNetwork, axis: number): ReadonlyMap<string, readonly string[]> {
  const truth = bruteForce(network);
  const axes = network.input_size.length;
  const centerAt = (name: string, u: number): number => {
    const index = Array.from({ length: axes }, (_, other) => (other === axis ? u : 0));
    const [lo, hi] = rangeOf(shadow(truth.seen(name, index, false), axis)) as [number, number];
    return (lo + hi) / 2;
  };
  const out = new Map<string, readonly string[]>([['input', []]]);
  for (const { name, inputs } of network.layers) {
    const before = inputs.flatMap((input) => out.get(input) ?? []);
    const n = truth.sizes.get(name)?.[axis] as number;
    // A map of one feature that stands for many has the same centre for all of them.
    const places = inputs
      .filter((input) => !truth.isWhole(input))
      .map((input) => {
        const last = truth.sizes.get(input)?.[axis] === n ? Math.max(n - 1, 1) : 0;
        return [centerAt(input, 0), centerAt(input, last)].join();
      });
    const agrees = inputs.length < 2 || new Set(places).size < 2;
    out.set(name, agrees ? before : [...before, name]);
  }
  return out;
}

describe('random networks against brute force', () => {
  test('the field of a feature', () => {
    const cases = fc.tuple(randomNetwork(8), fc.nat());
    fc.assert(
      fc.property(cases, ([network, seed]) => {
        const layer =
          network.layers[network.layers.length - 1 - (seed % Math.min(2, network.layers.length))];
        const size = bruteForce(network).sizes.get(layer.name) as readonly number[];
        for (const index of someFeatures(size, seed)) {
          expectField(network, layer.name, index, 'input');
        }
      }),
      OPTIONS,
    );
  }, 120_000);

  test('the field of a feature on a layer between', () => {
    const cases = fc.tuple(randomNetwork(8), fc.nat());
    fc.assert(
      fc.property(cases, ([network, seed]) => {
        const { name } = network.layers[network.layers.length - 1];
        const to = network.layers[seed % network.layers.length].name;
        const size = bruteForce(network).sizes.get(name) as readonly number[];
        for (const index of someFeatures(size, seed)) expectField(network, name, index, to);
      }),
      OPTIONS,
    );
  }, 120_000);

  test('the path holds every layer between', () => {
    fc.assert(
      fc.property(randomNetwork(5), (network) => {
        const truth = bruteForce(network);
        const { name } = network.layers[network.layers.length - 1];
        const size = truth.sizes.get(name) as readonly number[];
        const index = size.map((n) => Math.floor(n / 2));
        const { path } = field(readNetwork(network), name, index);
        for (const [at, n] of truth.sizes) {
          const unclipped = truth.seen(name, index, false, at);
          expect(path.has(at)).toBe(unclipped.size > 0);
          const step = path.get(at);
          if (!step) continue;
          expect(step.region).toEqual(boxOf(unclipped, n.length));
          expect(step.clipped).toEqual(boxOf(truth.seen(name, index, true, at), n.length));
        }
      }),
      OPTIONS,
    );
  }, 120_000);

  test('the rows of the table', () => {
    fc.assert(
      fc.property(randomNetwork(8), (network) => {
        const truth = bruteForce(network);
        for (const row of lattices(readNetwork(network))) {
          expect(row.n).toEqual(truth.sizes.get(row.name));
          row.n.forEach((n, axis) => {
            const fields = Array.from({ length: n }, (_, u) => {
              const index = row.n.map((_size, other) => (other === axis ? u : 0));
              return shadow(truth.seen(row.name, index, false), axis);
            });
            expectAxis(row, axis, fields, truth.isWhole(row.name));
          });
        }
      }),
      OPTIONS,
    );
  }, 120_000);

  test('which merges line up', () => {
    fc.assert(
      fc.property(randomNetwork(8), (network) => {
        const rows = new Map(lattices(readNetwork(network)).map((row) => [row.name, row]));
        network.input_size.forEach((_, axis) => {
          const misaligned = misalignedOn(network, axis);
          for (const [name, merges] of misaligned) {
            const row = rows.get(name) as Row;
            expect([name, row.aligned[axis]]).toEqual([name, merges.length === 0]);
          }
        });
        for (const [name, row] of rows) {
          const merges = network.input_size.flatMap(
            (_, axis) => misalignedOn(network, axis).get(name) ?? [],
          );
          const first = network.layers.find((layer) => merges.includes(layer.name));
          expect(row.misaligned).toBe(first?.name);
        }
      }),
      OPTIONS,
    );
  }, 120_000);
});
