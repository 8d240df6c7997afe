import type { Page } from '@playwright/test';

import { expect, test } from '../browser/fixtures.js';
import { judge, noteRequests, PAYLOADS } from './allow-list.js';
import type { Judging } from './allow-list.js';

interface Fault {
  readonly payload: string;
  readonly entry: string;
  readonly what: string;
}

/** Gives every payload to every entry of an element, and returns what did not stay text. */
async function feed(page: Page): Promise<{ faults: Fault[]; runs: number; drawn: number }> {
  return page.evaluate(async (payloads) => {
    const { badIn } = window as unknown as Judging;
    const element = document.querySelector('receptive-field');
    if (!element) throw new Error('no element');
    const faults: Fault[] = [];
    let runs = 0;
    let drawn = 0;
    const look = (payload: string, entry: string): void => {
      runs += 1;
      for (const what of badIn(element)) faults.push({ payload, entry, what });
      if (element.shadowRoot?.querySelector('[data-layer]')) drawn += 1;
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
      for (const attribute of ['layers', 'input-size', 'name', 'selection', 'view', 'data-view']) {
        const other = document.createElement('receptive-field');
        other.setAttribute('layers', '[["a", 3]]');
        other.setAttribute('input-size', '9');
        other.setAttribute(attribute, payload);
        other.textContent = payload;
        document.body.append(other);
        await other.updateComplete;
        for (const what of badIn(other)) faults.push({ payload, entry: attribute, what });
        runs += 1;
        other.remove();
      }
    }
    if ('polluted' in {}) faults.push({ payload: '__proto__', entry: 'json', what: 'polluted' });
    return { faults: faults.slice(0, 20), runs, drawn };
  }, PAYLOADS);
}

test('whatever a name, a key or a value says stays text', async ({ page, baseURL }) => {
  const asked = noteRequests(page, baseURL ?? '');
  await judge(page);
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
