import { ALEXNET, Explorer } from '../browser/explorer.js';
import { expect, test } from '../browser/fixtures.js';

test('a page scrolls over a figure, which says once how the wheel zooms', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  await page.evaluate(() => (document.body.style.height = '4000px'));
  await explorer.reads('pool5 (2, 2)');
  await expect(explorer.element.locator('[part="grip"]')).toBeVisible();
  const { x, y } = await explorer.front('pool2');
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(40);
  const hint = explorer.element.getByText('to zoom with the wheel');
  await expect(hint).toBeVisible();
  await explorer.element.screenshot({ path: 'test-results/screenshots/hosts-wheel.png' });
  await expect(hint).toHaveCount(0);
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(80);
  await expect(hint).toHaveCount(0);
});

test('Escape lets go of what is selected, then gives the keys back', async ({ page }) => {
  await Explorer.open(page, { network: ALEXNET });
  await page.evaluate(() => {
    const cell = document.createElement('div');
    cell.tabIndex = 0;
    cell.id = 'cell';
    document.body.append(cell);
    cell.append(document.querySelector('receptive-field') ?? '');
  });
  const explorer = new Explorer(page.locator('receptive-field'));
  await explorer.press('ArrowLeft', 'Escape');
  await expect(explorer.plot).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('#cell')).toBeFocused();
});

test('the foot is dragged, or moved with keys, and the figure prints whole', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  await explorer.reads('pool5 (2, 2)');
  const grip = explorer.element.getByRole('separator', { name: 'Height of the figure' });
  const heights = async () => {
    const view = (await explorer.get('view')) as { height?: number | null };
    const box = await explorer.plot.boundingBox();
    return { wanted: view.height ?? null, is: Math.round(box?.height ?? 0) };
  };
  await expect(grip).toBeVisible();
  const own = await heights();
  expect(own.wanted).toBeNull();
  const box = await grip.boundingBox();
  if (!box) throw new Error('no grip');
  await page.mouse.move(box.x + box.width / 2, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y - 92, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await heights()).wanted).toBe(own.is - 100);
  expect(Math.abs((await heights()).is - own.is + 100)).toBeLessThan(40);
  const heard = (await explorer.heard()).filter(([type]) => type === 'view-change');
  expect(heard.filter(([, { done }]) => done === true)).toHaveLength(1);
  await explorer.element.screenshot({ path: 'test-results/screenshots/hosts-lower.png' });

  const before = (await heights()).is;
  await grip.press('ArrowDown');
  await expect.poll(async () => (await heights()).wanted).toBe(before + 24);
  await grip.press('Home');
  await expect.poll(heights).toEqual(own);

  await page.emulateMedia({ media: 'print' });
  await expect(grip).toBeHidden();
  const paper = await page.pdf({ path: 'test-results/screenshots/hosts-print.pdf' });
  expect(paper.length).toBeGreaterThan(5000);
});
