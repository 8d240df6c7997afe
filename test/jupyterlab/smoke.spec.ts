import { readFileSync } from 'node:fs';
import path from 'node:path';

import { APPS, expect, test } from './fixtures.js';

const EXAMPLE = path.join(import.meta.dirname, '../../examples/alexnet.ipynb');

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test('running the first example draws a figure', async ({ notebook, server }) => {
      server.write('alexnet.ipynb', readFileSync(EXAMPLE, 'utf8'));
      await notebook.open('alexnet.ipynb');
      await notebook.runAll();
      const figure = notebook.page.locator('receptive-field').first();
      await expect(figure.locator('[data-layer]').first()).toBeVisible();
      await notebook.keep('alexnet', figure);
    });
  });
}
