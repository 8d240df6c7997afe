import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import { heatmapOf } from '../../src/figure/overlays/heatmap.js';
import { readLevels, writeHeatmap } from '../../src/figure/overlays/heatmap-form.js';
import { draw, LIGHT, readView, staticFigure, writeSvg } from '../../src/figure/index.js';
import type { Figure, Heatmap, Mode } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const alexnet = readNetwork(NETWORKS.alexnet);
const CONV5 = field(alexnet, 'conv5', [6, 6]);

/** A hill in the middle of the image. */
const hill = (n: number, width: number): number[][] =>
  Array.from({ length: n }, (_, y) =>
    Array.from({ length: n }, (_, x) =>
      Math.exp(-((y - n / 2) ** 2 + (x - n / 2) ** 2) / (2 * width ** 2)),
    ),
  );

const MEASURED = writeHeatmap(alexnet, hill(227, 20), {
  layer: 'conv5',
  index: [6, 6],
  width: 80.04,
});

const drawn = (mode: Mode, overlays: object, heatmap: Heatmap | null = MEASURED): Figure =>
  draw({
    network: alexnet,
    rows: lattices(alexnet),
    view: readView({ mode, overlays }),
    selected: CONV5,
    heatmap,
    palette: LIGHT,
    width: 1000,
    prefix: 'rf-',
  });

describe('an array of the user over the image', () => {
  it('is kept as it is drawn: at most 96 cells a side, exact to a part in thousands', () => {
    expect(MEASURED.shape).toEqual([96, 96]);
    expect(MEASURED.levels).toHaveLength(2 * 96 * 96);
    const small = readNetwork({ input_size: [2, 3], layers: [['a', 1]] });
    const kept = readLevels(
      writeHeatmap(small, [
        [0, 1, 2],
        [3, 0.004, 4],
      ]),
    );
    [0, 1, 2, 3, 0.004, 4].forEach((value, i) => expect(kept[i]).toBeCloseTo(value / 4, 3));
  });

  it.each([
    ['another size', hill(226, 20)],
    ['no array', 7],
    ['numbers below 0', hill(227, 20).map((row) => row.map((value) => value - 0.5))],
    ['text', hill(227, 20).map((row) => row.map(String))],
    ['nothing but 0', hill(227, 20).map((row) => row.map(() => 0))],
  ])('is refused where it is %s', (_, values) => {
    expect(() => writeHeatmap(alexnet, values)).toThrow(/numbers from 0 on.*227 × 227/s);
  });

  it('covers the image, and its weights add up', () => {
    const heat = heatmapOf(MEASURED, alexnet, CONV5, [0, 1]);
    expect(heat?.shape).toEqual([227, 227]);
    expect((heat?.cell[0] ?? 0) * (heat?.grid.height ?? 0)).toBeCloseTo(227, 9);
    for (const shares of heat?.marginals ?? []) {
      expect(shares).toHaveLength(227);
      expect(shares.reduce((all, share) => all + share, 0)).toBeCloseTo(1, 6);
    }
  });

  it('says the measured width beside the theoretical one', () => {
    expect(drawn('stack', { heatmap: true }).says).toMatch(
      /^Half of the measured weight: \d+ of 51,529 pixels; measured width 80, theoretical 163 × 163\.$/,
    );
  });

  it('is drawn for the feature that it is of, and beside contribution in its place', () => {
    const other = { ...MEASURED, index: [0, 0] };
    const plain = writeSvg(drawn('stack', { contribution: true }, null).svg);
    expect(writeSvg(drawn('stack', { contribution: true, heatmap: true }, other).svg)).toBe(plain);
    expect(writeSvg(drawn('stack', { contribution: true, heatmap: true }).svg)).not.toBe(plain);
    expect(drawn('stack', { heatmap: true }, other).says).toBeNull();
  });

  it('is not drawn on an image of another size', () => {
    const small = readNetwork({ input_size: 40, layers: [['conv5', 3]] });
    const one = { ...MEASURED, index: [1, 1] };
    expect(heatmapOf(one, small, field(small, 'conv5', [1, 1]), [0, 1])).toBeNull();
  });

  it.each([
    ['no shape', { shape: undefined }],
    ['a shape of one axis', { shape: [96] }],
    ['a shape of words', { shape: ['96', '96'] }],
    ['a shape of no cells', { shape: [0, 96], levels: '' }],
    ['a shape of too many cells', { shape: [1e9, 1e9] }],
    ['too few levels', { levels: 'BB' }],
    ['levels of other letters', { levels: '<>'.repeat(96 * 96) }],
    ['nothing but 0', { levels: 'AA'.repeat(96 * 96) }],
    ['a layer without an index', { index: undefined }],
    ['a width of words', { width: '80' }],
  ])('that somebody wrote with %s is not drawn', (_, wrong) => {
    const written = { ...MEASURED, ...wrong } as Heatmap;
    expect(drawn('stack', { heatmap: true }, written).says).toBeNull();
  });

  it.each(['stack', 'overlay', 'profile'] as const)('has a committed picture: %s', async (mode) => {
    const svg = writeSvg(drawn(mode, { heatmap: true }).svg);
    await expect(svg).toMatchFileSnapshot(`../fixtures/pictures/alexnet-${mode}-heatmap.svg`);
  });

  it('stands in the picture of a notebook', () => {
    const options = { selection: { layer: 'conv5', index: [6, 6] } };
    const view = { overlays: { heatmap: true } };
    const without = staticFigure(alexnet, { ...options, view }).svg;
    expect(staticFigure(alexnet, { ...options, view, heatmap: MEASURED }).svg).not.toBe(without);
  });

  it('is summed over what is not drawn of three axes', () => {
    const volume = readNetwork({ input_size: [2, 4, 4], layers: [['a', 1]] });
    const flat = [0, 1].map(() => hill(4, 1));
    const heat = heatmapOf(writeHeatmap(volume, flat), volume, field(volume, 'a', 0), [1, 2]);
    expect(heat?.shape).toEqual([4, 4]);
    expect(heat?.grid.values.reduce((all, value) => all + value, 0)).toBeCloseTo(1, 9);
  });
});
