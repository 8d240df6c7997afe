import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { cures, evidence, lattices } from '../../arithmetic/index.js';
import type { Cure, Edit, Evidence, Finding } from '../../arithmetic/index.js';
import { showField, showParameter, showSize, writeText } from '../../figure/index.js';
import type { Palette } from '../../figure/index.js';
import { sentence } from '../../layers/index.js';
import type { Layer, Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { thumbnail, wordsOf } from './evidence.js';

/** A change that is looked at in place. */
export interface Trial {
  readonly network: Network;
  /** What it changes, in words. */
  readonly change: string;
}

/** What the cures need of who shows them. */
export interface CuresHost {
  readonly palette: Palette;
  /** The network that is being tried. */
  readonly tried: Network | null;
  readonly tryOut: (trial: Trial | null) => void;
  /** Draws anew. */
  readonly update: () => void;
}

/** A cure with what is shown of it. */
interface Offer extends Trial {
  readonly after: Evidence | null;
  readonly numbers: string;
}

interface Offers {
  readonly before: Evidence | null;
  readonly numbers: string;
  readonly offers: readonly Offer[];
}

const onOneLine = (text: string): string => text.replaceAll('\n', ' × ');

/** `kernel 3 × 3`, `ceil_mode on`. */
function parameterChange(set: Edit['set'], parameter: string): string {
  const value = set[parameter];
  const like = { parameters: set } as unknown as Layer;
  const to =
    typeof value === 'boolean'
      ? value
      : parameter === 'kernel_size'
        ? showSize(value as readonly number[])
        : onOneLine(showParameter(like, parameter));
  return sentence('cure_set', { parameter, to });
}

/** What layers have in common of what changes in them. */
function editsInWords([first, ...more]: readonly Edit[]): string {
  const layers = [first, ...more].map(({ layer }) => layer);
  const { set } = first;
  if (first.first) {
    return sentence('cure_resize', {
      layers,
      factor: onOneLine(
        showParameter({ parameters: first.first } as unknown as Layer, 'scale_factor'),
      ),
      kernel: showSize(set.kernel_size as readonly number[]),
    });
  }
  return sentence('cure_layers', {
    layers,
    changes: Object.keys(set).map((name) => parameterChange(set, name)),
  });
}

/** What a cure changes, in words. */
export function changeOf({ edits, inputSize }: Pick<Cure, 'edits' | 'inputSize'>): string {
  const groups = new Map<string, Edit[]>();
  for (const edit of edits) {
    const { scale_factor: factor = null } = edit.first ?? {};
    const key = JSON.stringify([edit.set, factor]);
    groups.set(key, [...(groups.get(key) ?? []), edit]);
  }
  const parts = Array.from(groups.values(), editsInWords);
  return (
    inputSize ? [sentence('cure_size', { size: showSize(inputSize) }), ...parts] : parts
  ).join('; ');
}

/** The size of the map and of the field of a layer. */
function numbersOf(network: Network, layer: string): string {
  const row = lattices(network).find(({ name }) => name === layer);
  if (!row) return '';
  const [n, r] = [row.n.map(String), showField(row)].map((each) => [...new Set(each)].join(' × '));
  return `${sentence('cure_features', { n })}, ${sentence('cure_field', { r })}`;
}

const known = new WeakMap<Network, Map<string, Offers | null>>();

/** What would mend a finding; worked out once the page has been painted, `null` until then. */
function offersOf(network: Network, finding: Finding, update: () => void): Offers | null {
  const all = known.get(network) ?? new Map<string, Offers | null>();
  known.set(network, all);
  const { layer } = finding;
  const key = JSON.stringify([finding.code, layer, finding.values.axis]);
  const found = all.get(key);
  if (found !== undefined) return found;
  all.set(key, null);
  setTimeout(() => {
    const offers = cures(network, finding).map((cure) => ({
      network: cure.network,
      change: changeOf(cure),
      after: evidence(cure.network, finding),
      numbers: numbersOf(cure.network, layer),
    }));
    all.set(key, {
      before: evidence(network, finding),
      numbers: numbersOf(network, layer),
      offers,
    });
    update();
  });
  return null;
}

const picture = (shown: Evidence | null, { palette }: CuresHost): TemplateResult =>
  html`<td class="seen">${shown ? thumbnail(shown, palette) : nothing}</td>`;

function row(offer: Offer, { code }: Finding, host: CuresHost): TemplateResult {
  const isTried = host.tried === offer.network;
  const act = sentence(isTried ? 'cure_back' : 'cure_try', {});
  return html`<tr class=${isTried ? 'tried' : ''}>
    <th scope="row">${offer.change}</th>
    ${picture(offer.after, host)}
    <td class="mended">${sentence('cure_mended', { code })}</td>
    <td class="numbers">${offer.numbers}</td>
    <td class="act">
      <button
        aria-label="${act}: ${offer.change}"
        @click=${() => host.tryOut(isTried ? null : offer)}
      >
        ${act}
      </button>
    </td>
  </tr>`;
}

/** What would mend a finding, each with a small picture of what comes of it. */
export function curesPanel(
  network: Network,
  finding: Finding,
  host: CuresHost,
): TemplateResult | typeof nothing {
  const found = offersOf(network, finding, host.update);
  if (!found) return nothing;
  const { before, offers, numbers } = found;
  if (offers.length === 0) return html`<p class="cures">${sentence('cures_none', {})}</p>`;
  return html`<table class="cures" aria-label=${sentence('cures_title', {})}>
      <tbody>
        <tr class="now">
          <th scope="row">${sentence('cures_now', {})}</th>
          ${picture(before, host)}
          <td class="mended"></td>
          <td class="numbers">${numbers}</td>
          <td></td>
        </tr>
        ${offers.map((offer) => row(offer, finding, host))}
      </tbody>
    </table>
    ${before ? html`<p class="cures key">${wordsOf(before)}</p>` : nothing}`;
}

/** Over a figure that shows a change which nobody has made yet: what it is, and the ways on. */
export const trialBanner = (
  { network, change }: Trial,
  acts: { readonly copy: (text: string) => void; readonly back: () => void },
): TemplateResult =>
  html`<div class="trial" part="trial">
    <p role="status">${sentence('cure_trying', { change })}</p>
    <button @click=${() => acts.copy(writeText(network, 'json'))}>
      ${sentence('cure_copy', {})}
    </button>
    <button @click=${acts.back}>${sentence('cure_back', {})}</button>
  </div>`;

export const styles = css`
  .trial {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 20px;
    margin-top: 8px;
    padding: 8px 12px;
    border-inline-start: 3px solid var(--rf-ink-1);
    background: var(--rf-hover-row);
  }
  .trial p {
    flex: 1 1 300px;
    margin: 0;
    overflow-wrap: anywhere;
  }
  :is(.trial, .cures) button {
    all: unset;
    cursor: pointer;
    font-weight: 600;
    color: var(--rf-ink-1);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  :is(.trial, .cures) button:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: 2px;
  }
  table.cures {
    width: 100%;
    max-width: 760px;
    margin: 4px 0 0;
    border-collapse: collapse;
    font-size: 13px;
  }
  .cures tr {
    background: none;
  }
  .cures :is(th, td) {
    padding: 8px 16px 8px 0;
    text-align: start;
    vertical-align: middle;
    font-weight: 400;
    white-space: nowrap;
    border: 0;
    border-bottom: 1px solid var(--rf-rule);
    color: var(--rf-ink-1);
  }
  .cures tr:last-child > * {
    border-bottom: 0;
  }
  .cures th {
    width: 100%;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .cures .now th,
  .cures .numbers {
    color: var(--rf-ink-2);
  }
  .cures .mended {
    font-weight: 600;
  }
  .cures .act {
    padding-inline-end: 0;
  }
  .cures .tried th {
    font-weight: 600;
    box-shadow: -12px 0 0 -9px var(--rf-ink-1);
  }
  .evidence {
    display: block;
  }
  .findings p.cures {
    margin: 4px 0 0;
    color: var(--rf-ink-3);
  }
  .findings p.key {
    font-size: 11px;
  }
  :is(:host([data-breadth='narrow']), :host([data-breadth='tiny'])) .cures {
    & :is(table, tbody) {
      display: block;
    }
    & tr {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      padding: 8px 0;
      border-bottom: 1px solid var(--rf-rule);
      gap: 4px 12px;
    }
    & :is(th, td) {
      padding: 0;
      border: 0;
    }
    & th {
      flex: 1 0 100%;
    }
    & td:empty {
      display: none;
    }
  }
`;
