/** What the core must say of a network, by the brute force. */
import { expect } from 'vitest';
import { field, lattices } from '../../src/arithmetic/index.js';
import type { Exact, Field, Row } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { bruteForce, shadow } from './brute-force.js';
import type { Paths, Position } from './brute-force.js';
import { bruteRows, misalignedOn } from './brute-rows.js';
import type { BruteAxis, Ratio } from './brute-rows.js';
import type { PlainNetwork } from './plain-network.js';

/** More phases than this are not listed. */
const MOST_PHASES = 64;

type Range = readonly [number, number];

const rangeOf = (list: readonly number[]): Range | null =>
  list.length > 0 ? [list[0], list[list.length - 1] + 1] : null;

const boxOf = (positions: Paths | undefined, axes: number): (Range | null)[] =>
  Array.from({ length: axes }, (_, axis) => rangeOf(shadow(positions, axis)));

const listOf = (runs: Field['runs'][number]): number[] =>
  runs
    .flatMap(([first, stop, step]) => {
      const out: number[] = [];
      for (let x = first; x < stop; x += step) out.push(x);
      return out;
    })
    .sort((a, b) => a - b);

const exactText = (value: Exact | null): string => String(value);

/** Fractions whose denominator is a power of two up to 64 are plain numbers. */
const ratioText = (value: Ratio | null): string => {
  if (value === null) return 'null';
  const [over, under] = value;
  return 64 % under === 0 ? String(over / under) : `${over}/${under}`;
};

/** A few features of a map: the corners, the middle, and two more. */
export function someFeatures(size: readonly number[], seed: number): number[][] {
  const features = [
    size.map(() => 0),
    size.map((n) => n - 1),
    size.map((n) => Math.floor(n / 2)),
    size.map((n, axis) => (seed * (axis + 7)) % n),
    size.map((n, axis) => (Math.floor(seed / 64) * (axis + 3)) % n),
  ];
  return Array.from(new Map(features.map((u) => [u.join(), u])).values());
}

function expectReading(
  found: Field,
  unclipped: Paths | undefined,
  clipped: Paths | undefined,
  size: readonly number[],
): void {
  const region = boxOf(unclipped, size.length);
  const sizes = region.map((range) => (range ? range[1] - range[0] : 0));
  expect(found.region).toEqual(region);
  expect(found.center).toEqual(region.map((range) => range && (range[0] + range[1]) / 2));
  expect(found.size).toEqual(sizes);
  expect(found.clipped).toEqual(boxOf(clipped, size.length));
  expect(found.count).toEqual(size.map((_, axis) => shadow(clipped, axis).length));
  expect(found.runs.map(listOf)).toEqual(size.map((_, axis) => shadow(clipped, axis)));
  expect(found.pixels).toBe(clipped?.size ?? 0);
  const all = unclipped?.size ?? 0;
  const real = Array.from(unclipped?.values() ?? []).filter(({ at }) =>
    at.every((x, axis) => x >= 0 && x < size[axis]),
  ).length;
  expect(found.padding_share).toBeCloseTo(all === 0 ? 0 : 1 - real / all, 12);
  if (all > 0) expect(found.dense).toBe(sizes.reduce((a, b) => a * b) === all);
}

/** What features of the last layer see, on the input, on every layer between, and by `to`. */
export function expectFields(network: PlainNetwork, seed: number): void {
  const truth = bruteForce(network);
  const read = readNetwork(network);
  const { name } = network.layers[network.layers.length - 1];
  const names = Array.from(truth.sizes.keys());
  const to = names[seed % names.length];
  const features = someFeatures(truth.sizes.get(name) as Position, seed);
  for (const index of features) {
    const [unclipped, clipped] = [truth.unclipped(name, index), truth.clipped(name, index)];
    const found = field(read, name, index);
    expect(found.exact).toBe(true);
    expectReading(found, unclipped.get('input'), clipped.get('input'), network.input_size);
    for (const [at, { length }] of truth.sizes) {
      const step = found.path.get(at);
      if ((unclipped.get(at)?.size ?? 0) === 0) {
        expect(step?.region ?? null).toEqual(step ? Array(length).fill(null) : null);
        continue;
      }
      expect([at, step?.region]).toEqual([at, boxOf(unclipped.get(at), length)]);
      expect([at, step?.clipped]).toEqual([at, boxOf(clipped.get(at), length)]);
    }
    const stopped = field(read, name, index, { to });
    const size = truth.sizes.get(to) as Position;
    expectReading(stopped, unclipped.get(to), clipped.get(to), size);
  }
}

function expectPhases(row: Row, axis: number, truth: BruteAxis): void {
  const { phases, period } = truth;
  expect(row.period[axis]).toBe(period);
  if (phases === null || phases.length > MOST_PHASES) {
    expect(row.phases[axis]).toBe(null);
    return;
  }
  const found = row.phases[axis]?.map(([center, size, pixels]) => [
    exactText(center),
    size,
    pixels,
  ]);
  expect(found).toEqual(phases.map(([center, size, pixels]) => [ratioText(center), size, pixels]));
}

function expectAxis(row: Row, axis: number, truth: BruteAxis): void {
  // Fields with holes that only happen to be evenly moved may be said to vary.
  if (truth.status === 'exact' && !truth.dense && row.statuses[axis] === 'varies') return;
  expect([row.name, axis, row.statuses[axis]]).toEqual([row.name, axis, truth.status]);
  expect([row.name, axis, row.r[axis]]).toEqual([row.name, axis, truth.r]);
  expect(row.r_range[axis]).toEqual(truth.range);
  expect(row.dense[axis]).toBe(truth.dense);
  if (truth.status === 'whole') return;
  if (truth.j) expect(exactText(row.j[axis])).toBe(ratioText(truth.j));
  expect(exactText(row.start[axis])).toBe(ratioText(truth.start));
  expectPhases(row, axis, truth);
  const padding = row.start[axis] === null ? null : Number(row.start[axis]);
  const effective = row.effective_padding[axis];
  if (padding === null) expect(effective).toBe(null);
  else expect(Number(effective)).toBeCloseTo(row.r[axis] / 2 - padding, 9);
}

/** The numbers of every row. */
export function expectRows(network: PlainNetwork): void {
  const { sizes } = bruteForce(network);
  const rows = lattices(readNetwork(network));
  network.input_size.forEach((_, axis) => {
    const truth = bruteRows(network, axis);
    for (const row of rows) expectAxis(row, axis, truth.get(row.name) as BruteAxis);
  });
  for (const row of rows) expect([row.name, row.n]).toEqual([row.name, sizes.get(row.name)]);
}

/** Which merges line up. */
export function expectAligned(network: PlainNetwork): void {
  const rows = new Map(lattices(readNetwork(network)).map((row) => [row.name, row]));
  const truths = network.input_size.map((_, axis) => misalignedOn(network, axis));
  for (const [name, row] of rows) {
    const merges = truths.map((truth) => truth.get(name));
    merges.forEach((here, axis) => {
      if (here) expect([name, axis, row.aligned[axis]]).toEqual([name, axis, here.length === 0]);
    });
    if (!merges.every((here) => here !== undefined)) continue;
    const first = network.layers.find((layer) => merges.flat().includes(layer.name));
    expect([name, row.misaligned]).toEqual([name, first?.name]);
  }
}
