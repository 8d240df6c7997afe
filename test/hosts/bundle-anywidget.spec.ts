import { expect, test } from '../browser/fixtures.js';
import { Figure } from '../page/figure.js';

declare global {
  interface Window {
    /** A model as anywidget describes it, with no kernel behind it. */
    model: {
      state: Record<string, unknown>;
      saved: Record<string, unknown>[];
      listeners: number;
      set(key: string, value: unknown): void;
    };
    view: () => void;
  }
}

const STATE = {
  layers: [
    ['conv1', 11, 4, 0],
    ['pool1', 3, 2, 0],
    ['conv2', 5, 1, 2],
  ],
  input_size: 227,
  name: 'AlexNet',
  selection: { layer: 'conv2', index: [13, 13] },
  view: {},
};

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await page.evaluate(async (state: Record<string, unknown>) => {
    const heard = new Map<string, Set<() => void>>();
    const model = {
      state,
      saved: [] as Record<string, unknown>[],
      get listeners() {
        return [...heard.values()].reduce((sum, { size }) => sum + size, 0);
      },
      get: (key: string) => state[key],
      set(key: string, value: unknown) {
        if (state[key] === value) return;
        state[key] = value;
        for (const listener of [...(heard.get(`change:${key}`) ?? [])]) listener();
      },
      save_changes: () => model.saved.push(structuredClone(state)),
      on(name: string, listener: () => void) {
        if (/\s/.test(name)) throw new Error('one event at a time');
        heard.set(name, (heard.get(name) ?? new Set()).add(listener));
      },
      off: (name: string, listener: () => void) => heard.get(name)?.delete(listener),
    };
    const el = document.body.appendChild(document.createElement('div'));
    const file = '/dist/anywidget.js';
    const { default: widget } = (await import(file)) as {
      default: { render: (context: object) => () => void };
    };
    window.model = model;
    window.view = widget.render({ model, el, experimental: {} });
  }, STATE);
});

test('the default export draws a model, follows it and tells it', async ({ page }) => {
  const figure = Figure.in(page);
  await figure.reads('conv2 (13, 13) sees 51 × 51 pixels');
  await figure.press('ArrowRight', '2');
  await figure.reads('conv2 (13, 14)');
  const saved = await page.evaluate(() => window.model.saved);
  expect(saved.at(-1)).toMatchObject({
    selection: { layer: 'conv2', index: [13, 14] },
    view: { mode: 'side-by-side' },
  });
  await page.evaluate(() => window.model.set('input_size', [64, 64]));
  await expect(figure.element).toContainText('64 × 64');
  await page.evaluate(() => window.model.set('selection', { layer: 'conv1', index: [3, 3] }));
  await figure.reads('conv1 (3, 3)');
  await page.evaluate(() => window.model.set('layers', [['a', -1]]));
  await expect(figure.element.getByRole('alert')).toContainText('kernel_size -1');
});

test('the clean-up takes away the element and every listener', async ({ page }) => {
  await Figure.in(page).reads('conv2');
  expect(await page.evaluate(() => window.model.listeners)).toBeGreaterThan(0);
  await page.evaluate(() => window.view());
  await expect(page.locator('receptive-field')).toHaveCount(0);
  expect(await page.evaluate(() => window.model.listeners)).toBe(0);
});
