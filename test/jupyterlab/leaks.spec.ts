import type { CDPSession } from '@playwright/test';

import { Figure } from '../page/figure.js';
import { APPS, expect, test } from './fixtures.js';
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
  readonly elements: number;
  readonly comms: number;
  readonly widgets: number;
  readonly listeners: number;
}

/**
 * Elements that the page still holds after its garbage is gone, models in the browser, widgets in
 * Python, and listeners of what outlives an element.
 */
async function count(notebook: NotebookPage, session: CDPSession): Promise<Count> {
  for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { result } = await session.send('Runtime.evaluate', {
    expression: "customElements.get('receptive-field').prototype",
  });
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
  });
  const { result: elements } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  let listeners = 0;
  for (const expression of ['window', 'document', 'document.documentElement', 'document.body']) {
    const { result: target } = await session.send('Runtime.evaluate', { expression });
    const heard = await session.send('DOMDebugger.getEventListeners', {
      objectId: target.objectId ?? '',
    });
    listeners += heard.listeners.length;
  }
  const comms = await notebook.page.evaluate(
    () =>
      (window as unknown as Comms).jupyterapp.shell.currentWidget.sessionContext.session.kernel
        ._comms.size,
  );
  const widgets = await notebook.python(
    'from ipywidgets.widgets.widget import _instances\nprint(len(_instances))',
  );
  return {
    elements: Number(elements.value),
    comms,
    widgets: Number(widgets),
    listeners,
  };
}

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test('a cell run twenty times, and then deleted, leaves nothing behind', async ({
      notebook,
      server,
    }) => {
      test.setTimeout(180_000);
      server.write('again.ipynb', notebookText([`${ALEXNET}\nrf`, 'pass']));
      await notebook.open('again.ipynb');
      const session = await notebook.page.context().newCDPSession(notebook.page);
      const figure = Figure.in(notebook.output(0));

      await notebook.runCell(0);
      await figure.reads('conv5 (6, 6)');
      const first = await count(notebook, session);
      expect(first).toMatchObject({ elements: 1, comms: 2, widgets: 2 });

      for (let run = 0; run < 20; run += 1) {
        await notebook.runCell(0);
        await figure.reads('conv5 (6, 6)');
        if (run % 5 === 0) await figure.press('ArrowRight');
      }
      await expect(notebook.page.locator('receptive-field')).toHaveCount(1);
      await expect
        .poll(async () => (await count(notebook, session)).widgets, { timeout: 20_000 })
        .toBe(2);
      const { listeners, ...last } = await count(notebook, session);
      expect(last).toMatchObject({ elements: 1, comms: 2, widgets: 2 });
      // The front end may have found one more of its own.
      expect(listeners - first.listeners).toBeLessThan(5);

      await notebook.cells.nth(0).locator('.jp-InputPrompt').click();
      await notebook.command('notebook:delete-cell');
      await expect(notebook.page.locator('receptive-field')).toHaveCount(0);
      await expect
        .poll(async () => (await count(notebook, session)).widgets, { timeout: 20_000 })
        .toBe(0);
      expect(await count(notebook, session)).toMatchObject({ comms: 0, widgets: 0 });

      await notebook.cells.nth(0).locator('.cm-content').click();
      await notebook.page.keyboard.type('\nrf.selection = ("conv1", 5)\nrf');
      await notebook.runCell(0);
      await figure.reads('conv1 (5, 5)');
      await notebook.python('rf.selection = ("conv2", 5)');
      await figure.reads('conv2 (5, 5)');
    });
  });
}
