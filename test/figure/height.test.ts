import { describe, expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import { DEFAULT_VIEW, draw, LIGHT, readView } from '../../src/figure/index.js';
import type { Mode } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const network = readNetwork(NETWORKS.alexnet);
const rows = lattices(network);
const heightOf = (mode: Mode, height: number | null): number =>
  draw({
    ...{ network, rows, selected: null, palette: LIGHT, width: 1000, prefix: 'x' },
    view: { ...DEFAULT_VIEW, mode, height },
  }).height;

describe('the height of a view', () => {
  it.each(['stack', 'conventional'] as const)('%s is as high as asked for', (mode) => {
    const own = heightOf(mode, null);
    for (const height of [Math.round(own * 0.7), Math.round(own * 1.4)]) {
      expect(Math.abs(heightOf(mode, height) - height)).toBeLessThan(60);
    }
    expect(heightOf(mode, 200)).toBeGreaterThanOrEqual(200);
  });

  it('is a number within reason, or null', () => {
    expect(readView({ height: 640.4 }).height).toBe(640);
    expect(readView({ height: 1 }).height).toBe(200);
    expect(readView({ height: 1e9 }).height).toBe(5000);
    expect(readView({ height: null }).height).toBeNull();
    for (const wrong of ['tall', NaN, -3, {}, [640]]) {
      expect(() => readView({ height: wrong })).toThrow('view.height');
    }
  });
});
