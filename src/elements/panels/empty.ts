import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

import { field, lattices } from '../../arithmetic/index.js';
import { defaultSelection, draw, readView, showSize } from '../../figure/index.js';
import type { Mark, Palette } from '../../figure/index.js';
import { readNetwork, sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { patch } from '../live-svg.js';

type Rows = readonly (readonly [string, number, number, number])[];

/** Stages of 3 x 3 convolutions, each with a pool at its end. */
const vgg = (stages: readonly number[]): Rows =>
  stages.flatMap((count, stage) => [
    ...Array.from({ length: count }, (_, i) => [`conv${stage + 1}_${i + 1}`, 3, 1, 1] as const),
    [`pool${stage + 1}`, 2, 2, 0] as const,
  ]);

const ALEXNET: Rows = [
  ['conv1', 11, 4, 0],
  ['pool1', 3, 2, 0],
  ['conv2', 5, 1, 2],
  ['pool2', 3, 2, 0],
  ['conv3', 3, 1, 1],
  ['conv4', 3, 1, 1],
  ['conv5', 3, 1, 1],
  ['pool5', 3, 2, 0],
  ['fc6', 6, 1, 0],
  ['fc7', 1, 1, 0],
];

/** Networks to begin with, as they would be written. */
export const EXAMPLES = [
  {
    name: 'Two layers',
    input_size: 7,
    layers: [
      ['conv1', 3, 2, 1],
      ['conv2', 3, 2, 1],
    ],
  },
  { name: 'AlexNet', input_size: 227, layers: ALEXNET },
  { name: 'VGG-16', input_size: 224, layers: vgg([2, 2, 3, 3, 3]) },
] as const;

type Example = (typeof EXAMPLES)[number];

const WIDTH = 420;
/** Of a deep example every few layers are drawn. */
const MOST_SHEETS = 12;

/** The sheets of an example, without the table beside them. */
function sheets(example: Example, palette: Palette): Mark {
  const network = readNetwork(example);
  const { layer, index } = defaultSelection(network);
  const isDeep = network.layers.length > MOST_SHEETS;
  const { layout, svg } = draw({
    network,
    rows: lattices(network),
    view: readView({ mode: 'stack' }),
    selected: field(network, layer, index),
    palette,
    width: WIDTH,
    ...(isDeep ? { shown: (name: string) => name === layer || name.startsWith('pool') } : {}),
    prefix: `rf-example-${example.layers.length}-`,
  });
  const left = layout.table - 2;
  const top = Math.floor((layout.rows.at(-1)?.rule ?? 0) - layout.sheet.back - 8);
  const [width, height] = [WIDTH - left, layout.ground - top + 4];
  const attributes = {
    ...svg.attributes,
    viewBox: `${left} ${top} ${width} ${height}`,
    height: 132,
    preserveAspectRatio: 'xMinYMax',
  };
  return { ...svg, attributes, children: svg.children.filter(({ tag }) => tag !== 'text') };
}

const known = new WeakMap<Palette, readonly Mark[]>();

function sheetsOf(palette: Palette): readonly Mark[] {
  let found = known.get(palette);
  if (!found) known.set(palette, (found = EXAMPLES.map((example) => sheets(example, palette))));
  return found;
}

/** How to begin: three networks to take, and how one is written. */
export function emptyNotice(palette: Palette, take: (network: Example) => void): TemplateResult {
  const drawn = sheetsOf(palette);
  return html`<div class="empty" part="empty">
    <h2>${sentence('empty_title', {})}</h2>
    <p>${sentence('empty_how', {})}</p>
    <ul>
      ${EXAMPLES.map((example, i) => {
        const { inputSize, layers } = readNetwork(example);
        return html`<li>
          <button @click=${() => take(example)}>
            <svg
              aria-hidden="true"
              ${ref((svg) => svg && patch(svg as SVGElement, drawn[i]))}
            ></svg>
            <b>${example.name}</b>
            <small
              >${sentence('empty_size', { count: layers.length, size: showSize(inputSize) })}</small
            >
          </button>
        </li>`;
      })}
    </ul>
  </div>`;
}

export const styles = css`
  .empty p {
    margin: 4px 0 0;
    color: var(--rf-ink-2);
  }
  .empty ul {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(140px, 200px));
    gap: 16px 24px;
    margin: 16px 0 8px;
    padding: 0;
    list-style: none;
  }
  .empty li {
    margin: 0;
  }
  .empty button {
    all: unset;
    box-sizing: border-box;
    display: block;
    width: 100%;
    cursor: pointer;
  }
  .empty button:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: 4px;
  }
  .empty svg {
    display: block;
    width: 100%;
    pointer-events: none;
  }
  .empty b {
    display: block;
    margin-top: 8px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .empty small {
    font-size: 12px;
    color: var(--rf-ink-3);
  }
`;
