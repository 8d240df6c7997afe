import { expect, test } from './fixtures.js';

const GATED = {
  input_size: 32,
  layers: [
    { name: 'stem', type: 'conv', kernel_size: 3, padding: 1 },
    { name: 'norm', type: 'norm', scope: 'map' },
    { name: 'head', type: 'conv', kernel_size: 3, padding: 1 },
  ],
};

const PLAIN = { input_size: 32, layers: GATED.layers.slice(0, 1) };

test('one switch reads map-wide norms as pointwise, and back', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(async (network) => {
    const element = document.createElement('receptive-field');
    element.network = network;
    element.selection = { layer: 'head', index: [16, 16] };
    document.body.append(element);
    await element.updateComplete;
  }, GATED);
  const element = page.locator('receptive-field');
  const head = element.locator('[data-row="head"] td.r');
  await expect(head).toContainText('all');
  await element.getByLabel('Pointwise').check();
  await expect(head).toHaveText('5');
  await expect(element.locator('[part=readout]')).toContainText('sees 5 × 5 pixels');
  expect(await element.evaluate((figure) => (figure as ReceptiveField).view.pointwise)).toBe(true);
  await element.getByLabel('Pointwise').uncheck();
  await expect(head).toContainText('all');
});

test('there is no switch where it would change nothing', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(async (network) => {
    const element = document.createElement('receptive-field');
    element.network = network;
    document.body.append(element);
    await element.updateComplete;
  }, PLAIN);
  const element = page.locator('receptive-field');
  await expect(element.getByLabel('Padding', { exact: true })).toBeVisible();
  await expect(element.getByLabel('Pointwise')).toHaveCount(0);
});

interface ReceptiveField extends HTMLElement {
  readonly view: { readonly pointwise?: boolean };
}
