import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from '@playwright/test';

import { ROOT } from '../../scripts/run.mjs';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { freePort } from '../jupyterlab/server.js';
import { keepScreenshot } from '../page/screenshots.js';
import { CELLS, isInStep } from './dashboard.js';
import { hostsEnvironment, hostsPython } from './pages.js';

test('Voila is in step with its kernel', async ({ page }) => {
  const home = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-voila-'));
  const notebook = path.join(home, 'dashboard.ipynb');
  writeFileSync(notebook, notebookText(CELLS));
  // Voila serves no files through a link, as ours are in a clone.
  const extension = path.join(home, 'share/labextensions/ipyreceptive');
  cpSync(path.join(ROOT, 'ipyreceptive/labextension'), extension, { recursive: true });
  const port = String(await freePort());
  const where = ['--no-browser', '--Voila.ip=127.0.0.1', `--port=${port}`];
  const server = spawn(hostsPython, ['-m', 'voila', notebook, ...where], {
    env: {
      ...hostsEnvironment,
      JUPYTER_PATH: [path.join(home, 'share'), hostsEnvironment.JUPYTER_PATH].join(path.delimiter),
    },
    stdio: 'ignore',
  });
  try {
    await page.route(/^https:/, (route) => route.abort());
    await expect(async () => {
      await page.goto(`http://127.0.0.1:${port}/`);
    }).toPass({ timeout: 60_000 });
    await isInStep(page);
    await keepScreenshot(page, 'host-voila');
  } finally {
    server.kill();
    await once(server, 'exit');
    rmSync(home, { recursive: true });
  }
});
