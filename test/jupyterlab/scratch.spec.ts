import { APPS, expect, test } from './fixtures.js';
import { notebookText } from './notebook-file.js';
for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });
    for (const k of [1, 2, 3])
      test('prints' + k, async ({ notebook, server }) => {
        const t = [performance.now()];
        server.write(
          'a.ipynb',
          notebookText([
            'from ipyreceptive import ReceptiveField\nReceptiveField([[3,2,1],[3,2,1]],input_size=25)',
            'x = 3; x',
          ]),
        );
        await notebook.open('a.ipynb');
        t.push(performance.now());
        await notebook.runCell(0);
        t.push(performance.now());
        await expect(notebook.output(0).locator('[data-layer]').first()).toBeVisible();
        t.push(performance.now());
        console.log(
          app,
          t
            .slice(1)
            .map((x, i) => Math.round(x - t[i]))
            .join(' '),
        );
      });
  });
}
