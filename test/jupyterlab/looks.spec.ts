import { Figure } from '../page/figure.js';
import { APPS, expect, test } from './fixtures.js';
import { ALEXNET } from './networks.js';
import { notebookText } from './notebook-file.js';

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test('follows theme and width, and turns under the pointer', async ({ notebook, server }) => {
      const { page } = notebook;
      server.write('looks.ipynb', notebookText([`${ALEXNET}\nrf`]));
      await page.setViewportSize({ width: 1440, height: 1100 });
      await notebook.open('looks.ipynb');
      if (app === 'lab') await notebook.command('application:toggle-left-area');
      await notebook.runCell(0);
      const { element } = Figure.in(notebook.output(0));
      await expect(element.locator('[data-layer="conv5"]')).toBeVisible();
      await expect(element).toHaveAttribute('data-breadth', 'wide');
      await element.scrollIntoViewIfNeeded();
      await notebook.keep('light', page);

      const box = await element.locator('.plot').boundingBox();
      if (!box) throw new Error('the figure has no place on the page');
      const [x, y] = [box.x + box.width * 0.8, box.y + box.height * 0.6];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 60, y + 10);
      await page.mouse.move(x + 120, y + 20);
      await expect(element).toContainText('from');
      await notebook.keep('mid-orbit', page);
      await page.mouse.up();
      await expect
        .poll(() => notebook.python('print(rf.view["rotation"] is not None)'))
        .toBe('True');
      await page.mouse.dblclick(box.x + box.width - 30, box.y + box.height - 40);
      await expect.poll(() => notebook.python('print(rf.view["rotation"])')).toBe('None');

      await notebook.setTheme('dark');
      await expect(element).toHaveAttribute('data-dark', '');
      let across = x - 150; // between two features nothing is hovered
      await expect(async () => {
        await page.mouse.move((across -= 5), y);
        await expect(element.locator('[data-hovered]').first()).toBeVisible({ timeout: 300 });
      }).toPass();
      await notebook.keep('dark-hover', page);

      // A header full of switches is no reason to stay wide.
      for (const width of [1380, 1290, 1200]) {
        await page.setViewportSize({ width, height: 1100 });
        const fits = (figure: Element): boolean => {
          const place = figure.closest('.jp-OutputArea-child');
          return !!place && figure.clientWidth > 600 && place.scrollWidth <= place.clientWidth;
        };
        await expect.poll(() => element.evaluate(fits), `at ${width}`).toBe(true);
      }
      for (const [width, breadth] of [
        [900, 'middle'],
        [400, 'narrow'],
      ] as const) {
        await page.setViewportSize({ width, height: 1100 });
        await expect(element).toHaveAttribute('data-breadth', new RegExp(`${breadth}|tiny`));
        await element.scrollIntoViewIfNeeded();
        await notebook.keep(`dark-${width}`, page);
      }
      await notebook.setTheme('light');
      await expect(element).not.toHaveAttribute('data-dark', '');
    });

    test('long names break before numbers leave a narrow cell', async ({ notebook, server }) => {
      const { page } = notebook;
      const name = 'backbone.stages.3.blocks.0.token_mixer.attention.project_out';
      server.write(
        'names.ipynb',
        notebookText([
          `from ipyreceptive import Network\nNetwork([["${name}", 3, 2, 1], ["p", 2, 2, 0]], 64)`,
        ]),
      );
      await page.setViewportSize({ width: 620, height: 900 });
      await notebook.open('names.ipynb');
      if (app === 'lab') await notebook.command('application:toggle-left-area');
      await notebook.runCell(0);
      const table = notebook.output(0).locator('table');
      await expect(table).toContainText(name);
      const html = notebook.output(0).locator('.jp-RenderedHTMLCommon');
      const hidden = await html.evaluate((place) => place.scrollWidth - place.clientWidth);
      expect(hidden).toBe(0);
      await expect(table.getByRole('cell', { name: 'conv', exact: true })).not.toHaveCount(0);
      await notebook.keep('long-names', page);
    });
  });
}
