import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Figure } from '../page/figure.js';
import { MARKUP } from '../page/networks.js';
import { keepScreenshot } from '../page/screenshots.js';
import { faintTexts, seen } from '../page/texts.js';
import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

const SMALL = { input_size: 7, layers: [['a', 3, 2, 1]] };

test('the example page draws its networks and hears a click', async ({ page }) => {
  await page.goto('/examples/page.html');
  const small = new Figure(page.locator('#attributes'));
  const alexnet = new Figure(page.locator('#property'));
  expect((await seen(small.element)).layers).toEqual(['input', 'conv1', 'conv2']);
  await alexnet.reads('conv5 (6, 6) sees 163 × 163 pixels');
  await keepScreenshot(page, 'page');
  await alexnet.element.locator('tr[data-row="pool5"]').click();
  await expect(page.locator('#heard')).toHaveText('pool5 (3, 3)');
  for (const { element } of [small, alexnet]) {
    expect(await seen(element)).toMatchObject({ clashes: [], overhangs: [] });
  }
});

test('two elements on one page keep apart', async ({ page }) => {
  await Explorer.open(page, { network: ALEXNET });
  await page.evaluate(() => document.body.append(document.createElement('receptive-field')));
  const [one, other] = [0, 1].map(
    (place) => new Explorer(page.locator('receptive-field').nth(place)),
  );
  await other.set({ network: ALEXNET, selection: { layer: 'conv1', index: [3, 3] } });
  await one.set({ selection: { layer: 'conv5', index: [6, 6] } });
  await other.press('ArrowRight', '3');
  await other.reads('conv1 (3, 4)');
  await one.reads('conv5 (6, 6)');
  await expect(one.tab('Stack')).toHaveAttribute('aria-selected', 'true');
  expect(await one.heard()).toEqual([]);
});

test('the file loaded twice does not throw, and both make the same element', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: SMALL });
  const tags = await page.evaluate(async () => {
    const again = '/dist/receptive-field.js?again';
    const first = customElements.get('receptive-field');
    await import(again);
    return first === customElements.get('receptive-field');
  });
  expect(tags).toBe(true);
  await explorer.set({ network: ALEXNET });
  await explorer.reads('sees');
});

test('a view whose file is missing says so, and the figure stays', async ({ page }) => {
  const gone = { contentType: 'text/javascript', body: 'throw new Error("gone")' };
  await page.route('**/dist/receptive-field/**', (route) => route.fulfill(gone));
  const explorer = await Explorer.open(page, { network: ALEXNET });
  await explorer.tab('Profile').click();
  const alert = explorer.element.getByRole('alert');
  await expect(alert).toContainText('the file of the view "profile" could not be loaded');
  await expect(explorer.layer('conv5').first()).toBeVisible();
  await explorer.element.getByRole('button', { name: 'Undo' }).click();
  await expect(alert).toHaveCount(0);
  await explorer.reads('sees');
});

test('what a view reads is asked for with it, not after it', async ({ page }) => {
  const asked: string[] = [];
  // Nothing is answered, so that no file tells of another.
  await page.route('**/dist/receptive-field/**', (route) => {
    asked.push(path.basename(new URL(route.request().url()).pathname));
  });
  await page.goto('/');
  for (const mode of ['profile', 'graph', 'slices']) {
    await page.evaluate(
      ([network, view]) =>
        document.body.append(
          Object.assign(document.createElement('receptive-field'), { network, view }),
        ),
      [ALEXNET, { mode }] as const,
    );
    await expect.poll(() => asked.join()).toContain(`${mode}-`);
  }
  const readBy = (file: string): string[] =>
    [...readFileSync(`dist/receptive-field/${file}`, 'utf8').matchAll(/"\.\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
  await expect
    .poll(() => asked.flatMap(readBy).filter((name) => !asked.includes(name)))
    .toEqual([]);
  expect(asked.flatMap(readBy)).not.toEqual([]);
});

test('one plain script with everything in it draws every view', async ({ page }) => {
  await page.route('**/dist/**', async (route) => {
    const own = route.request().url().endsWith('/dist/receptive-field.js');
    return own ? route.fulfill({ path: 'ipyreceptive/element.js' }) : route.abort();
  });
  const explorer = await Explorer.open(page, { network: ALEXNET, view: { mode: 'profile' } });
  await explorer.reads('sees');
  await expect(explorer.layer('conv5').first()).toBeVisible();
});

test('an element taken out and put elsewhere goes on', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: ['conv5', [6, 6]] });
  await explorer.reads('conv5 (6, 6)');
  await page.evaluate(() => {
    const box = document.createElement('div');
    box.style.width = '400px';
    document.body.append(box);
    box.append(document.querySelector('receptive-field') as Element);
  });
  await expect(explorer.element).toHaveAttribute('data-breadth', 'narrow');
  await explorer.press('ArrowRight');
  await explorer.reads('conv5 (6, 7)');
});

