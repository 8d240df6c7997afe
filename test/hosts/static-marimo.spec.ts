import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { expect, test } from '@playwright/test';

import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';
import { hostsEnvironment, hostsPython } from './pages.js';

const PORT = 8769;

test('marimo is in step through anywidget, and without it shows a page', async ({ page }) => {
  const notebook = path.join(import.meta.dirname, 'marimo_notebook.py');
  const where = ['--headless', '--no-token', '--host', '127.0.0.1', '--port', String(PORT)];
  const server = spawn(hostsPython, ['-m', 'marimo', 'run', notebook, ...where], {
    env: hostsEnvironment,
    stdio: 'ignore',
  });
  try {
    await expect(async () => {
      await page.goto(`http://127.0.0.1:${PORT}/`);
    }).toPass({ timeout: 60_000 });
    const figure = new Figure(page.locator('receptive-field').first());
    await expect(figure.readout).toContainText('pool1 (13, 13) sees 19 × 19', { timeout: 60_000 });
    await expect(figure.element).not.toHaveAttribute('data-dark');
    await figure.press('ArrowRight');
    await expect(page.getByText('The kernel heard (13, 14)')).toBeVisible();
    const frame = page.frameLocator('iframe').locator('receptive-field');
    await new Figure(frame).reads('conv2 (6, 6) sees 9 × 9');
    await keepScreenshot(page, 'host-marimo');
  } finally {
    server.kill();
    await once(server, 'exit');
  }
});
