import { describe, expect, test } from 'vitest';
import { field, lattices } from '../../src/arithmetic/index.js';
import type { Field, Row } from '../../src/arithmetic/index.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { article, models, networks, published, random1d } from './truth.js';
import type { Interior } from './truth.js';

const rowOf = (network: Network, name: string): Row => {
  const row = lattices(network).find((each) => each.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
};

/** The field of the feature that is `u` on one axis and at `others` on the rest. */
const fieldAlong = (
  network: Network,
  { name }: Row,
  others: readonly number[],
  axis: number,
  u: number,
): Field =>
  field(
    network,
    name,
    others.map((other, k) => (k === axis ? u : other)),
  );

const middleOf = ({ n }: Row): readonly number[] => n.map((size) => Math.floor(size / 2));

function expectInterior(row: Row, axis: number, interior: Interior): void {
  expect(row.period[axis]).toBe(interior.period);
  const phases = row.phases[axis] ?? [];
  expect(phases).toHaveLength(interior.phases.length);
  interior.phases.forEach((measured, u) => {
    const [center, size, pixels] = measured ?? [null, 0, 0];
    expect(phases[u].slice(1)).toEqual([size, pixels]);
    if (center === null) expect(phases[u][0]).toBe(null);
    else expect(Number(phases[u][0])).toBeCloseTo(center, 8);
  });
  expect(row.r[axis]).toBe(interior.r_max);
  expect(Number(row.j[axis]) * interior.period).toBe(interior.shift);
  if (interior.period !== 1) return;
  expect(row.status).toBe('exact');
  expect([row.j[axis], row.r[axis], row.start[axis]]).toEqual([
    interior.j,
    interior.r,
    interior.start,
  ]);
}

describe('the article', () => {
  for (const [figure, rows] of Object.entries(article)) {
    test(figure, () => {
      const [input, ...layers] = rows;
      const network = readNetwork(
        layers.map(({ layer, k, s, p }) => [layer, k, s, p]),
        { inputSize: input.n },
      );
      for (const { layer, n, j, r, start, clipped = [] } of rows) {
        const row = rowOf(network, layer);
        expect([row.n, row.j, row.r, row.start]).toEqual([n, j, r, start].map((x) => [x, x]));
        for (const [u, [first, last]] of Object.entries(clipped)) {
          const seen = [first, last + 1];
          expect(field(network, layer, Number(u)).clipped).toEqual([seen, seen]);
        }
      }
    });
  }
});

describe('networks', () => {
  test.each(networks.filter((each) => each.expect === 'ok'))(
    '$id',
    ({ network: written, rows }) => {
      const network = readNetwork(written);
      for (const [name, truth] of Object.entries(rows)) {
        const row = rowOf(network, name);
        expect(row.n).toEqual(truth.n);
        const seeing = truth.fields.map(({ count }, k) =>
          count[middleOf(row)[k]] > 0 ? middleOf(row)[k] : count.findIndex((pixels) => pixels > 0),
        );
        truth.fields.forEach((axis, k) => {
          for (let u = 0; u < row.n[k]; u += 1) {
            const { clipped, count } = fieldAlong(network, row, seeing, k, u);
            const [lo, hi] = [axis.lo[u], axis.hi[u]];
            expect([name, k, u, clipped[k]]).toEqual([name, k, u, lo === null ? null : [lo, hi]]);
            expect(count[k]).toBe(axis.count[u]);
          }
          const interior = truth.interior[k];
          expect(row.statuses[k] === 'whole').toBe(truth.whole[k]);
          if (interior) expectInterior(row, k, interior);
        });
        expect(field(network, name, middleOf(row)).pixels).toBe(truth.pixels_middle);
      }
    },
  );

  test.each(networks.filter((each) => each.expect === 'error' && each.only_in !== 'torch'))(
    '$id is refused at $at',
    ({ network, at }) => {
      expect(() => readNetwork(network)).toThrow(LayerError);
      expect(() => readNetwork(network)).toThrow(expect.objectContaining({ layer: at }));
    },
  );

  test.each(networks.filter((each) => each.only_in === 'torch'))('$id is read', ({ network }) => {
    expect(readNetwork(network).layers).toHaveLength(network.layers.length);
  });
});

describe('published', () => {
  test.each(published)('$id', ({ network: written, rows }) => {
    const network = readNetwork(written);
    for (const { name, n, j, r, start, effective_padding } of rows) {
      const row = rowOf(network, name);
      expect({ ...row, name }).toMatchObject({
        n: [n, n],
        j: [j, j],
        r: [r, r],
        start: [start, start],
        effective_padding: [effective_padding, effective_padding],
      });
    }
  });
});

describe('models', () => {
  test.each(models)('$id', ({ network: written, rows }) => {
    const network = readNetwork(written);
    for (const { name, n, j, r, start, dense, border } of rows) {
      const row = rowOf(network, name);
      expect({ ...row, name }).toMatchObject({ n, j, r, start, dense });
      border.forEach(({ u: features, fields }, axis) => {
        features.forEach((u, i) => {
          const { clipped, count } = fieldAlong(network, row, middleOf(row), axis, u);
          expect([...(clipped[axis] ?? []), count[axis]]).toEqual(fields[i]);
        });
      });
    }
  });
});

describe('random networks of one axis', () => {
  test.each(random1d)('$id', (each) => {
    const network = readNetwork(each.network);
    expect(rowOf(network, each.layer).n).toEqual([each.n]);
    each.fields.forEach((seen, u) => {
      const { clipped, count } = field(network, each.layer, u);
      expect([u, clipped[0], count[0]]).toEqual([u, seen, each.count[u]]);
    });
  });
});
