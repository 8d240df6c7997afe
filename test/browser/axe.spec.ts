import { createRequire } from 'node:module';

import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import type { AxeResults } from 'axe-core';

import { keepScreenshot } from '../page/screenshots.js';
import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel', timeout: 60_000 });

type Axe = typeof axe;

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What a checker finds against the guidelines, each with where. */
async function faults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate<AxeResults>(() =>
    (window as unknown as { axe: Axe }).axe.run('receptive-field', {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // A figure in a notebook is a part of a page that has its own headings and landmarks.
      rules: { region: { enabled: false }, 'heading-order': { enabled: false } },
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

const FAULTY = {
  input_size: 65,
  layers: [
    ['conv1', 3, 2, 1],
    { name: 'halved', type: 'conv', kernel_size: 2, stride: 2 },
    ['holed', 3, 1, 2, 2],
  ],
};

const STATES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  empty: {},
  whole: { network: ALEXNET },
  'one layer': { network: { input_size: 5, layers: [[3]] } },
  warnings: { network: FAULTY },
  deep: {
    network: { input_size: 64, layers: Array.from({ length: 30 }, (_, i) => [`c${i}`, 3, 1, 1]) },
  },
  profile: { network: ALEXNET, view: { mode: 'profile' } },
  wrong: { network: [['a', 99]], inputSize: '5' },
};

const GROUNDS = { light: '#ffffff', dark: '#111111' } as const;

for (const [state, properties] of Object.entries(STATES)) {
  test(`nothing is in anybody's way: ${state}`, async ({ page }) => {
    for (const [name, ground] of Object.entries(GROUNDS)) {
      const explorer = await Explorer.open(page, properties);
      await page.evaluate((colour) => (document.body.style.background = colour), ground);
      if (state === 'whole') {
        await explorer.element.getByText('Growth of the field').click();
        await expect(explorer.element.locator('[data-bar="fc7"]')).toBeVisible();
        await explorer.element.getByRole('button', { name: 'Export' }).click();
        await expect(explorer.element.getByRole('menu')).toBeVisible();
      }
      if (state === 'warnings') {
        await explorer.row('holed').click();
        await explorer.element.getByRole('button', { name: /^Try: holed/ }).click();
        await expect(explorer.element.locator('[part="trial"]')).toBeVisible();
      }
      if (state === 'deep') {
        await explorer.press('/');
        await expect(explorer.element.getByRole('searchbox')).toBeFocused();
      }
      if (state === 'profile') {
        await explorer.element.getByRole('button', { name: 'More options' }).click();
        await expect(explorer.element.getByRole('menu')).toBeVisible();
      }
      if (state === 'empty') await expect(explorer.element.getByText('VGG-16')).toBeVisible();
      expect(await faults(page), name).toEqual([]);
      await keepScreenshot(page, `axe-${state}-${name}`);
    }
  });
}

test('an empty figure is filled with one gesture', async ({ page }) => {
  const explorer = await Explorer.open(page, {});
  await explorer.element.getByRole('button', { name: /^AlexNet/ }).click();
  await explorer.reads('pool5 (2, 2) sees 195 × 195 pixels');
});
