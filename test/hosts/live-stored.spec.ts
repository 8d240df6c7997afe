import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { expect, test } from '../jupyterlab/fixtures.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';
import { answerFromHere } from './cdn.js';
import { NETWORKS } from './networks.js';
import { hostsEnvironment, hostsPython } from './pages.js';

const VIEW = 'application/vnd.jupyter.widget-view+json';

interface Saved {
  cells: { outputs: { data: Record<string, { model_id?: string }> }[] }[];
  metadata: {
    widgets: { 'application/vnd.jupyter.widget-state+json': { state: Record<string, unknown> } };
  };
}

/** What nbconvert makes of a notebook, without what the tests' programs cannot be told by. */
async function toHtml(notebook: string): Promise<string> {
  const args = ['-m', 'nbconvert', '--to', 'html', '--HTMLExporter.mathjax_url=', notebook];
  await promisify(execFile)(hostsPython, args, { env: hostsEnvironment });
  const page = notebook.replace('.ipynb', '.html');
  writeFileSync(page, readFileSync(page, 'utf8').replaceAll(/\bintegrity="[^"]*"/g, ''));
  return `file://${page}`;
}

// The second figure has never been in sight when the notebook is saved.
test('a notebook saved with its widgets makes a page that is live, and still where it cannot be', async ({
  notebook,
  server,
}, testInfo) => {
  server.set('notebook-extension/tracker', { windowingMode: 'full' });
  const tall = Array.from({ length: 30 }, (_, i) => `# ${i}${'\n'.repeat(40)}`);
  server.write(
    'stored.ipynb',
    notebookText([
      `${NETWORKS}\nrf`,
      ...tall,
      'small("Second")',
      ...tall,
      'out = w.Output()\nwith out:\n    display(small("Inside", selection=("a", 1)))\nout',
      'print("through")',
    ]),
  );
  await notebook.open('stored.ipynb');
  await notebook.command('@jupyter-widgets/jupyterlab-manager:saveWidgetState');
  await notebook.runAll();
  await expect(notebook.page.getByText('through', { exact: true })).toBeVisible();
  await expect(Figure.in(notebook.page).element).toHaveCount(3);
  await notebook.save();

  const file = testInfo.outputPath('stored.ipynb');
  writeFileSync(file, server.read('stored.ipynb'));
  const { cells, metadata } = JSON.parse(server.read('stored.ipynb')) as Saved;
  const { state } = metadata.widgets['application/vnd.jupyter.widget-state+json'];
  const shown = [cells[0], cells[31]].map(({ outputs }) => outputs[0].data);
  for (const data of shown) {
    expect(Object.keys(state)).toContain(data['application/vnd.ipyreceptive.v1+json'].model_id);
    expect(Object.keys(data)).not.toContain(VIEW);
  }
  const url = await toHtml(file);

  const page = await notebook.page.context().newPage();
  const error = page.getByText(/javascript error|model not found/);
  const still = page.locator('figure > img');
  await page.route(/^https?:/, (route) => route.abort());
  await page.goto(url);
  await expect(page.getByText('conv5 (6, 6) sees 163 × 163 pixels')).toBeVisible();
  await expect(still).toHaveCount(2);
  await expect(error).toHaveCount(0);

  await answerFromHere(page);
  const ours = /ipyreceptive@/;
  await page.route(ours, (route) => route.fulfill({ status: 404 }));
  await page.goto(url, { waitUntil: 'networkidle' });
  // What an `Output` holds ipywidgets draws, and no figure of ours stands beside it.
  await expect(error).toHaveCount(1);
  await expect(still).toHaveCount(2);
  await keepScreenshot(page, 'host-stored-without-ours');

  await page.unroute(ours);
  await page.goto(url);
  const figure = Figure.in(page).element.first();
  await new Figure(figure).reads('conv5 (6, 6)');
  await new Figure(figure).press('ArrowRight');
  await new Figure(figure).reads('conv5 (6, 7)');
  await new Figure(Figure.in(page).element.nth(1)).reads('b (');
  await new Figure(Figure.in(page).element.nth(2)).reads('a (1, 1)');
  await expect(still).toHaveCount(0);
  await keepScreenshot(page, 'host-stored');
});

test('a trusted notebook shows its still figure in a JupyterLab without the extension', async ({
  notebook,
  server,
}) => {
  server.write('other.ipynb', notebookText([`${NETWORKS}\nrf`]));
  await notebook.open('other.ipynb');
  await notebook.runAll();
  await Figure.in(notebook.output(0)).reads('conv5 (6, 6)');
  await notebook.save();

  await notebook.page.goto('about:blank');
  await server.endSessions();
  await notebook.page.route(/extensions\/ipyreceptive\//, (route) => route.abort());
  await notebook.open('other.ipynb');
  const output = notebook.output(0);
  await expect(output.locator('figure > img')).toBeVisible();
  await expect(output).not.toContainText('model not found');
  await keepScreenshot(output, 'host-without-extension');
});
