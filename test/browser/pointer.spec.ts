import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

const SELECTED = { layer: 'conv5', index: [6, 6] };

test.describe.configure({ mode: 'parallel' });

test('the pointer asks, and the selection stays', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: SELECTED });
  await explorer.reads('conv5 (6, 6) sees 163 × 163 pixels');
  const { x, y } = await explorer.front('conv1');
  await page.mouse.move(x, y);
  await explorer.reads(/^\s*conv1 \(\d+, \d+\)\s+sees 11 × 11 pixels/);
  await explorer.reads('Selected: conv5 (6, 6) sees 163 × 163 pixels');
  await expect(explorer.element.locator('[data-selected]')).toHaveAttribute(
    'data-selected',
    'conv5',
  );
  await expect(explorer.row('conv1')).toHaveClass(/lit/);
  await page.mouse.move(x, 2);
  await explorer.reads(/^\s*conv5 \(6, 6\)/);
  expect(await explorer.get('selection')).toEqual(SELECTED);
  expect(await explorer.heard()).toEqual([]);
});

test('a click selects what it points at, and says so', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: SELECTED });
  const { x, y } = await explorer.front('pool2');
  await page.mouse.click(x, y);
  await expect(explorer.element.locator('[data-selected]')).toHaveAttribute(
    'data-selected',
    'pool2',
  );
  const heard = await explorer.heard();
  expect(heard).toHaveLength(1);
  const [type, { selection }] = heard[0];
  expect(type).toBe('selection-change');
  const { layer, index } = selection as typeof SELECTED;
  expect(layer).toBe('pool2');
  await explorer.reads(`pool2 (${index.join(', ')}) sees`);
  expect(await explorer.get('selection')).toEqual(selection);
  await expect(explorer.row('pool2')).toHaveAttribute('aria-selected', 'true');
});

test('the strip of the depth goes to any layer of a deep network', async ({ page }) => {
  await page.setViewportSize({ width: 1100, height: 900 });
  const layers = Array.from({ length: 60 }, (_, i) => [
    `block${Math.floor(i / 10)}.conv${i}`,
    3,
    1,
    1,
  ]);
  const explorer = await Explorer.open(page, {
    network: { input_size: 64, layers },
    view: { mode: 'stack' },
  });
  const strip = explorer.element.locator('.whole-depth');
  const box = await strip.boundingBox();
  if (!box) throw new Error('there is no strip');
  const at = (layer: number): [number, number] => [
    box.x + 5,
    box.y + box.height * (1 - (layer + 0.5) / (layers.length + 1)),
  ];
  await page.mouse.move(...at(33));
  await explorer.reads(/^\s*block3.conv32 \(/);
  await page.mouse.click(...at(13));
  expect(await explorer.get('selection')).toMatchObject({ layer: 'block1.conv12' });
  await expect(explorer.row('block1.conv12')).toHaveAttribute('aria-selected', 'true');
});

test('table and maps light and select each other', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: SELECTED });
  const edge = explorer.layer('conv2').locator('path').last();
  const faint = await edge.getAttribute('stroke-opacity');
  await explorer.row('conv2').hover();
  await expect(edge).not.toHaveAttribute('stroke-opacity', faint ?? '');
  await expect(explorer.row('conv2')).toHaveClass(/lit/);
  await explorer.row('conv2').click();
  // The same place of the image: the middle of 27 features.
  await explorer.reads('conv2 (13, 13) sees 51 × 51 pixels');
  await explorer.row('fc7').click();
  await explorer.reads('fc7 (0, 0)');
  await explorer.row('input').click();
  await explorer.reads(/Pixel \(\d+, \d+\)\s+is seen by/);
});

