import { css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';

import { contribution, growth, lattices } from '../../arithmetic/index.js';
import type { Row } from '../../arithmetic/index.js';
import { shadesOf, show, showField } from '../../figure/index.js';
import type { Palette } from '../../figure/index.js';
import { LayerError, sentence } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';

/** What the chart needs of who shows it. */
export interface GrowthHost {
  readonly palette: Palette;
  readonly width: number;
  /** Name of the selected layer. */
  readonly selected: string | null;
  readonly select: (layer: string) => void;
  /** Draws anew. */
  readonly update: () => void;
}

const HEIGHT = 168;
/** Room for what is said above the bars and their numbers, and for the names below them. */
const HEAD = 38;
const FOOT = 18;
/** The narrowest bar with its gap, and the narrowest one that has room for a number and a name. */
const LEAST = 3;
const LABELLED = 34;
/** So much of the weight, around its middle, is where a feature looks. */
const MIDDLE = 0.9;
/** Weights are summed for so many layers, and no longer than this at a time. */
const MOST_WEIGHED = 32;
const SLICE_MS = 8;
/** One that takes longer is the last: those above it would take longer still. */
const TOO_LONG_MS = 60;

/** The pixels between which the middle part of a weight lies. */
function middleOf(shares: Float64Array): number {
  const edge = (1 - MIDDLE) / 2;
  const reach = (from: number, step: number): number => {
    let sum = 0;
    for (let i = from; i >= 0 && i < shares.length; i += step) {
      sum += shares[i];
      if (sum > edge) return i;
    }
    return from;
  };
  return reach(shares.length - 1, -1) - reach(0, 1) + 1;
}

type Widths = ReadonlyMap<string, number>;
const known = new WeakMap<Network, Widths>();

/** Weighs what the middle feature of each row sees, in slices, so that nothing waits for it. */
async function weigh(network: Network, rows: readonly Row[], axis: number): Promise<Widths> {
  const widths = new Map<string, number>();
  let since = performance.now();
  for (const { name, n } of rows) {
    if (performance.now() - since > SLICE_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    const begin = performance.now();
    try {
      const { marginals } = contribution(
        network,
        name,
        n.map((count) => count >> 1),
      );
      widths.set(name, middleOf(marginals[axis]));
    } catch (error) {
      if (error instanceof LayerError) break;
      throw error;
    }
    if (performance.now() - begin > TOO_LONG_MS) break;
  }
  return widths;
}

/** At most so many, evenly picked, the last one among them. */
function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.round(((i + 1) * all.length) / most) - 1]);
}

/** The widths of what was weighed; asks for them where they are not there. */
function widthsOf(
  network: Network,
  rows: readonly Row[],
  axis: number,
  update: () => void,
): Widths {
  const found = known.get(network);
  if (found) return found;
  const none: Widths = new Map();
  known.set(network, none);
  void weigh(network, evenly(rows.slice(1), MOST_WEIGHED), axis).then((widths) => {
    known.set(network, widths);
    update();
  });
  return none;
}

/** The axis on which the field is largest against the image. */
function widestAxis({ inputSize }: Network, rows: readonly Row[]): number {
  const share = (axis: number): number => rows[rows.length - 1].r[axis] / inputSize[axis];
  return inputSize.reduce((best, _, axis) => (share(axis) >= share(best) ? axis : best), 0);
}

/** The two answers, in words, as far as they can be told. */
function answers(network: Network): readonly string[] {
  const { seesAll, most } = growth(network);
  return [
    ...(seesAll ? [sentence('growth_sees_all', { layer: seesAll })] : []),
    ...(seesAll === null ? [sentence('growth_sees_none', {})] : []),
    ...(most ? [sentence('growth_most', { ...most, by: most.to - most.from })] : []),
  ];
}

/** Air between bars, where there is room for it. */
const gapOf = (step: number): number => (step > 8 ? 3 : step > 4 ? 1 : 0);

interface Scale {
  readonly step: number;
  readonly x: (at: number) => number;
  readonly y: (pixels: number) => number;
}

