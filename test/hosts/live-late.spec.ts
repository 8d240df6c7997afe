import { expect, test } from '../jupyterlab/fixtures.js';
import { collectGarbage, countAll, modelPrototype, rememberModel } from '../jupyterlab/heap.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { Figure } from '../page/figure.js';
import { NETWORKS } from './networks.js';

test('a figure that is gone before its model came to life leaves its kernel', async ({
  notebook,
  server,
}) => {
  const { page } = notebook;
  // What the kernel says to a notebook can be held back, as on a slow line.
  let isHeld = false;
  const late: (() => void)[] = [];
  await page.routeWebSocket(/\/channels/, (line) => {
    line.connectToServer().onMessage((message) => {
      if (isHeld) late.push(() => line.send(message));
      else line.send(message);
    });
  });
  await rememberModel(page);
  server.write('hurry.ipynb', notebookText([`${NETWORKS}\nrf`, 'pass']));
  await notebook.open('hurry.ipynb');
  await notebook.runCell(0);
  const figure = Figure.in(notebook.output(0));
  await figure.reads('conv5 (6, 6)');
  await modelPrototype(page);
  await notebook.save();
  isHeld = true;
  await notebook.command('application:close');
  await notebook.command('docmanager:open', { path: 'hurry.ipynb' });
  await figure.reads('conv5 (6, 6)');
  await notebook.command('notebook:clear-all-cell-outputs');
  await expect(figure.element).toHaveCount(0);
  isHeld = false;
  for (const send of late.splice(0)) send();
  await notebook.waitForIdle();
  await expect.poll(() => notebook.python('print(rf.comm)'), { timeout: 30_000 }).toBe('None');
  const session = await page.context().newCDPSession(page);
  await collectGarbage(session);
  expect(await countAll('modelPrototype', session)).toBe(0);
});
