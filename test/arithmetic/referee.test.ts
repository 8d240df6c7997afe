/** The brute force itself against what was measured, so that it can be a referee. */
import { describe, expect, test } from 'vitest';
import { bruteForce, shadow } from './brute-force.js';
import { bruteRows } from './brute-rows.js';
import type { Ratio } from './brute-rows.js';
import { plain, withAxes } from './plain-network.js';
import type { PlainNetwork } from './plain-network.js';
import { article, contributions, networks, random1d } from './truth.js';
import type { Interior, TruthRow } from './truth.js';

const numberOf = (value: Ratio | null): number | null => value && value[0] / value[1];

const rangeOf = (list: readonly number[]): readonly [number | null, number | null] =>
  list.length > 0 ? [list[0], list[list.length - 1] + 1] : [null, null];

const middle = (n: number): number => Math.floor(n / 2);

function expectInterior(network: PlainNetwork, name: string, axis: number, truth: Interior): void {
  const row = bruteRows(network, axis).get(name);
  expect([row?.period, row?.r]).toEqual([truth.period, truth.r_max]);
  expect(numberOf(row?.j ?? null)).toBeCloseTo(truth.shift / truth.period, 12);
  truth.phases.forEach((phase: readonly [number, number, number] | null, u) => {
    const [center, size, pixels] = row?.phases?.[u] ?? [];
    expect([u, size, pixels]).toEqual([u, phase?.[1] ?? 0, phase?.[2] ?? 0]);
    if (phase) expect(numberOf(center ?? null)).toBeCloseTo(phase[0], 8);
    else expect(center).toBe(null);
  });
}

/** Every feature of a layer, one axis at a time. */
function expectFeatures(network: PlainNetwork, name: string, truth: TruthRow): void {
  truth.fields.forEach((axis, k) => {
    const one = bruteForce(withAxes(network, [k]));
    expect([name, one.isWhole(name, 0)]).toEqual([name, truth.whole[k]]);
    expect(one.sizes.get(name)).toEqual([truth.n[k]]);
    axis.count.forEach((count, u) => {
      const seen = shadow(one.clipped(name, [u]).get('input'), 0);
      expect([name, k, u, seen.length]).toEqual([name, k, u, count]);
      expect(rangeOf(seen)).toEqual([axis.lo[u], axis.hi[u]]);
    });
    const interior = truth.interior[k];
    if (interior) expectInterior(network, name, k, interior);
  });
}

describe('the referee knows every feature of', () => {
  test.each(networks.filter((each) => each.expect === 'ok'))('$id', ({ network, rows }) => {
    const written = plain(network);
    const truth = bruteForce(written);
    for (const [name, row] of Object.entries(rows)) {
      expect(truth.sizes.get(name)).toEqual(row.n);
      expectFeatures(written, name, row);
      const pixels = truth.clipped(name, row.n.map(middle)).get('input');
      expect([name, pixels?.size ?? 0]).toEqual([name, row.pixels_middle]);
    }
  });

  test.each(random1d)('$id', ({ network, layer, n, fields, count }) => {
    const truth = bruteForce(plain(network));
    expect(truth.sizes.get(layer)).toEqual([n]);
    fields.forEach((range, u) => {
      const seen = shadow(truth.clipped(layer, [u]).get('input'), 0);
      expect([u, ...rangeOf(seen), seen.length]).toEqual([u, ...(range ?? [null, null]), count[u]]);
    });
  });

  test.each(contributions)('$id, with the number of its paths', ({ network, layer, axes }) => {
    axes.forEach(({ u, first, counts, p }, axis) => {
      const one = bruteForce(withAxes(plain(network), [axis]));
      const paths = one.clipped(layer, [u]).get('input');
      const seen = counts.map((_, i) => paths?.get(String(first + i))?.count ?? 0n);
      expect(seen).toEqual(counts.map(BigInt));
      const total = Number(seen.reduce((a, b) => a + b));
      expect(total).toBe(counts.reduce((a, b) => a + b));
      p.forEach((share, i) => expect(Number(seen[i]) / total).toBeCloseTo(share, 11));
    });
  });

  test.each(Object.entries(article))('%s', (_figure, rows) => {
    const [input, ...layers] = rows;
    const network = plain({
      input_size: [input.n],
      layers: layers.map(({ layer, k, s, p }, i) => ({
        name: layer,
        type: 'conv',
        inputs: [rows[i].layer],
        kernel_size: k,
        stride: s,
        padding: p,
      })),
    });
    const truth = bruteForce(network);
    const known = bruteRows(network, 0);
    for (const { layer, n, j, r, start, clipped = [] } of rows) {
      const row = known.get(layer);
      expect(truth.sizes.get(layer)).toEqual([n]);
      expect([numberOf(row?.j ?? null), row?.r]).toEqual([j, r]);
      expect(numberOf(row?.start ?? null)).toBe(start);
      for (const [u, [lo, last]] of Object.entries(clipped)) {
        const seen = shadow(truth.clipped(layer, [Number(u)]).get('input'), 0);
        expect(rangeOf(seen)).toEqual([lo, last + 1]);
      }
    }
  });
});
