import type { CDPSession } from '@playwright/test';

import { Figure } from '../page/figure.js';
import { APPS, expect, test } from './fixtures.js';
import { collectGarbage, countAll, modelPrototype, rememberModel, totals } from './heap.js';
import { ALEXNET } from './networks.js';
import { notebookText } from './notebook-file.js';
import type { NotebookPage } from './notebook-page.js';

interface Comms {
  jupyterapp: {
    shell: {
      currentWidget: { sessionContext: { session: { kernel: { _comms: Map<string, unknown> } } } };
    };
  };
}

interface Count {
  /** Figures and models that the page still holds after its garbage is gone. */
  readonly elements: number;
  readonly models: number;
  /** Comms in the browser, and widgets in Python. */
  readonly comms: number;
  readonly widgets: number;
  /** All event listeners and all nodes of the page. */
  readonly listeners: number;
  readonly nodes: number;
}

async function widgetsIn(notebook: NotebookPage): Promise<number> {
  const code = 'from ipywidgets.widgets.widget import _instances\nprint(len(_instances))';
  return Number(await notebook.python(code));
}

async function count(notebook: NotebookPage, session: CDPSession): Promise<Count> {
  const widgets = await widgetsIn(notebook);
  await collectGarbage(session);
  return {
    widgets,
    elements: await countAll("customElements.get('receptive-field').prototype", session),
    models: await countAll('modelPrototype', session),
    comms: await notebook.page.evaluate(
      () =>
        (window as unknown as Comms).jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel
          ._comms.size ?? 0,
    ),
    ...(await totals(session)),
  };
}

/** A cell with the focus in its text, since a front end makes listeners where that moves. */
async function focusCell(notebook: NotebookPage): Promise<void> {
  await notebook.cells.nth(0).locator('.cm-content').click();
}

/**
 * Not as a person does: Shift+Enter selects the next cell, and for that alone JupyterLab 4.6 makes
 * some 1,600 listeners that it keeps, for a plain cell as well.
 */
async function runFocusedCell(notebook: NotebookPage): Promise<void> {
  await notebook.command('notebook:run-cell');
  await notebook.waitForIdle();
}

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test('a cell run twenty times, and then deleted, leaves nothing behind', async ({
      notebook,
      server,
    }) => {
      test.setTimeout(180_000);
      const { page } = notebook;
      await rememberModel(page);
      server.write('again.ipynb', notebookText([`${ALEXNET}\nrf`, 'pass']));
      await notebook.open('again.ipynb');
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      const figure = Figure.in(notebook.output(0));
      const run = async (times: number): Promise<void> => {
        for (let i = 0; i < times; i += 1) {
          await runFocusedCell(notebook);
          await figure.reads('conv5 (6, 6)');
          if (i % 5 > 0) continue;
          await figure.press('ArrowRight');
          await figure.reads('conv5 (6, 7)');
          await focusCell(notebook);
        }
      };
      const settled = async (): Promise<Count> => {
        await expect.poll(() => widgetsIn(notebook), { timeout: 60_000 }).toBe(2);
        return count(notebook, session);
      };

      await focusCell(notebook);
      await run(2);
      await modelPrototype(page);
      const first = await settled();
      expect(first).toMatchObject({ elements: 1, models: 1, comms: 2, widgets: 2 });
      await run(10);
      const second = await settled();
      await run(10);
      await expect(page.locator('receptive-field')).toHaveCount(1);
      const third = await settled();
      expect(third).toMatchObject({ elements: 1, models: 1, comms: 2, widgets: 2 });
      // What is left behind comes with each run; the front end makes a widget of its own once, in either.
      for (const all of ['listeners', 'nodes'] as const) {
        const more = Math.min(second[all] - first[all], third[all] - second[all]);
        expect(more).toBeLessThan(10);
      }

      await notebook.cells.nth(0).locator('.jp-InputPrompt').click();
      await notebook.command('notebook:delete-cell');
      await expect(page.locator('receptive-field')).toHaveCount(0);
      await expect.poll(() => widgetsIn(notebook), { timeout: 60_000 }).toBe(0);
      expect(await count(notebook, session)).toMatchObject({ comms: 0, models: 0, widgets: 0 });

      await focusCell(notebook);
      await page.keyboard.type('\nrf.selection = ("conv1", 5)\nrf');
      await notebook.runCell(0);
      await figure.reads('conv1 (5, 5)');
      await notebook.python('rf.selection = ("conv2", 5)');
      await figure.reads('conv2 (5, 5)');
    });
  });
}
