import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from '@playwright/test';

import { PYODIDE } from '../../scripts/pyodide.mjs';
import { serveFolder } from '../browser/site.mjs';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { keepScreenshot } from '../page/screenshots.js';
import { Figure } from '../page/figure.js';
import { CELLS, isInStep } from './dashboard.js';
import { hostsEnvironment, hostsPython } from './pages.js';

interface Lab {
  jupyterapp: {
    restored: Promise<void>;
    commands: { execute(id: string): Promise<unknown> };
    shell: { currentWidget: { sessionContext: { session: { kernel: unknown } | null } } };
  };
}

/** What Python alone answers in the browser. */
const PLAIN = `from ipyreceptive import LayerError, Network
print(Network.preset("resnet18")["layer4"].r)
try:
    Network([["c", 3, 0]], 9)
except LayerError as error:
    print(error)`;

test('JupyterLite is in step with Python in the browser, and without it stays interactive', async ({
  page,
}) => {
  const home = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-lite-'));
  mkdirSync(path.join(home, 'files'));
  const cells = ['%pip install -q ipyreceptive', ...CELLS, PLAIN];
  writeFileSync(path.join(home, 'files/dashboard.ipynb'), notebookText(cells, 'python'));
  const script = path.join(import.meta.dirname, 'lite.py');
  await promisify(execFile)(hostsPython, [script, home, PYODIDE], { env: hostsEnvironment });
  const { url, close } = await serveFolder(path.join(home, 'site'));
  try {
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(url)) {
        elsewhere.push(request.url());
      }
    });
    const open = async (): Promise<void> => {
      await page.goto(`${url}/lab/index.html?path=dashboard.ipynb`);
      await expect(page.locator('.jp-Notebook .jp-CodeCell').first()).toBeVisible();
      await page.evaluate(() => (window as unknown as Lab).jupyterapp.restored);
    };
    const command = (id: string): Promise<unknown> =>
      page.evaluate((name) => (window as unknown as Lab).jupyterapp.commands.execute(name), id);
    await open();
    await page.waitForFunction(() => {
      const { currentWidget } = (window as unknown as Lab).jupyterapp.shell;
      return Boolean(currentWidget.sessionContext.session?.kernel);
    });
    await command('notebook:run-all-cells');
    const figure = await isInStep(page);
    const output = page.locator('.jp-CodeCell').last().locator('.jp-OutputArea');
    await expect(output).toContainText('(435, 435)');
    await expect(output).toContainText('layer 1 "c": stride 0 is too small; it must be at least 1');
    await figure.element.scrollIntoViewIfNeeded();
    await keepScreenshot(page, 'host-lite');
    await command('docmanager:save');

    await page.route(/pyodide/, (route) => route.abort());
    await open();
    const saved = Figure.in(page);
    await saved.reads('conv5 (6, 7)');
    await saved.press('ArrowDown');
    await saved.reads('conv5 (7, 7)');
    await expect(page.getByText(/model not found|Error displaying/)).toHaveCount(0);
    await keepScreenshot(page, 'host-lite-without-kernel');
    expect(elsewhere).toEqual([]);
  } finally {
    await close();
    rmSync(home, { recursive: true });
  }
});
