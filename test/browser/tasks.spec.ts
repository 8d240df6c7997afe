import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { keepScreenshot } from '../page/screenshots.js';
import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

/** What a user comes to find out: from the opening state each takes at most two gestures. */
test.describe.configure({ mode: 'parallel' });

const SELECTED = { layer: 'conv5', index: [6, 6] };
const open = (page: Page, set: object = {}) =>
  Explorer.open(page, { network: ALEXNET, selection: SELECTED, ...set });

/** The middle of the map of a flat view, in the page. */
async function middleOf(explorer: Explorer, layer: string): Promise<{ x: number; y: number }> {
  const box = await explorer.layer(layer).locator('path').first().boundingBox();
  if (!box) throw new Error(`${layer} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A network whose second convolution has an even kernel and whose third leaves holes. */
const AMBER = {
  input_size: 65,
  layers: [
    ['conv1', 3, 2, 1],
    { name: 'halved', type: 'conv', kernel_size: 2, stride: 2 },
    ['holed', 3, 1, 2, 2],
  ],
};

test('from where on all is seen, and which layer makes the field grow most: a click or a key', async ({
  page,
}) => {
  const explorer = await open(page);
  const growth = explorer.element.locator('[part="growth"]');
  const answered = async (): Promise<void> => {
    await expect(growth).toContainText('sees the whole image');
    await expect(growth).toContainText('fc6');
    await expect(growth.locator('[data-bar="fc6"]')).toBeVisible();
    await expect(growth.locator('.image')).toHaveCount(1);
  };
  await growth.locator('summary').click();
  await answered();
  await keepScreenshot(page, 'task-growth');
  await growth.locator('summary').click();
  await expect(growth.locator('svg')).toHaveCount(0);
  await explorer.press('g');
  await answered();
  await expect(growth.locator('svg')).toBeInViewport({ ratio: 1 });
  await explorer.press('g');
  await expect(growth.locator('svg')).toHaveCount(0);
});

test('why a row is amber and what would cure it: a click on it, or a key', async ({ page }) => {
  const explorer = await open(page, { network: AMBER, selection: null });
  const own = explorer.element.locator('[part="findings"] li.own');
  await expect(explorer.row('holed').getByRole('img', { name: /^Warning/ })).toBeVisible();
  await explorer.row('holed').click();
  await expect(own.first()).toContainText('holed');
  await expect(own.getByRole('row', { name: 'As it is' })).toBeVisible();
  await keepScreenshot(page, 'task-amber');

  await explorer.set({ selection: { layer: 'conv1', index: [6, 6] } });
  await expect(own).toHaveCount(0);
  await explorer.press('w');
  await expect(own.getByRole('row', { name: 'As it is' })).toBeVisible();
  await expect(own.locator('svg.evidence').first()).toBeVisible();
});

test('the figure and the table leave by keys alone: one opens the menu, one takes', async ({
  page,
}) => {
  const explorer = await open(page);
  await explorer.press('e');
  await expect(
    explorer.element.getByRole('menuitem', { name: 'Save as SVG', exact: true }),
  ).toBeFocused();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('conv5');
  await page.keyboard.press('Escape');
  await expect(explorer.element.getByRole('menu')).toBeHidden();
});

test('on paper the figure is light, no wider than a page, and without its tools', async ({
  page,
}) => {
  const explorer = await open(page);
  await page.evaluate(() => (document.body.style.background = '#111'));
  await expect(explorer.element).toHaveAttribute('data-dark', '');
  await explorer.press('g');
  await expect(explorer.element.locator('.growth svg')).toBeVisible();
  await page.evaluate(() => {
    const element = document.querySelector('receptive-field') as HTMLElement;
    // Once the printing has begun nothing is drawn any more; that it was drawn before is looked at.
    addEventListener('beforeprint', () =>
      queueMicrotask(() => {
        const svg = element.shadowRoot?.querySelector('.plot > svg');
        Object.assign(window, {
          onPaper: [element.hasAttribute('data-dark'), Number(svg?.getAttribute('width'))],
        });
      }),
    );
  });
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.length).toBeGreaterThan(5_000);
  const onPaper = await page.evaluate(() => (window as unknown as { onPaper: unknown }).onPaper);
  expect(onPaper).toEqual([false, 920]);
  await expect(explorer.element).toHaveAttribute('data-dark', '');
  await page.emulateMedia({ media: 'print' });
  await expect(explorer.element.getByRole('tab', { name: 'Stack' })).toBeHidden();
  await expect(explorer.element.getByRole('button', { name: 'Export' })).toBeHidden();
  await expect(explorer.element.locator('.growth svg')).toBeVisible();
});

test('which features of conv5 look at this pixel: a click on the image', async ({ page }) => {
  const explorer = await open(page);
  const { x, y } = await explorer.front('input');
  await page.mouse.click(x, y);
  await explorer.reads(/^\s*Pixel \(\d+, \d+\)\s+is seen by \d+ of the 169 features of conv5/);
  await expect(explorer.element.locator('[data-above="conv5"]')).not.toHaveCount(0);
  expect(await explorer.get('selection')).toMatchObject({
    ...SELECTED,
    pixel: [expect.any(Number), expect.any(Number)],
  });
});

test('which features of conv5 look at this pixel: Alt-click anywhere', async ({ page }) => {
  const explorer = await open(page, { view: { mode: 'side-by-side' } });
  const { x, y } = await middleOf(explorer, 'conv2');
  await page.keyboard.down('Alt');
  await page.mouse.click(x, y);
  await page.keyboard.up('Alt');
  await explorer.reads(/Pixel \(11\d, 11\d\)\s+is seen by/);
});

test('which features of conv5 look at this pixel: by keys alone', async ({ page }) => {
  const explorer = await open(page);
  await explorer.press('i');
  await explorer.reads('Pixel (113, 113) is seen by 121 of the 169 features of conv5');
  await explorer.press('ArrowRight');
  await explorer.reads('Pixel (113, 114)');
  await explorer.press('Escape');
  await explorer.reads('conv5 (6, 6) sees');
});

test('which pixels count most: one click, or one key', async ({ page }) => {
  const explorer = await open(page);
  const box = explorer.element.getByLabel('Contribution');
  await box.check();
  await explorer.reads('Half of the weight: 3049 of 26,569 pixels');
  await expect(explorer.element.locator('[data-level]')).toHaveCount(2);
  await box.uncheck();
  await expect(explorer.element.locator('[data-level]')).toHaveCount(0);
  await explorer.press(']');
  await expect(box).toBeChecked();
  await expect(explorer.element.locator('[data-level]')).toHaveCount(2);
});

test('a drag selects a region in the flat views, Shift and a drag in the stack', async ({
  page,
}) => {
  const explorer = await open(page, { view: { mode: 'side-by-side' } });
  const { x, y } = await middleOf(explorer, 'conv5');
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
  const input = await explorer.layer('input').locator('path').first().boundingBox();
  if (!input) throw new Error('no input');
  await page.mouse.move(input.x + input.width * 0.25, input.y + input.height / 2);
  await explorer.reads(/Pixel \(\d+, 5\d\)\s+is seen by \d+ of the 13 features of conv5/);
  await page.mouse.click(input.x + input.width * 0.25, input.y + input.height / 2);
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
