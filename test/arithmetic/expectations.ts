/** What the core must say of a network, by the brute force. */
import { expect } from 'vitest';
import { contribution, field, lattices, seenBy } from '../../src/arithmetic/index.js';
import type { Exact, Field, Row } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { bruteForce, shadow } from './brute-force.js';
import type { Paths, Position } from './brute-force.js';
import { bruteRows, misalignedOn } from './brute-rows.js';
import type { BruteAxis, Ratio } from './brute-rows.js';
import type { PlainNetwork } from './plain-network.js';
import { withAxes } from './plain-network.js';

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
    expect(found.exact).toBe(!truth.isUnknown(name));
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

/** A layer that cannot be told, or one above it. */
function expectBound(row: Row, axis: number, truth: BruteAxis): void {
  expect(['bound', 'unsupported']).toContain(row.statuses[axis]);
  expect([row.name, axis, row.r[axis]]).toEqual([row.name, axis, truth.r]);
  expect(row.reason).not.toBe(null);
}

/** The numbers of every row. */
export function expectRows(network: PlainNetwork): void {
  const brute = bruteForce(network);
  const rows = lattices(readNetwork(network));
  network.input_size.forEach((_, axis) => {
    const truth = bruteRows(network, axis);
    for (const row of rows) {
      const expected = truth.get(row.name) as BruteAxis;
      if (brute.isUnknown(row.name)) expectBound(row, axis, expected);
      else expectAxis(row, axis, expected);
    }
  });
  for (const row of rows) expect([row.name, row.n]).toEqual([row.name, brute.sizes.get(row.name)]);
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

/** Which features of the last layer, and of one between, look at a pixel. */
export function expectSeenBy(network: PlainNetwork, seed: number): void {
  const truth = bruteForce(network);
  const read = readNetwork(network);
  const names = Array.from(truth.sizes.keys());
  const name = names[names.length - 1];
  for (const to of new Set(['input', names[seed % names.length]])) {
    for (const pixel of someFeatures(truth.sizes.get(to) as Position, seed)) {
      const features = truth.seers(pixel, to).get(name) ?? [];
      const found = seenBy(read, name, pixel, { to });
      const shadows = pixel.map((_, axis) =>
        Array.from(new Set(features.map((u) => u[axis]))).sort((a, b) => a - b),
      );
      expect([to, pixel, found.features]).toEqual([to, pixel, features.length]);
      expect(found.runs.map(listOf)).toEqual(shadows);
      expect(found.count).toEqual(shadows.map(({ length }) => length));
      expect(found.lo).toEqual(shadows.map((list) => list[0] ?? null));
      expect(found.hi).toEqual(shadows.map((list) => rangeOf(list)?.[1] ?? null));
      if (!truth.isUnknown(name)) expect(found.exact).toBe(true);
    }
  }
}

/** Whether a value is right but for rounding. */
function expectNear(found: number, exact: number): void {
  expect(Math.abs(found - exact)).toBeLessThanOrEqual(1e-12 * Math.abs(exact));
}

function expectShares(network: PlainNetwork, name: string, index: Position): void {
  const paths = bruteForce(network).clipped(name, index).get('input');
  const found = contribution(readNetwork(network), name, index);
  const box = boxOf(paths, index.length);
  expect(found.first).toEqual(box.map((range) => range && range[0]));
  if (!paths || paths.size === 0) return;
  expect(found.shape).toEqual(box.map((range) => range && range[1] - range[0]));
  const all = Array.from(paths.values());
  const total = Number(all.reduce((sum, { count }) => sum + count, 0n));
  const values = found.values();
  expect(values.filter((value) => value !== 0)).toHaveLength(all.length);
  for (const { at, count } of all) {
    const place = at.reduce(
      (so, x, axis) => so * found.shape[axis] + x - (found.first[axis] as number),
      0,
    );
    expectNear(values[place], Number(count) / total);
  }
  found.marginals.forEach((marginal, axis) => {
    const counts = Array.from(marginal, () => 0n);
    for (const { at, count } of all) counts[at[axis] - (found.first[axis] as number)] += count;
    marginal.forEach((share, i) => expectNear(share, Number(counts[i]) / total));
    const mean = counts.reduce(
      (sum, count, i) => sum + ((found.first[axis] as number) + i + 0.5) * (Number(count) / total),
      0,
    );
    expect(found.mean[axis]).toBeCloseTo(mean, 9);
  });
}

/** How many paths lead to each pixel. */
export function expectContribution(network: PlainNetwork, seed: number): void {
  const { name } = network.layers[network.layers.length - 1];
  const size = bruteForce(network).sizes.get(name) as Position;
  const features = someFeatures(size, seed);
  for (const index of features) expectShares(network, name, index);
  if (network.layers.some(({ inputs }) => inputs.length > 1)) return;
  const counts = contribution(readNetwork(network), name, features[0]).counts();
  features[0].forEach((u, axis) => {
    const one = bruteForce(withAxes(network, [axis]))
      .clipped(name, [u])
      .get('input');
    const sorted = Array.from(one?.values() ?? []).sort((a, b) => a.at[0] - b.at[0]);
    // A feature that is blind on one axis sees nothing on the others.
    if (counts?.[axis].length) {
      expect(counts[axis].filter((count) => count > 0n)).toEqual(sorted.map(({ count }) => count));
    }
  });
}

/** Answers do not depend on the order of the axes. */
export function expectAxesAlike(network: PlainNetwork, seed: number): void {
  const order = network.input_size.map((_, axis) => axis).reverse();
  const turn = <T>(list: readonly T[]): T[] => order.map((axis) => list[axis]);
  const [read, turned] = [network, withAxes(network, order)].map((each) => readNetwork(each));
  const rows = lattices(turned);
  lattices(read).forEach(({ n, j, r, start, r_range, dense, aligned, statuses, name }, at) => {
    const there = rows[at];
    const found = [there.n, there.j, there.r, there.start, there.r_range, there.dense];
    expect(found).toEqual([n, j, r, start, r_range, dense].map((list) => turn<unknown>(list)));
    expect([there.name, there.aligned]).toEqual([name, turn(aligned)]);
    expect(there.statuses).toEqual(turn(statuses));
  });
  const { name } = network.layers[network.layers.length - 1];
  for (const index of someFeatures(rows[rows.length - 1].n, seed)) {
    const there = field(turned, name, index);
    const here = field(read, name, turn(index));
    expect(there.region).toEqual(turn(here.region));
    expect(there.clipped).toEqual(turn(here.clipped));
    expect(there.runs.map(listOf)).toEqual(turn(here.runs).map(listOf));
    expect(there.pixels).toBe(here.pixels);
  }
}

/** On one axis: who looks at a pixel is whose field it is in, and fields compose along a chain. */
export function expectConsistent(network: PlainNetwork, seed: number): void {
  const [one, axis] = [network, seed % network.input_size.length];
  const line = withAxes(one, [axis]);
  const read = readNetwork(line);
  const { name } = line.layers[line.layers.length - 1];
  const [n] = bruteForce(line).sizes.get(name) as Position;
  const fields = Array.from({ length: n }, (_, u) => listOf(field(read, name, u).runs[0]));
  for (let pixel = 0; pixel < line.input_size[0]; pixel += 1) {
    const looking = fields.flatMap((list, u) => (list.includes(pixel) ? [u] : []));
    expect([pixel, listOf(seenBy(read, name, pixel).runs[0])]).toEqual([pixel, looking]);
  }
  const chain = line.layers.every(({ inputs }, at) =>
    inputs.every((input) => input === (line.layers[at - 1]?.name ?? 'input')),
  );
  if (!chain) return;
  const between = line.layers[seed % line.layers.length].name;
  fields.forEach((list, u) => {
    const middle = listOf(field(read, name, u, { to: between }).runs[0]);
    const joined = new Set(middle.flatMap((v) => listOf(field(read, between, v).runs[0])));
    expect(Array.from(joined).sort((a, b) => a - b)).toEqual(list);
  });
}

/** Everything above. */
export const EXPECTATIONS: Readonly<Record<string, (network: PlainNetwork, seed: number) => void>> =
  {
    'the fields of features': expectFields,
    'the rows of the table': expectRows,
    'which merges line up': expectAligned,
    'who looks at a pixel': expectSeenBy,
    'how much each pixel counts': expectContribution,
    'the same in any order of the axes': expectAxesAlike,
    'answers that agree with each other': expectConsistent,
  };
