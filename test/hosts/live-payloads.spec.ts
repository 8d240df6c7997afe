import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { expect, test } from '../browser/fixtures.js';

const PAYLOADS = JSON.parse(
  readFileSync(new URL('../fixtures/payloads.json', import.meta.url), 'utf8'),
) as string[];

/** What a figure and what stands around it are made of. */
const ALLOWED = {
  html: 'a article b br button code details dialog div dl dt dd em fieldset figcaption figure h2 h3 header hr i img input kbd label legend li ol option p section select slot small span strong sub summary sup table tbody td tfoot th thead tr u ul style',
  svg: 'svg g path rect line text tspan defs pattern mask clipPath linearGradient stop circle ellipse polygon polyline use image title',
  math: 'math mrow mi mn mo mfrac mtext mspace mtable mtr mtd mstyle msup msub munder mover mpadded mphantom msqrt semantics annotation',
};

interface Fault {
  readonly payload: string;
  readonly entry: string;
  readonly what: string;
}

/** Gives every payload to every entry of an element, and returns what did not stay text. */
async function feed(page: Page): Promise<{ faults: Fault[]; runs: number; drawn: number }> {
  return page.evaluate(
    async ([payloads, allowed]) => {
      const names = new Set(Object.values(allowed).join(' ').split(' '));
      const element = document.querySelector('receptive-field');
      if (!element) throw new Error('no element');
      const faults: Fault[] = [];
      let runs = 0;
      let drawn = 0;
      const hasBad = (at: Element): string | undefined => {
        if (!names.has(at.localName)) return `<${at.localName}>`;
        for (const { name, value } of at.attributes) {
          const isLink = /^(href|src|srcset|xlink:href|action|formaction|data)$/.test(name);
          if (/^on/.test(name)) return name;
          if (isLink && !/^(#|data:image\/(png|svg))/.test(value)) return `${name}=${value}`;
          if (
            /url\((?!["']?#[\w-]+["']?\))/.test(value) &&
            /^(style|fill|mask|clip|filter)/.test(name)
          ) {
            return `${name}=${value}`;
          }
        }
        return undefined;
      };
      const look = (payload: string, entry: string): void => {
        const root = element.shadowRoot;
        runs += 1;
        for (const at of root?.querySelectorAll('*') ?? []) {
          const bad = hasBad(at);
          if (bad) faults.push({ payload, entry, what: bad });
        }
        if (root?.querySelector('[data-layer]')) drawn += 1;
        if ('pwned' in window || 'pwned' in {}) faults.push({ payload, entry, what: 'it ran' });
      };
      const plain = {
        name: 'Plain',
        input_size: 9,
        layers: [
          ['a', 3],
          ['b', 3],
        ],
      };
      const entries: Record<string, (payload: string) => Record<string, unknown>> = {
        names: (text) => ({
          network: {
            name: text,
            input_size: 9,
            unit: text,
            spacing: 2,
            layers: [
              { name: text, type: 'conv', kernel_size: 3, note: text },
              { name: `${text}.1`, type: 'unknown', reason: text, note: text, bound: 'whole' },
            ],
          },
          selection: { layer: text, index: [1, 1] },
        }),
        name: (text) => ({ network: { ...plain, name: text } }),
        unit: (text) => ({ network: { ...plain, unit: [text, text], spacing: [1, 3] } }),
        type: (text) => ({ network: { ...plain, layers: [{ name: 'a', type: text }] } }),
        parameter: (text) => ({
          network: { ...plain, layers: [{ kernel_size: 3, [text]: text }] },
        }),
        value: (text) => ({ network: { ...plain, layers: [['a', text, text, text]] } }),
        inputs: (text) => ({ network: { ...plain, layers: [{ kernel_size: 3, inputs: [text] }] } }),
        key: (text) => ({ network: { ...plain, [text]: { [text]: [text] } } }),
        size: (text) => ({ network: { ...plain, input_size: [text, text] } }),
        text: (text) => ({ network: text }),
        json: (text) => ({
          network: JSON.parse(
            `{${JSON.stringify(text)}: 1, "input_size": 9, "layers": {"__proto__": {"polluted": 1}}}`,
          ) as unknown,
        }),
        selection: (text) => ({
          network: plain,
          selection: { layer: text, index: [text], [text]: text },
        }),
        pinned: (text) => ({
          network: plain,
          selection: { layer: 'b', index: [1, 1], pinned: { layer: text, index: [0, 0] } },
        }),
        view: (text) => ({ network: plain, view: { mode: text } }),
        viewKey: (text) => ({ network: plain, view: { [text]: text, overlays: { [text]: true } } }),
      };
      const modes = ['stack', 'side-by-side', 'overlay', 'profile', 'graph', 'conventional'];
      for (const [i, payload] of payloads.entries()) {
        for (const [entry, make] of Object.entries(entries)) {
          Object.assign(element, {
            network: plain,
            selection: null,
            view: { mode: modes[i % modes.length] },
          });
          await element.updateComplete;
          Object.assign(element, make(payload));
          await element.updateComplete;
          if (entry === 'names') await new Promise((done) => setTimeout(done, 40));
          look(payload, entry);
        }
        for (const attribute of [
          'layers',
          'input-size',
          'name',
          'selection',
          'view',
          'data-view',
        ]) {
          const other = document.createElement('receptive-field');
          other.setAttribute('layers', '[["a", 3]]');
          other.setAttribute('input-size', '9');
          other.setAttribute(attribute, payload);
          other.textContent = payload;
          document.body.append(other);
          await other.updateComplete;
          for (const at of other.shadowRoot?.querySelectorAll('*') ?? []) {
            const bad = hasBad(at);
            if (bad) faults.push({ payload, entry: attribute, what: bad });
          }
          runs += 1;
          other.remove();
        }
      }
      if ('polluted' in {}) faults.push({ payload: '__proto__', entry: 'json', what: 'polluted' });
      return { faults: faults.slice(0, 20), runs, drawn };
    },
    [PAYLOADS, ALLOWED] as const,
  );
}

test('whatever a name, a key or a value says stays text', async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${baseURL}/`) && !url.startsWith('data:')) asked.push(url);
  });
  page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => asked.push('popup'));
  await page.goto('/');
  await page.evaluate(async () => {
    await customElements.whenDefined('receptive-field');
    document.body.append(document.createElement('receptive-field'));
  });
  const { faults, runs, drawn } = await feed(page);
  expect(faults).toEqual([]);
  expect(asked).toEqual([]);
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(100);
  expect(runs).toBe(PAYLOADS.length * 21);
  expect(drawn).toBeGreaterThan(PAYLOADS.length * 10);
  expect(page.url()).toBe(`${baseURL}/`);
});

test('over the limits there is one sentence', async ({ page }) => {
  await page.goto('/');
  const says = await page.evaluate(async () => {
    await customElements.whenDefined('receptive-field');
    const element = document.createElement('receptive-field');
    document.body.append(element);
    let deep: unknown = 3;
    for (let i = 0; i < 50_000; i += 1) deep = [deep];
    const many = Array.from({ length: 100_001 }, () => [1]);
    const documents: unknown[] = [
      { input_size: 9, layers: many },
      { input_size: 9, layers: [['a'.repeat(1001), 3]] },
      { input_size: 2 ** 31, layers: [[3]] },
      { input_size: 9, layers: [{ kernel_size: 1e308 }] },
      { input_size: 9, layers: deep },
      { input_size: 9, layers: [[deep]] },
      ' '.repeat(16_000_001),
      `{"layers": ${'['.repeat(100_000)}`,
    ];
    const said: string[] = [];
    for (const network of documents) {
      Object.assign(element, { network: null });
      await element.updateComplete;
      Object.assign(element, { network });
      await element.updateComplete;
      said.push(element.shadowRoot?.querySelector('[role=alert]')?.textContent.trim() ?? 'nothing');
    }
    return said;
  });
  for (const sentence of says) {
    expect(sentence).not.toBe('nothing');
    expect(sentence.length).toBeLessThan(1400);
  }
});