/** The jump as steps, one a bar. */
const steps = (rows: readonly Row[], axis: number, { step, x, y }: Scale): string =>
  rows
    .map(({ j }, at) => `${at ? 'L' : 'M'}${x(at)} ${y(Number(j[axis]))}H${x(at) + step}`)
    .join('');

interface Look {
  readonly colour: string;
  /** Where the middle of the weight lies, in pixels, where it is known. */
  readonly width: number | undefined;
  readonly isLabelled: boolean;
  readonly isSelected: boolean;
}

function bar(
  row: Row,
  at: number,
  { step, x, y }: Scale,
  axis: number,
  look: Look,
  { select }: GrowthHost,
): TemplateResult {
  const gap = gapOf(step);
  const [left, wide] = [x(at), Math.max(1, step - gap)];
  const rect = (pixels: number, opacity: number) =>
    svg`<rect x=${left} y=${y(pixels)} width=${wide} height=${y(0) - y(pixels)} fill=${look.colour} fill-opacity=${opacity} />`;
  return svg`<g class="bar" data-bar=${row.name} @click=${() => select(row.name)}>
    <title>${row.name}: r ${showField(row)[axis]}, j ${show(row.j[axis])}</title>
    <rect x=${left} y="0" width=${step} height=${HEIGHT} fill="transparent" />
    ${rect(row.r[axis], look.width === undefined ? 0.9 : 0.35)}
    ${look.width === undefined ? nothing : rect(look.width, 0.9)}
  </g>`;
}

/** The number above a bar and the name below it. */
function words(
  row: Row,
  at: number,
  { step, x, y }: Scale,
  axis: number,
  look: Look,
  { palette }: GrowthHost,
): TemplateResult | typeof nothing {
  if (!look.isLabelled) return nothing;
  const middle = x(at) + (step - gapOf(step)) / 2;
  const word = (text: string, top: number, fill: string) =>
    svg`<text x=${middle} y=${top} text-anchor="middle" fill=${fill} class="halo">${text}</text>`;
  const [ink, grey] = look.isSelected
    ? [palette.accentText, palette.accentText]
    : [palette.ink[1], palette.ink[2]];
  return svg`${word(showField(row)[axis], y(row.r[axis]) - 5, ink)}
    ${word(fitted(row.name, step), HEIGHT - 4, grey)}`;
}

/** A bracket over the layers whose every feature sees the whole image. */
function seeingAll(
  shown: readonly Row[],
  { seesAll }: ReturnType<typeof growth>,
  { step, x }: Scale,
  { palette, width }: GrowthHost,
): TemplateResult | typeof nothing {
  const depth = shown.findIndex(({ name }) => name === seesAll);
  if (depth < 0) return nothing;
  const [from, to] = [x(depth), x(shown.length) - gapOf(step)];
  const isNearEnd = from + 140 > width;
  return svg`<path class="all" d="M${from} 20v-5H${to}v5" stroke=${palette.ink[0]} fill="none" />
    <text x=${isNearEnd ? to : from} y="10" text-anchor=${isNearEnd ? 'end' : 'start'} fill=${palette.ink[0]}>see the whole image</text>`;
}

/** How much is new in the bar that grew most: from where the field was to where it is. */
function growingMost(
  shown: readonly Row[],
  { most }: ReturnType<typeof growth>,
  axis: number,
  { step, x, y }: Scale,
  { palette }: GrowthHost,
): TemplateResult | typeof nothing {
  const at = most ? shown.findIndex(({ name }) => name === most.layer) : -1;
  if (!most || at < 1 || shown[at].r[axis] !== most.to) return nothing;
  const middle = x(at) + (step - gapOf(step)) / 2;
  const [from, to] = [y(most.from), y(most.to)];
  const text = `+${most.to - most.from}`;
  return svg`<path class="most" d="M${x(at)} ${from}h${step - gapOf(step)}" stroke=${palette.ink[0]} stroke-dasharray="2 2" />
    <path class="most" d="M${middle} ${from}V${to + 1}m-4 5l4 -5l4 5" stroke=${palette.ink[0]} fill="none" />
    <text x=${step < LABELLED ? middle - 6 : middle} y=${(from + to) / 2 + 4} text-anchor=${step < LABELLED ? 'end' : 'middle'} fill=${palette.ink[0]} font-weight="600" class="halo">${text}</text>`;
}

