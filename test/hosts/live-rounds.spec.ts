import type { CDPSession } from '@playwright/test';

import { expect, test } from '../jupyterlab/fixtures.js';
import {
  collectGarbage,
  countAll,
  modelPrototype,
  rememberModel,
  totals,
} from '../jupyterlab/heap.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import type { NotebookPage } from '../jupyterlab/notebook-page.js';
import { Figure } from '../page/figure.js';
import { noteWhatIsHeld, whatIsHeld } from './held.js';
import { NETWORKS } from './networks.js';
import { ROUNDS } from './rounds.js';

/** Nodes of figures that stand in no page; the prototypes among what is found have no place. */
const DETACHED = `return this.filter((node) => {
  if (Object.hasOwn(node, 'constructor') || node.isConnected) return false;
  const root = node.getRootNode();
  return (root.host ?? node).localName === 'receptive-field';
}).length;`;

/** What is left of our figures in the page, and in Python. */
async function left(notebook: NotebookPage, session: CDPSession) {
  const { page } = notebook;
  await collectGarbage(session);
  const { timers, observers, listeners } = await whatIsHeld(page);
  return {
    timers,
    observers,
    listening: listeners,
    elements: await countAll("customElements.get('receptive-field').prototype", session),
    models: await countAll('modelPrototype', session),
    detached: await countAll('Element.prototype', session, DETACHED),
    widgets: Number(
      await notebook.python(
        'from ipywidgets.widgets.widget import _instances\nprint(len(_instances))',
      ),
    ),
  };
}

test(`${ROUNDS} rounds of all the ways a figure goes leave nothing behind`, async ({
  notebook,
  server,
}, { annotations }) => {
  test.setTimeout(120_000 + ROUNDS * 15_000);
  const { page } = notebook;
  await rememberModel(page);
  await noteWhatIsHeld(page);
  server.write('rounds.ipynb', notebookText([`${NETWORKS}\nrf`, 'pass']));
  await notebook.open('rounds.ipynb');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const figure = Figure.in(notebook.output(0));
  const run = async (): Promise<void> => {
    await notebook.cells.nth(0).locator('.jp-InputPrompt').click();
    await notebook.command('notebook:run-cell');
    await figure.reads('conv5 (6, 6)');
  };
  const round = async (): Promise<void> => {
    await run();
    await figure.press('ArrowRight');
    await figure.reads('conv5 (6, 7)');
    await run();
    await notebook.python('rf.close()');
    await expect(figure.element).toHaveCount(0);
    await run();
    await notebook.command('notebook:copy-cell');
    await notebook.command('notebook:delete-cell');
    await expect(page.locator('receptive-field')).toHaveCount(0);
    await notebook.cells.nth(0).locator('.jp-InputPrompt').click();
    await notebook.command('notebook:paste-cell-above');
    await run();
    await notebook.save();
    await notebook.command('application:close');
    await expect(page.locator('receptive-field')).toHaveCount(0);
    await notebook.command('docmanager:open', { path: 'rounds.ipynb' });
    await notebook.waitForIdle();
    await figure.reads('conv5 (6, 6)');
  };
  const cleared = async () => {
    await notebook.python('rf.close()');
    const nothing = { elements: 0, models: 0, detached: 0, timers: 0, observers: 0, widgets: 0 };
    await expect.poll(() => left(notebook, session), { timeout: 60_000 }).toMatchObject(nothing);
    return { ...(await left(notebook, session)), ...(await totals(session)) };
  };

  await run();
  await modelPrototype(page);
  await round();
  const first = await cleared();
  for (let i = 0; i < ROUNDS; i += 1) await round();
  const last = await cleared();
  expect(last.listening).toBe(first.listening);
  annotations.push({ type: 'counts', description: JSON.stringify({ first, last }) });
});

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
