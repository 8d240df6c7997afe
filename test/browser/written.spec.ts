import { LayerError, readNetwork } from '../../src/layers/index.js';
import { REFUSED } from '../page/networks.js';
import { seen } from '../page/texts.js';
import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

/** The sentence of the core; `undefined` where it reads the source. */
function sentenceOf(source: unknown): string | undefined {
  try {
    readNetwork(source);
    return undefined;
  } catch (error) {
    if (error instanceof LayerError) return error.message;
    throw error;
  }
}

const WRONG: readonly unknown[] = [
  ...REFUSED.map(({ network }) => network),
  { input_size: 9, layers: [['c', 3, 0]] },
  { input_size: 9, layers: [['c', '3']] },
  { input_size: 9, layers: [{ name: 'c', type: 'conv', kernal_size: 3 }] },
  '{"input_size": 9, "layers": [["c", 3] ["d", 3]]}',
  { input_size: 9, layers: [] },
  { input_size: 9, layers: [['<b>c</b>', 99]] },
  { layers: [['c', 3]] },
];

test('the attributes alone make a figure, and change it', async ({ page }) => {
  await page.goto('/');
  await page.setContent(`
    <script type="module" src="/dist/receptive-field.js"></script>
    <receptive-field name="Small" input-size="[5, 7]" layers='[["a", 3, 2, 1], [3, 2, 1]]'>
    </receptive-field>`);
  const element = page.locator('receptive-field');
  await expect(element.locator('[part="header"]')).toContainText('Small');
  await expect(element.locator('[part="header"]')).toContainText('5 × 7');
  expect((await seen(element)).layers).toEqual(['input', 'a', 'conv1']);
  await element.evaluate((host) => host.setAttribute('input-size', '64x32'));
  await expect(element.locator('[part="header"]')).toContainText('64 × 32');
  await element.evaluate((host) => host.setAttribute('layers', '[["b", 3]'));
  await expect(element.getByRole('alert')).toContainText('the text ends too early');
  await element.evaluate((host) => host.setAttribute('layers', '[["b", 3]]'));
  await expect(element.getByRole('alert')).toHaveCount(0);
  expect((await seen(element)).layers).toEqual(['input', 'b']);
});

test('an element without a network says what it lacks', async ({ page }) => {
  const { element } = await Explorer.open(page, {});
  await expect(element).toContainText(
    'give it layers (kernel, stride, padding) and the size of the input',
  );
});

test('what is wrong is said in the words of the core, with nothing drawn', async ({ page }) => {
  for (const source of WRONG) {
    const said = sentenceOf(source);
    expect(said).toBeDefined();
    const { element } = await Explorer.open(page, { network: source });
    await expect(element.getByRole('alert')).toContainText(said ?? '');
    await expect(element.locator('[data-layer]')).toHaveCount(0);
    expect(await seen(element)).toMatchObject({ clashes: [], overhangs: [] });
  }
});

test('a wrong network on a live figure leaves the last picture', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  const { layers, readout: kept } = await seen(explorer.element);
  for (const source of WRONG) {
    await explorer.set({ network: source });
    await expect(explorer.element.getByRole('alert')).toContainText(sentenceOf(source) ?? '');
    const { readout, ...now } = await seen(explorer.element);
    expect(now).toMatchObject({ layers, clashes: [], overhangs: [] });
    expect(readout.join(' ')).toContain(kept[0]);
  }
  await explorer.set({ network: { input_size: 9, layers: [['c', 3]] } });
  await expect(explorer.element.getByRole('alert')).toHaveCount(0);
  expect((await seen(explorer.element)).layers).toEqual(['input', 'c']);
});

test('a selection that the network lacks is an error, one of an older network is let go', async ({
  page,
}) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  await explorer.set({ selection: { layer: 'conv9', index: [0, 0] } });
  await expect(explorer.element.getByRole('alert')).toContainText('selection names "conv9"');
  await explorer.set({ selection: { layer: 'conv5', index: [6, 6] } });
  await explorer.reads('conv5 (6, 6)');
  await explorer.set({ network: { input_size: 9, layers: [['c', 3]] } });
  await explorer.reads('c (3, 3) sees 3 × 3 pixels');
  await expect(explorer.element.getByRole('alert')).toHaveCount(0);
});
