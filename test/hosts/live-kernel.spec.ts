import type { WebSocketRoute } from '@playwright/test';

import { expect, test } from '../jupyterlab/fixtures.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import type { NotebookPage } from '../jupyterlab/notebook-page.js';
import { Figure } from '../page/figure.js';
import { NETWORKS } from './networks.js';

/** The figure is live: what Python sets is shown, and what the user does reaches Python. */
async function isInStep(notebook: NotebookPage, figure: Figure): Promise<void> {
  await notebook.python('rf.selection = ("conv3", (2, 3))');
  await figure.reads('conv3 (2, 3)');
  await figure.press('ArrowUp');
  await expect
    .poll(() => notebook.python('print(rf.selection)'))
    .toBe("{'layer': 'conv3', 'index': (1, 3)}");
}

test('figures outlive their kernel and their connection, say so, and are in step again', async ({
  notebook,
  server,
}) => {
  const { page } = notebook;
  const lines: { page: WebSocketRoute; server: WebSocketRoute }[] = [];
  let isOnline = true;
  await page.routeWebSocket(/\/channels/, (line) => {
    if (isOnline) lines.push({ page: line, server: line.connectToServer() });
    else void line.close();
  });
  server.write('kernel.ipynb', notebookText([`${NETWORKS}\nrf`]));
  await notebook.open('kernel.ipynb');
  await notebook.runCell(0);
  const figure = Figure.in(notebook.output(0));
  const gap = notebook.output(0).getByRole('status').and(page.locator('.ipyreceptive-gap'));
  await figure.reads('conv5 (6, 6)');
  await expect(gap).toHaveCount(0);
  const element = await figure.element.elementHandle();

  // The connection drops: both sides go on, and meet again.
  await notebook.python(
    'import threading\nthreading.Timer(3, setattr, (rf, "name", "Meanwhile")).start()',
  );
  isOnline = false;
  for (const line of lines.splice(0)) {
    await line.page.close();
    await line.server.close();
  }
  await expect(gap).toHaveText(/connection to the kernel is lost/);
  await gap.scrollIntoViewIfNeeded();
  await notebook.keep('connection-lost', notebook.output(0));
  await figure.press('ArrowRight', 'ArrowRight');
  await figure.reads('conv5 (6, 8)');
  isOnline = true;
  await expect(gap).toHaveCount(0, { timeout: 40_000 });
  await notebook.waitForIdle();
  await expect
    .poll(() => notebook.python('print(rf.selection, rf.name)'))
    .toBe("{'layer': 'conv5', 'index': (6, 8)} Meanwhile");
  await expect(figure.element.locator('[part="header"]')).toContainText('Meanwhile');
  await isInStep(notebook, figure);
  expect(await element?.evaluate((one) => one.isConnected)).toBe(true);

  // The kernel is killed.
  const kernel = Number(await notebook.python('import os\nprint(os.getpid())'));
  process.kill(kernel, 'SIGKILL');
  await expect(gap).toHaveText(/kernel was restarted or has ended/, { timeout: 30_000 });
  const dialog = page.locator('.jp-Dialog');
  await dialog.getByRole('button').last().click();
  await notebook.waitForIdle();
  await gap.scrollIntoViewIfNeeded();
  await notebook.keep('kernel-killed', notebook.output(0));
  await figure.press('ArrowDown', 'ArrowRight');
  await figure.reads('conv3 (2, 4)');
  await notebook.runCell(0);
  await figure.reads('conv5 (6, 6)');
  await expect(gap).toHaveCount(0);
  await isInStep(notebook, figure);

  // The user restarts it.
  await notebook.page.evaluate(async () => {
    const { jupyterapp } = window as unknown as {
      jupyterapp: {
        shell: {
          currentWidget: { sessionContext: { session: { kernel: { restart(): Promise<void> } } } };
        };
      };
    };
    await jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart();
  });
  await expect(gap).toHaveText(/kernel was restarted or has ended/);
  await notebook.waitForIdle();
  await figure.press('ArrowDown');
  await figure.reads('conv3 (2, 3)');
  await notebook.runCell(0);
  await figure.reads('conv5 (6, 6)');
  await expect(gap).toHaveCount(0);
  await isInStep(notebook, figure);
  await expect(page.getByText(/model not found|Error displaying/)).toHaveCount(0);
});
