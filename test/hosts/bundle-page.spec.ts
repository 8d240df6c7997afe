import type { Page } from '@playwright/test';

import { expect, test } from '../browser/fixtures.js';
import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';

const LAYERS = '[["conv1", 11, 4, 0], ["pool1", 3, 2, 0], ["conv2", 5, 1, 2], ["pool2", 3, 2, 0]]';

/** A page that runs no script and takes no style but from files beside it. */
const STRICT = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:",
};

async function openPage(page: Page, body: string, headers: Record<string, string> = {}) {
  const script = '<script type="module" src="/dist/receptive-field.js"></script>';
  const icon = '<link rel="icon" href="data:,">';
  await page.route('**/page.html', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers,
      body: `<!doctype html><html lang="en"><head><title>Page</title>${icon}${script}</head><body>${body}</body></html>`,
    }),
  );
  await page.goto('/page.html');
}

test('a page with a strict policy shows every view and panel, from the text of an element', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) =>
      seen.push(`${violatedDirective} in ${sourceFile}`),
    );
    Object.assign(window, { violations: seen });
  });
  await openPage(
    page,
    `<receptive-field input-size="227" name="Strict">${LAYERS}</receptive-field>`,
    STRICT,
  );
  const figure = Figure.in(page);
  await figure.reads('pool2 (6, 6)');
  await expect(figure.element.locator('math').first()).toBeVisible();
  await keepScreenshot(page, 'host-strict');
  for (const view of ['Side by side', 'Overlay', 'Profile', 'Graph', 'Conventional', 'Stack']) {
    const tab = figure.element.getByRole('tab', { name: view });
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(figure.layer('input')).not.toHaveCount(0);
  }
  await figure.element.getByText('Padding', { exact: true }).click();
  await figure.element.getByText('Growth of the field').click();
  await figure.press('?');
  await expect(figure.element.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await figure.element.evaluate(async (element: HTMLElement & { image: Blob | null }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
    canvas.getContext('2d')?.fillRect(8, 8, 32, 32);
    element.image = await new Promise((resolve) => canvas.toBlob(resolve));
  });
  await expect(figure.element.locator('.picture')).toContainText('227');
  await figure.element.getByRole('button', { name: 'Export' }).click();
  await expect(figure.element.getByRole('menu')).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'violations') as string[])).toEqual([]);
});

test('the text of an element is read anew when it changes, and is never HTML', async ({ page }) => {
  await openPage(page, `<receptive-field input-size="63">${LAYERS}</receptive-field>`);
  const figure = Figure.in(page);
  await figure.reads('pool2');
  const setText = (text: string) =>
    figure.element.evaluate((element, value) => (element.textContent = value), text);
  await setText('[["<img src=x onerror=alert(1)>", 3]]');
  await figure.reads('<img src=x onerror=alert(1)> (30, 30)');
  await expect(figure.element.locator('img')).toHaveCount(0);
  await setText('[["conv1", 3');
  await expect(figure.element.getByRole('alert')).toContainText('line 1, column 13');
  await setText('');
  await figure.element.evaluate((element) => {
    element.setAttribute('layers', '[["attribute", 5]]');
    element.append('[["text", 3]]');
  });
  await figure.reads('attribute (29, 29)');
});

test('elements inside are what is shown without scripts, and no layer list', async ({ page }) => {
  await openPage(page, '<receptive-field><p>[["conv1", 3]]</p></receptive-field>');
  await expect(page.getByText('[["conv1", 3]]')).toBeHidden();
  await expect(Figure.in(page).element.getByRole('alert')).toHaveCount(0);
});

test('all three bundles on one page leave the first element in place', async ({ page }) => {
  const figure = Figure.in(page);
  await openPage(page, `<receptive-field input-size="63">${LAYERS}</receptive-field>`);
  await figure.reads('pool2');
  const before = await page.evaluateHandle(() => customElements.get('receptive-field'));
  const { readFileSync } = await import('node:fs');
  await page.evaluate(readFileSync('ipyreceptive/element.js', 'utf8'));
  await page.evaluate(
    `window.define = (names, make) => { window.made = make({
      DOMWidgetModel: class {}, DOMWidgetView: class {} }); };
    ${readFileSync('dist/index.js', 'utf8')}`,
  );
  const after = await page.evaluateHandle(() => customElements.get('receptive-field'));
  expect(await page.evaluate(([one, other]) => one === other, [before, after])).toBe(true);
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'made') as object))).toEqual([
    'ReceptiveFieldModel',
    'ReceptiveFieldView',
  ]);
  await figure.press('ArrowRight', '2');
  await figure.reads('pool2');
});

test('the ground of a page may be written in any colour space', async ({ page }) => {
  await openPage(page, `<receptive-field input-size="63">${LAYERS}</receptive-field>`);
  const { element } = Figure.in(page);
  for (const [ground, dark] of [
    ['color(srgb 1 1 1)', false],
    ['oklch(0.2 0.02 250)', true],
    ['lab(95 0 0)', false],
    ['#102030', true],
  ] as const) {
    await page.evaluate((colour) => (document.body.style.background = colour), ground);
    const told = expect(element, ground);
    await (dark ? told : told.not).toHaveAttribute('data-dark');
  }
});
