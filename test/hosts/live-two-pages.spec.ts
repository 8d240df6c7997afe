import { expect, test } from '../jupyterlab/fixtures.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { Figure } from '../page/figure.js';
import { NETWORKS } from './networks.js';

test('of two browsers on one kernel, one stays live when the other lets its figure go', async ({
  browser,
  notebook,
  server,
}) => {
  server.write('shared.ipynb', notebookText([`${NETWORKS}\nrf`, 'pass']));
  await notebook.open('shared.ipynb');
  await notebook.runCell(0);
  const here = Figure.in(notebook.output(0));
  await here.reads('conv5 (6, 6)');
  await notebook.save();

  const context = await browser.newContext();
  const other = notebook.on(await context.newPage());
  await other.open('shared.ipynb');
  const there = Figure.in(other.output(0));
  await there.reads('conv5 (6, 6)');
  await here.press('ArrowRight');
  await there.reads('conv5 (6, 7)');
  await there.press('ArrowDown');
  await here.reads('conv5 (7, 7)');

  await notebook.python(
    'opened = []\nrf.observe(lambda change: opened.append(change.new), "comm")',
  );
  await notebook.cells.nth(0).locator('.jp-InputPrompt').click();
  await notebook.command('notebook:delete-cell');
  await expect(here.element).toHaveCount(0);
  // The page that has no place for the figure any more gives it up, and the other wants it back.
  await expect
    .poll(() => notebook.python('print([one is not None for one in opened])'))
    .toBe('[False, True]');
  await other.python('rf.selection = ("conv3", (2, 3))');
  await there.reads('conv3 (2, 3)');
  await there.press('ArrowUp');
  await expect
    .poll(() => other.python('print(rf.selection)'))
    .toBe("{'layer': 'conv3', 'index': (1, 3)}");

  // What was deleted comes back, live.
  await notebook.command('notebook:undo-cell-action');
  await here.reads('conv3 (1, 3)');
  await here.press('ArrowRight');
  await there.reads('conv3 (1, 4)');

  for (const page of [notebook, other]) {
    await page.cells.nth(0).locator('.jp-InputPrompt').click();
    await page.command('notebook:delete-cell');
  }
  await expect.poll(() => notebook.python('print(rf.comm)')).toBe('None');
  await context.close();
});
