import { existsSync } from 'node:fs';

import { expect, firefox, test } from '@playwright/test';

import { keepScreenshot } from '../page/screenshots.js';
import { ALEXNET, Explorer } from './explorer.js';
import { serveSite } from './site.mjs';

test('Firefox draws a figure, answers pointer and keys, and reports no error', async () => {
  const browserFile = firefox.executablePath();
  test.skip(!existsSync(browserFile), `Playwright's Firefox could not be had: no ${browserFile}`);
  const site = await serveSite();
  const browser = await firefox.launch({ executablePath: browserFile });
  try {
    const page = await browser.newPage({ baseURL: site.url, reducedMotion: 'reduce' });
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const explorer = await Explorer.open(page, { network: ALEXNET });
    await explorer.row('conv5').click();
    await explorer.reads('conv5 (5, 5) sees 163 × 163 pixels');
    await explorer.press('ArrowRight', 'ArrowDown');
    await explorer.reads('conv5 (6, 6) sees 163 × 163 pixels');
    await explorer.press(']');
    await expect(explorer.element.getByLabel('Contribution')).toBeChecked();
    await explorer.tab('Overlay').click();
    await expect(explorer.element.locator('[data-level]')).toHaveCount(2);
    await keepScreenshot(page, 'firefox');
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await site.close();
  }
});
