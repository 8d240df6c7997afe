import { svg } from 'lit';
import type { TemplateResult } from 'lit';

import type { Evidence, Places } from '../../arithmetic/index.js';
import type { Palette } from '../../figure/index.js';
import { sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';

const WIDTH = 124;
const HEIGHT = 16;
/** A feature, and how far apart two of them stand that are one jump apart. */
const MARK = 8;
const PITCH = 24;
/** A position, and how far apart two of them stand. */
const CELL = 8;
const STEP = 10;

const square = (
  x: number,
  size: number,
  height: number,
  look: object,
  foot = HEIGHT - 3,
): TemplateResult => {
  const { fill = 'none', stroke = 'none' } = look as { fill?: string; stroke?: string };
  const inset = stroke === 'none' ? 0 : 0.75;
  return svg`<rect
    x=${x + inset}
    y=${foot - height + inset}
    width=${size - 2 * inset}
    height=${height - 2 * inset}
    fill=${fill}
    stroke=${stroke}
    stroke-width="1.5"
  />`;
};

/** Features of a layer along the strip, whose left end is `from`. */
function along(
  { start, j }: Places,
  from: number,
  jump: number,
  look: object,
  size: number,
): TemplateResult[] {
  const first = Math.ceil((from - start) / j);
  const count = Math.floor((WIDTH - MARK - 4) / ((PITCH * j) / jump)) + 1;
  return Array.from({ length: count }, (_, i) => {
    const x = 4 + ((start + (first + i) * j - from) / jump) * PITCH;
    return square(x - (size - MARK) / 2, size, size, look, (HEIGHT + size) / 2);
  });
}

/** Two lattices, the first filled and the second hollow. */
function lattices([a, b]: readonly [Places, Places], { branches }: Palette): TemplateResult[] {
  const from = Math.min(a.start, b.start);
  const jump = Math.max(a.j, b.j);
  return [
    ...along(a, from, jump, { fill: branches[0] }, MARK),
    ...along(b, from, jump, { stroke: branches[1] }, MARK + 2),
  ];
}

/** A bar for each position, as high as it is used often; hollow where it never is. */
function bars(uses: readonly number[], { branches }: Palette): TemplateResult[] {
  const most = Math.max(...uses);
  return uses.map((count, i) =>
    count === 0
      ? square(2 + i * STEP, CELL, CELL, { stroke: branches[1] })
      : square(2 + i * STEP, CELL, most > 1 ? (12 * count) / most : CELL, { fill: branches[0] }),
  );
}

/** What the picture shows, in words. */
export function wordsOf(evidence: Evidence): string {
  if (evidence.kind === 'uses') {
    return sentence(Math.max(...evidence.uses) > 1 ? 'evidence_often' : 'evidence_uses', {});
  }
  const [first, second] = evidence.places.map(({ layer }) => layer);
  return sentence('evidence_places', { first, second });
}

/** A small picture of what is the matter, or no longer is. */
export const thumbnail = (evidence: Evidence, palette: Palette): TemplateResult =>
  svg`<svg class="evidence" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} aria-hidden="true">
    ${evidence.kind === 'places' ? lattices(evidence.places, palette) : bars(evidence.uses, palette)}
  </svg>`;
