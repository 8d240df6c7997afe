import { keepScreenshot } from '../page/screenshots.js';
import { expect, test } from './fixtures.js';

test('the example page draws its networks', async ({ page }) => {
  await page.goto('/examples/page.html');
  const element = page.locator('receptive-field').first();
  await expect(element.locator('[data-layer]').first()).toBeVisible();
  await expect(element.locator('[part~="readout"]')).not.toBeEmpty();
  await keepScreenshot(page, 'page');
});

test('a layer list in attributes becomes one map a layer', async ({ page }) => {
  await page.goto('/');
  await page.setContent(`
    <script type="module" src="/dist/receptive-field.js"></script>
    <receptive-field input-size="5" layers='[["first", 3, 2, 1], ["second", 3, 2, 1]]'></receptive-field>
  `);
  const element = page.locator('receptive-field');
  for (const layer of ['first', 'second']) {
    await expect(element.locator(`[data-layer="${layer}"]`).first()).toBeVisible();
  }
});
