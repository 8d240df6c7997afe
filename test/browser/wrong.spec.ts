import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.js';

const SENTENCE =
  'layer 2 "conv2": kernel_size 33 is larger than the padded input 12 (n 8 + padding 2 + 2)';

/** A live figure at a width of the page, and a kernel of 33 set on it afterwards. */
async function setWrong(page: Page, width: number) {
  await page.setViewportSize({ width, height: 800 });
  await page.goto('/');
  const handle = await page.evaluateHandle(async () => {
    const element = document.createElement('receptive-field');
    const layers = (kernel: number) => [
      ['conv1', 3, 2, 0],
      ['conv2', kernel, 1, 2],
      ['conv3', 3, 1, 1],
    ];
    element.network = { input_size: 17, layers: layers(5) };
    document.body.append(element);
    await customElements.whenDefined('receptive-field');
    await element.updateComplete;
    element.network = { input_size: 17, layers: layers(33) };
    await element.updateComplete;
    return element;
  });
  const element = page.locator('receptive-field');
  return { handle, element, alert: element.getByRole('alert') };
}

test('the sentence stands in the row it is about, with the wrong value', async ({ page }) => {
  const { element, alert } = await setWrong(page, 1080);
  await expect(alert).toHaveText(SENTENCE);
  const row = element.locator('[data-row="conv2"]');
  await expect(row.getByRole('alert')).toBeVisible();
  await expect(row.getByText('33', { exact: true })).toHaveCSS('text-decoration-style', 'wavy');
  await expect(element.locator('[data-row="conv3"] td.r')).toHaveText('15');
  const colour = (name: string) =>
    element.locator(`[data-row="${name}"] td.n`).evaluate((cell) => getComputedStyle(cell).color);
  expect(await colour('conv3')).toBe(await colour('conv2'));
  expect(await colour('conv3')).not.toBe(await colour('conv1'));

  const below = await element.locator('[data-row="conv1"] th').boundingBox();
  const own = await alert.boundingBox();
  expect(own?.y).toBeGreaterThan(0);
  expect((own?.y ?? 0) + (own?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
});

test('it stands above the figure where the table folds', async ({ page }) => {
  const { alert } = await setWrong(page, 420);
  await expect(alert).toContainText(SENTENCE);
  const box = await alert.boundingBox();
  expect(box?.width).toBeGreaterThan(350);
});

test('Undo puts the last good network back, and says so', async ({ page }) => {
  const { handle, element, alert } = await setWrong(page, 1080);
  await handle.evaluate((figure) => {
    figure.addEventListener('network-change', (event) => {
      figure.dataset.heard = JSON.stringify((event as CustomEvent<object>).detail);
    });
  });
  const map = element.locator('[data-row="conv1"]');
  await map.click();
  await expect(alert, 'a selection does not make the network right').toBeVisible();
  await element.getByRole('button', { name: 'Undo' }).click();
  await expect(alert).toHaveCount(0);
  await expect(element.locator('[part="readout"]')).toContainText('conv1');
  expect(await handle.evaluate((figure) => figure.error)).toBeNull();
  const heard = await handle.evaluate((figure) => figure.dataset.heard);
  expect(JSON.parse(heard ?? '{}')).toMatchObject({
    network: {
      layers: [
        ['conv1', 3, 2, 0],
        ['conv2', 5, 1, 2],
        ['conv3', 3, 1, 1],
      ],
    },
  });
});