test('the width of its place is what counts, and it may change', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  for (const [width, breadth] of [
    [1100, 'wide'],
    [700, 'middle'],
    [420, 'narrow'],
    [300, 'tiny'],
    [1100, 'wide'],
  ] as const) {
    await page.evaluate((px) => (document.body.style.width = `${px}px`), width);
    await expect(explorer.element).toHaveAttribute('data-breadth', breadth);
    expect(await seen(explorer.element), `${width} px`).toMatchObject({
      clashes: [],
      overhangs: [],
    });
  }
  // Hidden, as a folded cell is, it keeps its drawing.
  await page.evaluate(() => (document.body.style.display = 'none'));
  await page.evaluate(() => (document.body.style.display = ''));
  await expect(explorer.element).toHaveAttribute('data-breadth', 'wide');
});

test('the ground of the page decides between light and dark, and every text stands out', async ({
  page,
}) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  for (const [ground, dark] of [
    ['rgb(255, 255, 255)', false],
    ['rgb(17, 17, 17)', true],
  ] as const) {
    await page.evaluate((colour) => (document.body.style.background = colour), ground);
    const isDark = () => explorer.element.evaluate((host) => host.hasAttribute('data-dark'));
    await expect.poll(isDark).toBe(dark);
    expect(await faintTexts(explorer.element, ground)).toEqual([]);
  }
});

test('with reduced motion a change is there at once', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const explorer = await Explorer.open(page, { network: ALEXNET });
  await explorer.press('PageDown');
  const running = await explorer.element.evaluate(
    (host) => host.shadowRoot?.getAnimations().length ?? 0,
  );
  expect(running).toBe(0);
});

test('a name that is markup is text, everywhere', async ({ page }) => {
  const explorer = await Explorer.open(page, {
    network: { name: MARKUP, input_size: 9, layers: [[MARKUP, 3]] },
  });
  await explorer.reads(MARKUP);
  await expect(explorer.element.locator('[part="header"] b')).toHaveText(MARKUP);
  await expect(explorer.element.locator('img')).toHaveCount(0);
  // The markup would have changed it.
  expect(await page.title()).toBe('receptive-field');
});

test('sums come a frame after the figure, in the place kept for them, and stay till the next', async ({
  page,
}) => {
  for (const width of [1280, 910, 720]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/');
    const steps = await page.evaluate(async (network) => {
      await customElements.whenDefined('receptive-field');
      const element = document.createElement('receptive-field') as HTMLElement & {
        network: unknown;
        updateComplete: Promise<unknown>;
      };
      document.body.append(element);
      const look = () => ({
        height: element.offsetHeight,
        sums: element.shadowRoot?.querySelectorAll('math').length,
      });
      element.network = network;
      await element.updateComplete;
      const steps = [look()];
      while (look().sums === 0) await new Promise(requestAnimationFrame);
      steps.push(look());
      element.network = { ...network, name: 'another' };
      await element.updateComplete;
      return [...steps, look()];
    }, ALEXNET);
    const { height } = steps[0];
    expect(steps).toEqual([0, 4, 4].map((sums) => ({ height, sums })));
  }
});
