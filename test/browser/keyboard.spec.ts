import { seen } from '../page/texts.js';
import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

const open = (page: Parameters<typeof Explorer.open>[0]) =>
  Explorer.open(page, { network: ALEXNET, selection: { layer: 'conv5', index: [6, 6] } });

test('arrows move the feature and stop at the edge of the map', async ({ page }) => {
  const explorer = await open(page);
  await explorer.press('ArrowRight');
  await explorer.reads('conv5 (6, 7)');
  await explorer.press('ArrowUp', 'ArrowLeft');
  await explorer.reads('conv5 (5, 6)');
  await explorer.press('ArrowDown');
  await explorer.reads('conv5 (6, 6)');
  await explorer.press(...Array<string>(20).fill('ArrowLeft'));
  await explorer.reads('conv5 (6, 0)');
  const heard = await explorer.heard();
  expect(heard).toHaveLength(24);
  expect(heard[0]).toEqual(['selection-change', { selection: { layer: 'conv5', index: [6, 7] } }]);
});

test('PageUp goes up the stack, PageDown down to the input, at the same place', async ({
  page,
}) => {
  const explorer = await open(page);
  await explorer.press('PageUp');
  await explorer.reads('pool5 (3, 3)');
  await explorer.press('PageDown', 'PageDown');
  // The middle of pool5 lies half a jump further than that of conv5.
  await explorer.reads('conv4 (7, 7)');
  await explorer.press(...Array<string>(12).fill('PageDown'));
  await explorer.reads('Pixel (129, 129)');
});

test('Escape lets go, and an arrow key does not bring the selection back', async ({ page }) => {
  const explorer = await open(page);
  await explorer.press('Escape');
  await explorer.reads('No feature is selected');
  await expect(explorer.element.locator('[data-selected]')).toHaveCount(0);
  expect(await explorer.get('selection')).toBeNull();
  expect(await explorer.heard()).toEqual([['selection-change', { selection: null }]]);
  expect(await seen(explorer.element)).toMatchObject({ clashes: [], overhangs: [] });
});

test('keys turn, zoom, change the view and show the padding', async ({ page }) => {
  const explorer = await open(page);
  const view = () => explorer.get('view') as Promise<Record<string, unknown>>;
  await explorer.press('Shift+ArrowRight');
  await expect.poll(async () => (await view()).rotation).toEqual([30, 24]);
  await explorer.press('+');
  await expect.poll(async () => (await view()).zoom).toBeCloseTo(1.2);
  await explorer.press('Home');
  await expect.poll(view).toMatchObject({ rotation: null, zoom: 1 });
  await explorer.press('3');
  await expect(explorer.tab('Overlay')).toHaveAttribute('aria-selected', 'true');
  await explorer.press(']', ']');
  await expect(explorer.element.getByLabel('Padding', { exact: true })).toBeChecked();
  expect(await view()).toMatchObject({ mode: 'overlay', overlays: { padding: true } });
});

test('the views are tabs: one stop for Tab, arrows between them', async ({ page }) => {
  await page.setViewportSize({ width: 940, height: 900 });
  const explorer = await open(page);
  await explorer.tab('Stack').focus();
  await page.keyboard.press('ArrowRight');
  await expect(explorer.tab('Side by side')).toBeFocused();
  await expect(explorer.tab('Side by side')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(explorer.tab('Conventional')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(explorer.element.getByLabel('Contribution')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(explorer.element.getByLabel('Padding', { exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(explorer.element.getByRole('button', { name: 'Export' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(explorer.element.getByRole('button', { name: 'More options' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(explorer.plot).toBeFocused();
  expect(await explorer.get('selection')).toEqual({ layer: 'conv5', index: [6, 6] });
});

test('? lists the keys, and gives the focus back', async ({ page }) => {
  const explorer = await open(page);
  await explorer.press('?');
  const dialog = explorer.element.getByRole('dialog', { name: 'Keys' });
  await expect(dialog).toContainText('Pin the selection');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(explorer.plot).toBeFocused();
  await explorer.reads('conv5 (6, 6)');
});

test('C copies the read-out, as text, as a call in Python or as JSON', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const explorer = await open(page);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await explorer.press('c');
  await expect.poll(copied).toContain('conv5 (6, 6) sees 163 × 163 pixels. y 32–194');
  await expect(explorer.element.getByText('Copied as text.')).toHaveCount(1);
  await explorer.press('Shift+C');
  await expect.poll(copied).toBe('net.field("conv5", (6, 6))');
  await explorer.press('Alt+c');
  await expect.poll(copied).toContain('"padding_share": 0');
});
