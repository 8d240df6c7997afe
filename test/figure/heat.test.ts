import { describe, expect, it } from 'vitest';

import { contribution, field, lattices } from '../../src/arithmetic/index.js';
import { draw, LIGHT, readView, writeSvg } from '../../src/figure/index.js';
import type { Mode } from '../../src/figure/index.js';
import { heatOf } from '../../src/figure/overlays/heat.js';
import { levelOf, isolines, smoothed } from '../../src/figure/overlays/isolines.js';
import { readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const alexnet = readNetwork(NETWORKS.alexnet);
const CONV5 = field(alexnet, 'conv5', [6, 6]);

const drawnAt = (width: number, mode: Mode, contribution: boolean) =>
  draw({
    network: alexnet,
    rows: lattices(alexnet),
    view: readView({ mode, overlays: { contribution } }),
    selected: CONV5,
    palette: LIGHT,
    width,
    prefix: 'rf-',
  });

const picture = (mode: Mode, contribution = true): string =>
  writeSvg(drawnAt(1000, mode, contribution).svg);

describe('the weights of the pixels', () => {
  it('are those of the arithmetic', () => {
    const heat = heatOf(alexnet, CONV5, [0, 1]);
    const { marginals, first } = contribution(alexnet, 'conv5', [6, 6]);
    expect(heat?.first).toEqual(first);
    expect(heat?.marginals).toEqual(marginals.map((shares) => Array.from(shares)));
    expect(heat?.grid.values.reduce((all, value) => all + value, 0)).toBeCloseTo(1, 12);
  });

  it('have a grid of at most 96 cells a side, and say so', () => {
    const heat = heatOf(alexnet, CONV5, [0, 1]);
    expect(heat?.cell).toEqual([2, 2]);
    expect(heat?.says).toBe('Half of the weight: 3049 of 26,569 pixels, in cells of 2 × 2.');
  });

  it('are none where no pixel is seen', () => {
    const blind = readNetwork({ input_size: 4, layers: [['a', 1, 1, 3]] });
    expect(heatOf(blind, field(blind, 'a', 0), [0, 1])).toBeNull();
  });

  it.each(['stack', 'side-by-side', 'overlay', 'profile', 'conventional'] as const)(
    'are drawn in the view %s, with few nodes',
    (mode) => {
      const nodes = (svg: string) => svg.match(/<[a-z]/g)?.length ?? 0;
      const drawn = picture(mode);
      expect(nodes(drawn) - nodes(picture(mode, false))).toBeGreaterThan(0);
      expect(nodes(drawn) - nodes(picture(mode, false))).toBeLessThan(24);
    },
  );

  it('leave the image most of the room, also where that is scarce', () => {
    const across = (width: number): number =>
      alexnet.inputSize[1] * drawnAt(width, 'overlay', true).placements[0].affine[0];
    expect(across(320)).toBeGreaterThan(85);
    expect(across(682)).toBeGreaterThan(230);
  });

  it('stand as two lines and two profiles on the image', () => {
    const drawn = picture('overlay');
    expect(drawn.match(/data-level/g)).toHaveLength(2);
    expect(drawn.match(/data-profile/g)).toHaveLength(2);
  });
});

describe('isolines', () => {
  const grid = { width: 3, height: 3, values: [0, 1, 0, 1, 4, 1, 0, 1, 0] };

  it('hold the share that they are of', () => {
    expect(levelOf(grid, 0.5)).toEqual({ level: 4, count: 1 });
    expect(levelOf(grid, 1)).toEqual({ level: 1, count: 5 });
  });

  it('close around what is above the level', () => {
    const ends = isolines(grid, 2).flat();
    const counted = new Map<string, number>();
    for (const end of ends) counted.set(end.join(), (counted.get(end.join()) ?? 0) + 1);
    expect([...counted.values()]).toEqual([2, 2, 2, 2]);
  });

  it('are smoothed without losing weight inside', () => {
    const flat = smoothed({ width: 5, height: 1, values: [1, 1, 1, 1, 1] }, [1, 3]);
    expect(flat.values.slice(1, 4)).toEqual([1, 1, 1]);
  });
});
