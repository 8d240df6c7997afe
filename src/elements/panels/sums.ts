import { css, html, mathml, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Row } from '../../arithmetic/index.js';
import { workedEquations } from '../../figure/index.js';
import type { Equation, Token } from '../../figure/index.js';
import { axisNames } from '../../layers/index.js';
import type { Layer } from '../../layers/index.js';

const token = ({ kind, text, role }: Token): TemplateResult =>
  kind === 'operator'
    ? /\d/.test(text)
      ? mathml`<mn>${text}</mn>`
      : mathml`<mo stretchy="false">${text}</mo>`
    : mathml`<mn class=${role ?? ''}>${text}</mn>`;

function equation({ symbol, terms, result }: Equation): TemplateResult {
  return html`<math part="equation">
    <mi class="symbol" mathvariant="normal">${symbol}</mi>
    <mo>=</mo>
    ${terms.length ? mathml`${terms.map(token)}<mo>=</mo>` : nothing}
    <mn class="result">${result}</mn>
  </math>`;
}

/** The axes of a row, those with the same equations together. */
function distinct(
  layer: Layer | undefined,
  row: Row,
  inputs: readonly Row[],
): { names: string; equations: Equation[] }[] {
  const groups = new Map<string, { names: string; equations: Equation[] }>();
  axisNames(row.n.length).forEach((name, axis) => {
    const equations = workedEquations(layer, row, inputs, axis);
    const key = JSON.stringify(equations);
    const group = groups.get(key);
    if (group) group.names += `, ${name}`;
    else groups.set(key, { names: name, equations });
  });
  return [...groups.values()];
}

/** How the numbers of a layer came about: its equations with its own numbers put in. */
export function sumsPanel(
  layer: Layer | undefined,
  row: Row,
  rowOf: ReadonlyMap<string, Row>,
): TemplateResult {
  const inputs = row.inputs.map((name) => rowOf.get(name)).filter((each) => each !== undefined);
  const groups = distinct(layer, row, inputs);
  const lines = groups.map(
    ({ names, equations }) =>
      html`<div class="line">
        ${groups.length > 1 ? html`<span class="axis">${names}</span>` : nothing}${equations.map(equation)}
      </div>`,
  );
  return html`<div class=${groups.length > 1 ? 'lines several' : 'lines'}>${lines}</div>`;
}

export const styles = css`
  .lines {
    flex: 1;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 24px;
  }
  .lines.several {
    display: grid;
    grid-template-columns: auto repeat(4, auto);
    justify-content: space-between;
    align-items: baseline;
    justify-items: start;
    column-gap: 16px;
  }
  .several .line {
    display: contents;
  }
  .several math {
    font-size: 14.5px;
  }
  .axis {
    color: var(--rf-ink-3);
    min-width: 28px;
  }
  math {
    padding-block: 4px;
    min-height: 32px;
    box-sizing: border-box;
    font-size: 16px;
    color: var(--rf-ink-1);
    white-space: nowrap;
  }
  math .symbol {
    font-style: italic;
  }
  math .k {
    color: var(--rf-k);
  }
  math .s {
    color: var(--rf-s);
  }
  math .p {
    color: var(--rf-p);
  }
  math .j {
    color: var(--rf-j);
  }
  math .r {
    color: var(--rf-accent-text);
  }
  math .start {
    color: var(--rf-start);
  }
  math .result {
    font-weight: 700;
    color: var(--rf-accent-text);
  }
  :host([data-breadth='middle']) .lines {
    display: grid;
    grid-template-columns: auto auto;
    justify-content: start;
    justify-items: start;
    column-gap: 48px;
  }
  :host([data-breadth='middle']) .line {
    display: contents;
  }
  :host([data-breadth='middle']) .axis {
    grid-column: 1 / -1;
  }
  details.sums .line {
    flex-direction: column;
    align-items: flex-start;
    overflow-x: auto;
  }
`;