test('a drag turns the stack, also outside the element, and a double click puts it back', async ({
  page,
}) => {
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: SELECTED });
  const { x, y } = await explorer.front('conv1');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 10, { steps: 3 });
  await expect(explorer.element).toContainText('turned 44°, from 27° above');
  await page.mouse.move(5, 890, { steps: 3 });
  await page.mouse.up();
  const turned = (await explorer.heard()).map(([type, detail]) => [type, detail.done]);
  expect(turned.at(-1)).toEqual(['view-change', true]);
  expect(turned.filter(([, done]) => done)).toHaveLength(1);
  expect(turned.length).toBeGreaterThan(2);
  expect(await explorer.get('selection')).toEqual(SELECTED);
  const { rotation } = (await explorer.get('view')) as { rotation: [number, number] };
  expect(rotation).toHaveLength(2);

  await page.mouse.dblclick(x, y);
  await expect
    .poll(async () => ((await explorer.get('view')) as { rotation: unknown }).rotation)
    .toBeNull();
  await expect(explorer.element).not.toContainText('turned');
});

test('a double click counts where the figure is drawn anew between press and release', async ({
  page,
}) => {
  const turned = { network: ALEXNET, selection: SELECTED, view: { rotation: [72, 66] } };
  const explorer = await Explorer.open(page, turned);
  await explorer.reads('conv5 (6, 6)');
  const [x, y] = [840, 600];
  await page.mouse.click(x, y);
  await page.mouse.down({ clickCount: 2 });
  for (const layer of ['input', 'fc7']) {
    await explorer.set({ selection: { layer, index: [0, 0] } });
    await explorer.reads(layer === 'input' ? 'Pixel (0, 0)' : 'fc7 (0, 0)');
  }
  await page.mouse.up({ clickCount: 2 });
  await expect
    .poll(async () => ((await explorer.get('view')) as { rotation?: unknown }).rotation ?? null)
    .toBeNull();
});

test('the wheel scrolls the page until the figure was clicked into', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: SELECTED });
  await page.evaluate(() => (document.body.style.height = '4000px'));
  const scrolled = () => page.evaluate(() => window.scrollY);
  const zoom = async () => ((await explorer.get('view')) as { zoom?: number }).zoom ?? 1;
  const { x, y } = await explorer.front('pool2');
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 120);
  await expect.poll(scrolled).toBe(120);
  expect(await zoom()).toBe(1);

  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect.poll(zoom).toBeGreaterThan(1);
  expect(await scrolled()).toBe(120);

  const before = await zoom();
  await page.mouse.click(x, y - 120);
  await page.mouse.wheel(0, -100);
  await expect.poll(zoom).toBeGreaterThan(before);
  expect(await scrolled()).toBe(120);
});

test('a name that is cut short is cut once, as wide as the type is', async ({ page }) => {
  await page.setViewportSize({ width: 392, height: 800 });
  const layers = ['fc7-convolution', 'conv_with_a_long_name', 'pool'].map((name) => [
    name,
    3,
    1,
    1,
  ]);
  const { element } = await Explorer.open(page, { network: { input_size: 64, layers } });
  const names = element.locator('tr[data-row] th span');
  await expect(names.nth(1)).toContainText('…');
  const cutTwice = (all: Element[]): string[] =>
    all.filter((each) => each.scrollWidth > each.clientWidth).map(({ textContent }) => textContent);
  await expect.poll(() => names.evaluateAll(cutTwice)).toEqual([]);
});

test('the selected row stays in view when layers unfold and when another is selected', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  const layers = Array.from({ length: 90 }, (_, i) => [
    `block${Math.floor(i / 9)}.conv${i}`,
    3,
    1,
    1,
  ]);
  const explorer = await Explorer.open(page, {
    network: { input_size: 64, layers },
    view: { mode: 'stack' },
    selection: { layer: 'block2.conv20', index: [3, 3] },
  });
  await explorer.plot.focus();
  await page.keyboard.press('u');
  await expect(explorer.row('block2.conv20')).toBeInViewport();
  await page.keyboard.press('PageDown');
  await expect(explorer.row('block2.conv19')).toBeInViewport();
  await expect(explorer.row('block9.conv89')).not.toBeInViewport();
});
