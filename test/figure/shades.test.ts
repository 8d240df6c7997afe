import { expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import { shadesOf } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const shades = (source: unknown) => {
  const rows = lattices(readNetwork(source));
  const found = shadesOf(rows);
  return rows.map(({ name, j }) => ({ shade: found.get(name) ?? NaN, jump: j.join() }));
};

it('run evenly from the image to the deepest of a few layers', () => {
  const found = shades(NETWORKS.alexnet).map(({ shade }) => shade);
  const last = found.length - 1;
  found.forEach((shade, i) => expect(shade).toBeCloseTo(i / last));
});

it('tell the jump where there are many layers, each an equal share of the ramp', () => {
  const layers = Array.from({ length: 60 }, (_, i) => (i % 20 === 10 ? [2, 2] : [3, 1, 1]));
  const found = shades({ input_size: 512, layers });
  const jumps = [...new Set(found.map(({ jump }) => jump))];
  expect(jumps).toHaveLength(4);
  for (const { shade, jump } of found) {
    const share = jumps.indexOf(jump);
    expect(shade).toBeGreaterThan(share / 4);
    expect(shade).toBeLessThan((share + 1) / 4);
  }
  const all = found.map(({ shade }) => shade);
  expect(all).toEqual([...all].sort((a, b) => a - b));
});
