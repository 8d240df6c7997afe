import type { Page } from '@playwright/test';

import { TWO_BRANCHES } from '../two-branches.js';
import { Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

const SELECTED = { layer: 'b2', index: [3, 3] };
const CURE = 'b1 and b2 with kernel 3 × 3 and padding 1';

async function open(page: Page) {
  const explorer = await Explorer.open(page, {
    network: TWO_BRANCHES,
    selection: SELECTED,
    view: { mode: 'stack' },
  });
  const button = (name: string | RegExp) => explorer.element.getByRole('button', { name });
  return { explorer, button, banner: explorer.element.locator('[part="trial"]') };
}

test('a cure is tried in place, and nothing is changed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { explorer, button, banner } = await open(page);
  await button('What would cure it').click();
  await expect(explorer.row('b2').locator('td.r')).toHaveText('6');
  await button(`Try: ${CURE}`).click();
  await expect(banner).toContainText(`Trying: ${CURE}. The network itself stays as it is.`);
  await explorer.reads('b2 (3, 3) sees 9 × 9 pixels');
  await expect(explorer.row('b2').locator('td.r')).toHaveText('9');
  await expect(explorer.row('concat').getByRole('img', { name: /^Warning/ })).toHaveCount(0);

  await explorer.row('b1').click();
  await explorer.reads(/b1 \(\d, \d\)\s+sees 5 × 5 pixels/);
  await banner.getByRole('button', { name: 'Copy the layer list' }).click();
  const copied = await page.evaluate(async () => navigator.clipboard.readText());
  const { name, layers } = JSON.parse(copied);
  expect(name).toBe('Two branches');
  expect(layers[3]).toMatchObject({ name: 'b1', kernel_size: [3, 3] });

  await button(/^Back$/).click();
  await expect(banner).toHaveCount(0);
  await explorer.reads('b2 (3, 3) sees 6 × 6 pixels');
  await expect(explorer.plot).toBeFocused();
  expect(await explorer.get('network')).toEqual(TWO_BRANCHES);
  expect(await explorer.get('selection')).toEqual(SELECTED);
  expect(await explorer.heard()).toEqual([]);
});

test('the same by keyboard alone: Escape goes back, and only then lets go', async ({ page }) => {
  const { explorer, button, banner } = await open(page);
  await explorer.press('PageUp');
  await explorer.reads('concat (3, 3)');
  await button(`Try: ${CURE}`).focus();
  await page.keyboard.press('Enter');
  await expect(banner).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(banner).toHaveCount(0);
  await explorer.reads('concat (3, 3) sees');
  await button(`Try: ${CURE}`).focus();
  await page.keyboard.press('Enter');
  await explorer.press('ArrowRight');
  await explorer.reads('concat (3, 4)');
  await explorer.press('Escape');
  await explorer.reads('concat (3, 3) sees');
  await explorer.press('Escape');
  await explorer.reads('No feature is selected');
});

test('another network ends the trial', async ({ page }) => {
  const { explorer, button, banner } = await open(page);
  await button('What would cure it').click();
  await button(`Try: ${CURE}`).click();
  await expect(banner).toBeVisible();
  await explorer.set({ network: { ...TWO_BRANCHES, name: 'Another' } });
  await expect(banner).toHaveCount(0);
  await expect(explorer.row('b2').locator('td.r')).toHaveText('6');
});
