import type { Page } from '@playwright/test';

import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

const SELECTED = { layer: 'conv5', index: [6, 6] };
const open = (page: Page, set: object = {}) =>
  Explorer.open(page, { network: ALEXNET, selection: SELECTED, ...set });

/** A picture as a file, drawn in the page. */
const PICTURE = {
  name: 'own.svg',
  mimeType: 'image/svg+xml',
  buffer: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30"><rect width="20" height="30"/></svg>',
  ),
};

test('what the figure says is copied with the pointer, or from the menu by keyboard', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = () => page.evaluate(async () => navigator.clipboard.readText());
  const explorer = await open(page);
  const button = explorer.element.getByRole('button', { name: 'More options' });
  await button.click();
  const item = (name: string) => explorer.element.getByRole('menuitem', { name, exact: true });
  await item('Copy as Python').click();
  await expect.poll(copied).toBe('net.field("conv5", (6, 6))');
  await expect(explorer.element.locator('.menu.more .done')).toHaveText('Copied as Python.');
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(explorer.element.getByRole('menuitemcheckbox').first()).toBeFocused();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowDown');
  await expect(item('Copy as Text')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(copied).toContain('"padding_share": 0');
});

test('what has no room in the header is in the menu', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  const explorer = await open(page);
  const header = explorer.element.locator('[part="header"]');
  await expect(header.getByRole('checkbox')).toHaveCount(0);
  await explorer.element.getByRole('button', { name: 'More options' }).click();
  const padding = explorer.element.getByRole('menuitemcheckbox', { name: 'Padding', exact: true });
  await expect(padding).toHaveAttribute('aria-checked', 'false');
  await padding.click();
  await expect(padding).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('Escape');
  await expect(header.getByLabel('Padding', { exact: true })).toBeChecked();
  expect(await explorer.get('view')).toMatchObject({ overlays: { padding: true } });
});

test('name, size and views of a network stand whole in a header of any width', async ({ page }) => {
  const explorer = await open(page);
  for (let width = 400; width <= 1300; width += 60) {
    await page.setViewportSize({ width, height: 900 });
    await expect(explorer.element).toHaveJSProperty('clientWidth', width - 16);
    const cut = () =>
      explorer.element
        .locator('.title, .title > *, .views')
        .evaluateAll((parts) => parts.filter((one) => one.scrollWidth > one.clientWidth).length);
    await expect.poll(cut, `${width}`).toBe(0);
  }
});

test('what is said of the feature under the pointer leaves the heads of the columns free', async ({
  page,
}) => {
  await page.setViewportSize({ width: 864, height: 900 });
  const explorer = await open(page);
  const { x, y } = await explorer.front('conv4');
  await page.mouse.move(x, y);
  await explorer.reads(/conv4.*Selected:/s);
  const said = await explorer.readout.boundingBox();
  const heads = await explorer.element.locator('thead th').first().boundingBox();
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(heads?.y ?? 0);
});

test('a picture is chosen, and taken away again', async ({ page }) => {
  const explorer = await open(page, { view: { mode: 'overlay' } });
  await explorer.element.getByRole('button', { name: 'More options' }).click();
  const choosing = page.waitForEvent('filechooser');
  await explorer.element.getByRole('menuitem', { name: 'Choose a picture…' }).click();
  await (await choosing).setFiles(PICTURE);
  const note = explorer.element.locator('[part="picture"]');
  await expect(note).toContainText('Picture scaled to 227 × 227 and cut to its middle');
  await expect(explorer.element.locator('svg image')).toHaveCount(2);
  await note.getByRole('button', { name: 'Take the picture away' }).click();
  await expect(note).toHaveCount(0);
  await expect(explorer.element.locator('svg image')).toHaveCount(0);
  expect(await explorer.get('image')).toBeNull();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('a finger turns the stack once it was touched, two zoom, a long press asks', async ({
    page,
  }) => {
    const explorer = await open(page);
    const session = await page.context().newCDPSession(page);
    const touch = (type: string, ...points: (readonly [number, number])[]) =>
      session.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    const view = () => explorer.get('view') as Promise<{ rotation: unknown; zoom: number }>;
    const { x, y } = await explorer.front('conv3');
    await page.touchscreen.tap(x, y);
    await explorer.reads('conv3 (');

    await explorer.plot.focus();
    await touch('touchStart', [x, y]);
    for (let i = 1; i <= 8; i += 1) await touch('touchMove', [x + 10 * i, y + 4 * i]);
    await touch('touchEnd');
    await expect.poll(async () => (await view()).rotation).not.toBeNull();

    await touch('touchStart', [x, y], [x + 60, y]);
    for (let i = 1; i <= 6; i += 1) await touch('touchMove', [x - 5 * i, y], [x + 60 + 5 * i, y]);
    await touch('touchEnd');
    await expect.poll(async () => (await view()).zoom).toBeGreaterThan(1.2);

    await explorer.press('Home');
    await touch('touchStart', [x, y]);
    await explorer.reads(/Pixel \(\d+, \d+\)/);
    await touch('touchEnd');
  });
});

