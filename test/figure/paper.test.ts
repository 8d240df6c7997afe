import { describe, expect, it } from 'vitest';

import { field, lattices } from '../../src/arithmetic/index.js';
import {
  defaultSelection,
  draw,
  LIGHT,
  modesOf,
  onPaper,
  readView,
  staticFigure,
  writeSvg,
} from '../../src/figure/index.js';
import type { Mark, Mode } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { CHECKERBOARD, NETWORKS } from './networks.js';

function drawing(source: unknown, mode: Mode, overlays: object = { padding: true }): Mark {
  const network = readNetwork(source);
  const { layer, index } = defaultSelection(network);
  return draw({
    network,
    rows: lattices(network),
    view: readView({ mode, overlays }),
    selected: field(network, layer, index),
    palette: LIGHT,
    width: 1002,
    prefix: 'rf-',
  }).svg;
}

const layerOf = (svg: Mark, name: string): Mark | undefined =>
  svg.attributes['data-layer'] === name
    ? svg
    : svg.children.map((child) => layerOf(child, name)).find(Boolean);

const squaresIn = (mark: Mark | undefined, colour: string): number =>
  !mark
    ? 0
    : mark.children.reduce(
        (sum, child) => sum + squaresIn(child, colour),
        mark.tag === 'path' && mark.attributes.fill === colour
          ? String(mark.attributes.d).split('M').length - 1
          : 0,
      );

describe('a drawing for paper', () => {
  it('has no pattern, in any view of any network', () => {
    for (const source of [...Object.values(NETWORKS), CHECKERBOARD]) {
      for (const mode of modesOf(readNetwork(source).inputSize.length)) {
        expect(writeSvg(onPaper(drawing(source, mode)))).not.toMatch(/<pattern|fill="url\(/);
      }
    }
    const covered = drawing(CHECKERBOARD, 'side-by-side', { coverage: true, padding_seen: true });
    expect(writeSvg(onPaper(covered))).not.toMatch(/<pattern|fill="url\(/);
  });

  it('has every feature of a map as a square of its own', () => {
    const svg = drawing({ input_size: 12, layers: [['conv1', 3, 2, 1]] }, 'side-by-side', {});
    const map = layerOf(svg, 'conv1');
    const colour = String(
      map?.children.find(({ tag }) => tag === 'pattern')?.children[0].attributes.fill,
    );
    expect(squaresIn(layerOf(onPaper(svg), 'conv1'), colour)).toBe(36);
  });

  it('is hatched on both sides of a section', () => {
    const svg = drawing({ input_size: [60], layers: [['conv1', 41, 1, 20]] }, 'profile', {});
    const hatch = svg.children.find(({ tag }) => tag === 'pattern')?.children[0].attributes;
    const lines = onPaper(svg)
      .children.flatMap(({ children }) => children)
      .find(({ attributes }) => attributes['stroke-width'] === hatch?.['stroke-width']);
    const ends = Array.from(String(lines?.attributes.d).matchAll(/M(-?[\d.]+) /g), ([, x]) => +x);
    expect(Math.min(...ends)).toBeLessThan(560);
    expect(Math.max(...ends)).toBeGreaterThan(880);
  });

  it('has a tint for squares that are too many', () => {
    const svg = drawing({ input_size: 300, layers: [['conv1', 3, 1, 1]] }, 'side-by-side');
    expect(writeSvg(onPaper(svg)).length).toBeLessThan(20_000);
  });

  it('is white and without masks as the picture alone', () => {
    const { svg } = staticFigure(readNetwork(NETWORKS.alexnet), { paper: true });
    expect(svg).not.toMatch(/<mask|<pattern/);
    expect(svg).toContain(LIGHT.accent);
  });
});
