import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { findings, isCurable } from '../../arithmetic/index.js';
import type { Finding } from '../../arithmetic/index.js';
import { sentence } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { triangle } from '../wrong.js';

/** So many are shown before the others are asked for. */
const FIRST_WARNINGS = 3;

/** What the findings need of who shows them. */
export interface FindingsHost {
  /** Name of the selected layer. */
  readonly selected: string | null;
  readonly select: (layer: string) => void;
  /** Whether all are shown. */
  readonly isOpen: boolean;
  readonly toggle: () => void;
  /** The finding whose cures are shown: its key, `null` for none; left open, one of the selection. */
  readonly curing: string | null | undefined;
  readonly cure: (key: string | null) => void;
  /** The cures of a finding. */
  readonly cures: (finding: Finding) => TemplateResult | typeof nothing;
}

/** One text for each finding of a network. */
const keyOf = ({ code, layer, values }: Finding): string =>
  JSON.stringify([code, layer, values.axis]);

const messageOf = ({ code, values }: Finding): string => sentence(code, values);

const known = new WeakMap<Network, ReadonlyMap<string, string>>();

/** What a warning says, by the layer it is about; one and the same answer for a network. */
export function warningsOf(network: Network): ReadonlyMap<string, string> {
  const found = known.get(network);
  if (found) return found;
  const warnings = new Map<string, string>();
  for (const finding of findings(network)) {
    const { layer, severity } = finding;
    if (severity !== 'warning') continue;
    const before = warnings.get(layer);
    warnings.set(layer, before ? `${before}. ${messageOf(finding)}` : messageOf(finding));
  }
  known.set(network, warnings);
  return warnings;
}

/** The next layer above one that a warning is about; above the last one it begins again. */
export function nextWarned(network: Network, after: string | null): string | null {
  const names = network.layers.map(({ name }) => name);
  const at = after === null ? -1 : names.indexOf(after);
  const warned = warningsOf(network);
  const around = [...names.slice(at + 1), ...names.slice(0, at + 1)];
  return around.find((name) => warned.has(name)) ?? null;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The sentence, the name of its layer a button that selects it. */
function words(finding: Finding, select: FindingsHost['select']): TemplateResult {
  const { layer } = finding;
  const message = messageOf(finding);
  const at = message.indexOf(layer);
  const link = html`<button class="about" @click=${() => select(layer)}>${layer}</button>`;
  if (at < 0) return html`${link}: ${message}.`;
  // A name keeps its own first letter.
  const before = message.slice(0, at);
  const isNamed = before.startsWith(String(finding.values.first));
  return html`${isNamed ? before : capital(before)}${link}${message.slice(at + layer.length)}.`;
}

/** The sentence, and below it what would cure it where that is asked for. */
function item(finding: Finding, isCured: boolean, host: FindingsHost): TemplateResult {
  const { selected, select, cure, cures } = host;
  const ask = (): void => cure(isCured ? null : keyOf(finding));
  return html`<li class=${finding.layer === selected ? 'own' : ''} data-code=${finding.code}>
    ${
      finding.severity === 'warning'
        ? html`<span role="img" aria-label="Warning">${triangle}</span>`
        : nothing
    }
    <div>
      <p>
        ${words(finding, select)}
        ${
          isCurable(finding)
            ? html`<button class="more" aria-expanded=${isCured} @click=${ask}>
                ${sentence('cures_title', {})}
              </button>`
            : nothing
        }
      </p>
      ${isCured ? cures(finding) : nothing}
    </div>
  </li>`;
}

/**
 * What a reviewer would point out, warnings first: one line each. Those of the selected layer are
 * always among them.
 */
export function findingsPanel(network: Network, host: FindingsHost): TemplateResult {
  const all = findings(network);
  const warnings = all.filter(({ severity }) => severity === 'warning').length;
  const first = Math.max(1, Math.min(FIRST_WARNINGS, warnings));
  const shown = all.filter(
    ({ layer }, i) => host.isOpen || i < first || (layer === host.selected && i < warnings),
  );
  const more = all.length - shown.length;
  const own = shown.find((each) => each.layer === host.selected && isCurable(each));
  const curing = host.curing === undefined ? own && keyOf(own) : host.curing;
  return html`<ul>
      ${all.length > 0 ? shown.map((finding) => item(finding, keyOf(finding) === curing, host)) : html`<li><p>${sentence('findings_none', {})}</p></li>`}
    </ul>
    ${
      more > 0 || host.isOpen
        ? html`<button class="more" aria-expanded=${host.isOpen} @click=${host.toggle}>
            ${host.isOpen ? sentence('findings_fewer', {}) : sentence('findings_more', { count: more })}
          </button>`
        : nothing
    }`;
}

export const styles = css`
  .findings ul {
    flex: 1;
    min-width: 0;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .findings li {
    display: flex;
    align-items: baseline;
    gap: 8px;
    margin: 0;
  }
  .findings li + li {
    margin-top: 4px;
  }
  .findings li > div {
    flex: 1;
    min-width: 0;
  }
  .findings li p {
    margin: 0;
    overflow-wrap: anywhere;
    color: var(--rf-ink-2);
  }
  .findings li.own p {
    color: var(--rf-ink-1);
  }
  .findings button {
    all: unset;
    cursor: pointer;
  }
  .findings button:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: 2px;
  }
  .findings .about {
    color: var(--rf-ink-1);
    font-weight: 600;
  }
  .findings .own .about {
    color: var(--rf-accent-text);
  }
  .findings .about:hover,
  .findings .more {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .findings .more {
    white-space: nowrap;
    color: var(--rf-ink-2);
  }
`;