test('in forced colours the chosen view differs by more than its colour', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const explorer = await open(page);
  const line = (name: string) =>
    explorer.tab(name).evaluate((tab) => getComputedStyle(tab).borderBottomColor);
  expect(await line('Stack')).not.toBe(await line('Profile'));
  await expect(explorer.tab('Stack')).toHaveCSS('font-weight', '600');
});

test('who wants more contrast gets it in the drawing too', async ({ page }) => {
  const explorer = await open(page);
  const pale = explorer.element.locator('.plot > svg text[fill="#666e78"]');
  await expect(pale).not.toHaveCount(0);
  await page.emulateMedia({ contrast: 'more' });
  await expect(pale).toHaveCount(0);
});

test('the layers of a deep network are searched, and the list follows what is selected', async ({
  page,
}) => {
  const network = {
    input_size: [64, 48],
    spacing: 0.5,
    unit: 'mm',
    layers: [
      ...Array.from({ length: 40 }, (_, i) => [`block${i}.conv`, 3, 1, 1]),
      ['pool', 2, 2, 0],
    ],
  };
  const explorer = await open(page, { network, selection: { layer: 'pool', index: [4, 4] } });
  await explorer.press('/');
  const field = explorer.element.getByRole('searchbox');
  await expect(field).toBeFocused();
  const rows = explorer.element.locator('[data-listed]');
  await expect(rows).toHaveCount(42);
  await page.keyboard.type('K7.');
  await expect(rows).toHaveCount(1);
  await expect(explorer.element.getByText('1 layer', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await explorer.reads('block7.conv (');
  await expect(explorer.plot).toBeFocused();
  await expect(rows.locator('td').last()).toHaveText('0.25');

  await explorer.press('/');
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(42);
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(explorer.plot).toBeFocused();
  const chosen = explorer.element.locator('[data-listed="block7.conv"]');
  await expect(chosen).toHaveAttribute('aria-selected', 'true');
  await explorer.press('PageUp', 'PageUp');
  const isInList = (layer: string) =>
    explorer.element.locator(`[data-listed="${layer}"]`).evaluate((row) => {
      const list = row.closest('.roll')?.getBoundingClientRect();
      const { top, bottom } = row.getBoundingClientRect();
      return list !== undefined && top >= list.top && bottom <= list.bottom + 1;
    });
  await expect.poll(() => isInList('block9.conv')).toBe(true);

  // The strip beside the list stands for its whole depth.
  const list = explorer.element.locator('.roll');
  await list.scrollIntoViewIfNeeded();
  const strip = await explorer.element.locator('.strip').boundingBox();
  if (!strip) throw new Error('there is no strip');
  await page.mouse.click(strip.x + 8, strip.y + 2);
  await expect.poll(() => list.evaluate((each) => each.scrollTop)).toBe(0);
  await page.mouse.click(strip.x + 8, strip.y + strip.height - 2);
  await expect.poll(() => isInList('input')).toBe(true);
  await explorer.element.getByRole('button', { name: 'block1.conv' }).click();
  await explorer.reads('block1.conv (');
});

test('a view that is slow to come shows its empty rules, and then itself', async ({ page }) => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/profile-*.js', async (route) => {
    await held;
    await route.continue();
  });
  const explorer = await open(page, { view: { mode: 'profile' } });
  const slow = explorer.element.locator('.slow');
  await expect(slow).toHaveText('Loading the view');
  await expect(slow).toHaveCSS('opacity', '1');
  letGo();
  await explorer.reads('conv5 (6, 6)');
  await expect(slow).toHaveCount(0);
});

test('a flat map swings out into the stack, at once where less motion is asked for', async ({
  page,
}) => {
  const explorer = await open(page, { view: { mode: 'overlay' } });
  /** How the sheet of the selected layer lay in each frame until it lay still. */
  const frames = (mode: string) =>
    explorer.element.evaluate(async (element, to) => {
      const host = element as HTMLElement & { view: object; updateComplete: Promise<unknown> };
      const seen: string[] = [];
      host.view = { mode: to };
      await host.updateComplete;
      for (let still = 0; still < 12;) {
        const sheet = host.shadowRoot?.querySelector('.plot [data-layer="conv5"]')?.innerHTML ?? '';
        still = sheet === seen.at(-1) ? still + 1 : 0;
        if (still === 0) seen.push(sheet);
        await new Promise(requestAnimationFrame);
      }
      return seen.length;
    }, mode);
  expect(await frames('stack')).toBe(1);
  expect(await frames('side-by-side')).toBeLessThanOrEqual(2);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await frames('stack')).toBeGreaterThan(3);
  expect(await frames('overlay')).toBeGreaterThan(3);
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
  expect(pdf.length).toBeLessThan(300_000);
  expect(pdf.toString('latin1')).not.toContain('/Subtype /Image');
  const onPaper = await page.evaluate(() => (window as unknown as { onPaper: unknown }).onPaper);
  expect(onPaper).toEqual([false, 920]);
  await expect(explorer.element).toHaveAttribute('data-dark', '');
  await page.emulateMedia({ media: 'print' });
  await expect(explorer.element.getByRole('tab', { name: 'Stack' })).toBeHidden();
  await expect(explorer.element.getByRole('button', { name: 'Export' })).toBeHidden();
  await expect(explorer.element.locator('.growth svg')).toBeVisible();
});
