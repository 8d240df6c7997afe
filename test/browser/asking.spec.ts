import type { Page } from '@playwright/test';

import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

/** What pointer and keys ask of a figure, and what it says. */
test.describe.configure({ mode: 'parallel' });

const SELECTED = { layer: 'conv5', index: [6, 6] };
const open = (page: Page, set: object = {}) =>
  Explorer.open(page, { network: ALEXNET, selection: SELECTED, ...set });

test('Alt-click anywhere asks which features look at the pixel', async ({ page }) => {
  const explorer = await open(page, { view: { mode: 'side-by-side' } });
  const { x, y } = await explorer.at('conv2');
  await page.keyboard.down('Alt');
  await page.mouse.click(x, y);
  await page.keyboard.up('Alt');
  await explorer.reads(/Pixel \(11\d, 11\d\)\s+is seen by/);
});

test('a pixel is asked about and left by keys alone', async ({ page }) => {
  const explorer = await open(page);
  await explorer.press('i');
  await explorer.reads('Pixel (113, 113) is seen by 121 of the 169 features of conv5');
  await explorer.press('ArrowRight');
  await explorer.reads('Pixel (113, 114)');
  await explorer.press('Escape');
  await explorer.reads('conv5 (6, 6) sees');
});

test('a drag selects a region in the flat views, Shift and a drag in the stack', async ({
  page,
}) => {
  const explorer = await open(page, { view: { mode: 'side-by-side' } });
  const { x, y } = await explorer.at('conv5');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 22, y + 14, { steps: 3 });
  await page.mouse.up();
  await explorer.reads(/^\s*conv5 \(6–\d+, 6–\d+\)\s+see .* together/);
  const heard = await explorer.heard();
  expect(heard.filter(([, { done }]) => done !== false)).toHaveLength(1);
  expect(heard.at(-1)?.[1].selection).toMatchObject({ layer: 'conv5', index: [6, 6] });

  await explorer.set({ view: { mode: 'stack' } });
  const front = await explorer.front('pool2');
  await page.keyboard.down('Shift');
  await page.mouse.move(front.x, front.y);
  await page.mouse.down();
  await page.mouse.move(front.x + 60, front.y, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await explorer.reads(/^\s*pool2 \([\d–]+, \d+–\d+\)\s+see/);
  await expect(explorer.element).not.toContainText('turned');
});

test('a region by keys alone', async ({ page }) => {
  const explorer = await open(page, { view: { mode: 'overlay' } });
  await explorer.press('Shift+ArrowRight', 'Shift+ArrowDown');
  await explorer.reads('conv5 (6–7, 6–7) see 179 × 179 pixels together');
  await explorer.press('1', 'Alt+ArrowLeft');
  await explorer.reads('conv5 (6–7, 6) see');
});

test('two selections compare', async ({ page }) => {
  const explorer = await open(page);
  await explorer.press('p', 'ArrowRight');
  await explorer.reads('conv5 (6, 7) shares 23,961 pixels with conv5 (6, 6)');
  await expect(explorer.element.locator('[data-pinned]')).toHaveCount(1);
  await explorer.press('p');
  await explorer.reads('conv5 (6, 7) sees');
});

test('in the profile the pointer asks a pixel for its fan, and keys change the axis', async ({
  page,
}) => {
  const explorer = await open(page, { view: { mode: 'profile' } });
  const { x, y } = await explorer.at('input', 0.5, 0.25);
  await page.mouse.move(x, y);
  await explorer.reads(/Pixel \(\d+, 5\d\)\s+is seen by \d+ of the 13 features of conv5/);
  await page.mouse.click(x, y);
  await expect(explorer.element.locator('[data-selected="input"]')).toHaveCount(1);
  await page.mouse.move(5, 5);
  await explorer.press('y');
  await expect(explorer.element).toContainText('along y');
  await explorer.press('x');
  await expect(explorer.element).toContainText('along x');
});

test('a picture that is dropped lies under the maps, shaded but for what is seen', async ({
  page,
}) => {
  const explorer = await open(page, { view: { mode: 'overlay' } });
  await explorer.plot.evaluate(async (plot) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [40, 30];
    canvas.getContext('2d')?.fillRect(0, 0, 20, 30);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
    const files = new DataTransfer();
    files.items.add(new File([blob as Blob], 'own.png', { type: 'image/png' }));
    plot.dispatchEvent(new DragEvent('drop', { dataTransfer: files, cancelable: true }));
  });
  await expect(explorer.element).toContainText(
    'Picture scaled to 227 × 227 and cut to its middle, as the network gets it.',
  );
  await expect(explorer.element.locator('svg image')).toHaveCount(2);
  await explorer.press('Escape');
  await expect(explorer.element.locator('svg image')).toHaveCount(1);
});
