import type { Page } from '@playwright/test';

import { VERSION } from '../../src/version.js';
import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';
import { answerFromHere } from './cdn.js';
import { expect, test } from './fixtures.js';

const SEES = 'conv5 (6, 6) sees 163 × 163 pixels';

/** The picture, whole and as large as it says, and below it every number. */
async function expectStatic(page: Page): Promise<void> {
  const figure = page.locator('figure').filter({ hasText: SEES });
  await expect(figure).toBeVisible();
  const image = figure.locator('img');
  const { width, height } = await image.evaluate((img: HTMLImageElement) => ({
    width: img.naturalWidth,
    height: img.naturalHeight,
  }));
  expect(Math.min(width, height)).toBeGreaterThan(300);
  await expect(figure.locator('tr').filter({ hasText: 'conv5' })).toHaveText(
    /conv5\s*3\s*1\s*1\s*13\s*16\s*163\s*17\.5/,
  );
  await expect(page.getByText('model not found')).toHaveCount(0);
}

/** The live figure: it draws, and answers to a key and to a click. */
async function expectLive(page: Page): Promise<void> {
  const figure = Figure.in(page);
  await figure.reads(SEES);
  await figure.press('ArrowRight');
  await figure.reads('conv5 (6, 7)');
  await figure.element.locator('tr[data-row="pool1"]').click();
  await figure.reads('pool1 (');
  await figure.press('4');
  await expect(figure.element.getByRole('tab', { name: 'Profile' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await figure.press('1');
}

/** Of a notebook that ran to be made into pages. */
const MADE_TO_BE_PAGES = [
  'batch.html',
  'sphinx-stored/html/batch.html',
  'nbsphinx-stored/html/batch.html',
  'book-stored/_build/html/batch.html',
];

test.describe('with a network', () => {
  for (const name of [
    'stored.html',
    'embed.html',
    'sphinx-stored/html/index.html',
    'nbsphinx-stored/html/index.html',
    'book-stored/_build/html/index.html',
    ...MADE_TO_BE_PAGES,
  ]) {
    test(`${name} is live`, async ({ page, pages }) => {
      const asked = await answerFromHere(page);
      await page.goto(pages.url(name));
      await expectLive(page);
      // Nothing is there twice.
      const still = page.locator('figure > :is(img, figcaption, table)');
      await expect(still).toHaveCount(0);
      await page.evaluate(() => window.scrollTo(0, 0));
      await keepScreenshot(page, `host-${name.replaceAll('/', '-')}`);
      expect([...asked.keys()].filter((url) => url.includes('ipyreceptive'))).toEqual([
        `https://cdn.jsdelivr.net/npm/ipyreceptive@${VERSION}/dist/index.js`,
      ]);
    });
  }

  for (const name of [
    'plain.html',
    'sphinx-plain/html/index.html',
    'nbsphinx-plain/html/index.html',
    'book-plain/_build/html/index.html',
  ]) {
    test(`${name} shows the static figure`, async ({ page, pages }) => {
      await answerFromHere(page);
      await page.goto(pages.url(name));
      await expectStatic(page);
      await keepScreenshot(page, `host-${name.replaceAll('/', '-')}`);
    });
  }
});

test('without a network there is the static figure, and nothing complains', async ({
  page,
  pages,
}) => {
  await page.route(/^https?:/, (route) => route.abort());
  for (const name of ['plain.html', ...MADE_TO_BE_PAGES]) {
    await page.goto(pages.url(name));
    await expectStatic(page);
    await keepScreenshot(page, `host-offline-${name.replaceAll('/', '-')}`);
  }
});

test('where our program alone cannot be had, the static figure stays, and nothing complains', async ({
  page,
  pages,
}) => {
  await answerFromHere(page);
  await page.route(/ipyreceptive@/, (route) => route.fulfill({ status: 404 }));
  await page.goto(pages.url('batch.html'), { waitUntil: 'networkidle' });
  await expectStatic(page);
  await expect(page.getByText('javascript error')).toHaveCount(0);
  await keepScreenshot(page, 'host-without-ours');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the figure and its numbers are there, on white and on black', async ({ page, pages }) => {
    const asked = await answerFromHere(page);
    for (const name of ['plain', 'mail-on-white', 'mail-on-black']) {
      await page.goto(pages.url(`${name}.html`));
      await expectStatic(page);
      await keepScreenshot(page, `host-without-scripts-${name}`);
    }
    expect([...asked.keys()].filter((url) => !url.includes('require'))).toEqual([]);
  });
});