/** A name that keeps its ends where it has no room, so that siblings can be told apart. */
function fitted(name: string, room: number): string {
  const most = Math.max(3, Math.floor(room / 6));
  if (name.length <= most) return name;
  const tail = Math.ceil((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`;
}

function chart(network: Network, host: GrowthHost): { drawing: TemplateResult; weighed: boolean } {
  const { palette, width, selected } = host;
  const rows = lattices(network);
  const axis = widestAxis(network, rows);
  const shown = evenly(rows, Math.max(2, Math.floor(width / LEAST)));
  const widths = widthsOf(network, rows, axis, host.update);
  const image = network.inputSize[axis];
  const most = Math.max(image, ...rows.map(({ r }) => r[axis])) * 1.05;
  const step = Math.min(72, width / shown.length);
  const scale: Scale = {
    step,
    x: (at) => at * step,
    y: (pixels) => HEIGHT - FOOT - ((HEIGHT - FOOT - HEAD) * pixels) / most,
  };
  const line = scale.y(image);
  const end = step * shown.length;
  const labelled = step >= LABELLED;
  // Beside the bars where there is room; else it gives way to the number on the first one.
  const isNear = Math.abs(line - scale.y(rows[0].r[axis])) < 20;
  const word = end + 70 < width ? [end + 6, line + 4] : isNear ? null : [0, line - 4];
  const grown = growth(network);
  const shades = shadesOf(rows);
  const looks = shown.map(({ name }, at): Look => {
    const isSelected = name === selected;
    const isTold = (isSelected || at === shown.length - 1) && step >= LEAST * 4;
    return {
      colour: isSelected ? palette.accent : palette.depth(shades.get(name) ?? 0),
      width: widths.get(name),
      isLabelled: labelled || isTold,
      isSelected,
    };
  });
  return {
    weighed: widths.size > 0,
    drawing: html`<svg
      viewBox="0 0 ${width} ${HEIGHT}"
      width=${width}
      height=${HEIGHT}
      font-size="11"
      role="img"
      aria-label=${answers(network).join(' ')}
    >
      ${shown.map((row, at) => bar(row, at, scale, axis, looks[at], host))}
      <path
        class="image"
        d="M0 ${line}H${end}"
        stroke=${palette.ink[2]}
        stroke-dasharray="2 3"
        fill="none"
      />
      ${word === null ? nothing : svg`<text x=${word[0]} y=${word[1]} fill=${palette.ink[2]} class="halo">image ${image}</text>`}
      ${shown.map((row, at) => words(row, at, scale, axis, looks[at], host))}
      ${seeingAll(shown, grown, scale, host)} ${growingMost(shown, grown, axis, scale, host)}
      <path class="jump" d=${steps(shown, axis, scale)} stroke=${palette.ink[0]} fill="none" />
    </svg>`,
  };
}

/** How the field grows: a bar a layer against the size of the image, and what follows in words. */
export function growthPanel(network: Network, host: GrowthHost): TemplateResult {
  const { drawing, weighed } = chart(network, host);
  return html`<div class="grown">
    ${answers(network).map((answer) => html`<p>${answer}</p>`)} ${drawing}
    <p class="key">${sentence(weighed ? 'growth_key' : 'growth_key_plain', {})}</p>
  </div>`;
}

export const styles = css`
  .grown {
    padding-top: 8px;
  }
  .grown p {
    margin: 0;
    color: var(--rf-ink-1);
  }
  .grown svg {
    display: block;
    max-width: 100%;
    margin-top: 8px;
    overflow: visible;
  }
  .grown .bar {
    cursor: pointer;
  }
  .grown .bar:hover rect {
    stroke: var(--rf-ink-1);
    stroke-width: 0.5px;
  }
  .grown .halo {
    stroke: var(--rf-page);
    stroke-width: 4px;
    paint-order: stroke;
  }
  .grown .key {
    font-size: 11px;
    color: var(--rf-ink-3);
  }
`;
