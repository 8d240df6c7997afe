import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { seen } from '../page/texts.js';
import { APPS, expect, test } from './fixtures.js';

const FOLDER = path.join(import.meta.dirname, '../../examples');

/** The example notebooks, and how many figures they hold. */
const FIGURES: Readonly<Record<string, number>> = { 'alexnet.ipynb': 1, 'article.ipynb': 8 };

/** They need torch: `test/torch/test_notebooks.py` runs them. */
const OF_TORCH = ['effective_field.ipynb', 'from_torch.ipynb'];

test('every example is one of these', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.ipynb'));
  expect(names.sort()).toEqual([...Object.keys(FIGURES), ...OF_TORCH].sort());
});

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    for (const name of Object.keys(FIGURES)) {
      test(`${name} runs, and its figures are drawn`, async ({ notebook, server }) => {
        const text = readFileSync(path.join(FOLDER, name), 'utf8');
        server.write(name, text);
        const { page } = notebook;
        await page.setViewportSize({ width: 1280, height: 1000 });
        await notebook.open(name);
        if (app === 'lab') await notebook.command('application:toggle-left-area');
        await notebook.runAll();
        await expect(page.locator('.jp-OutputArea-output[data-mime-type*="error"]')).toHaveCount(0);
        const figures = page.locator('receptive-field');
        await expect(figures.first()).toBeVisible();
        await expect(figures).toHaveCount(FIGURES[name]);
        await expect(figures.getByRole('alert')).toHaveCount(0);
        await notebook.keep(name.replace('.ipynb', ''), figures.first());
        for (const width of [1280, 900, 400]) {
          await page.setViewportSize({ width, height: 1000 });
          for (const figure of await figures.all()) {
            await figure.scrollIntoViewIfNeeded();
            await expect(figure.locator('[data-layer]').first()).toBeVisible();
            // The figure takes its new width once the page has laid itself out.
            await expect
              .poll(() => seen(figure), { message: `${width} px` })
              .toMatchObject({ clashes: [], overhangs: [] });
          }
        }
      });
    }
  });
}
