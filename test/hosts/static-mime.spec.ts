import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from '../jupyterlab/fixtures.js';
import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';

const FOLDER = path.join(import.meta.dirname, '../fixtures/mime/v1');
const FIXTURES = readdirSync(FOLDER).map((file) => path.basename(file, '.json'));
const V1 = 'application/vnd.ipyreceptive.v1+json';

/** A picture of one pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function saved(outputs: readonly object[]): string {
  const kernelspec = { display_name: 'Gone', language: 'python', name: 'gone' };
  const cells = outputs.map((data, i) => ({
    cell_type: 'code',
    execution_count: 1,
    id: `cell-${i}`,
    metadata: {},
    source: '',
    outputs: [{ output_type: 'execute_result', execution_count: 1, metadata: {}, data }],
  }));
  return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

test('every kind of output that version 1 wrote is drawn, a later one shows its picture', async ({
  notebook,
  server,
}) => {
  const outputs = FIXTURES.map((name) => ({
    [V1]: JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as unknown,
    'text/plain': name,
  }));
  const later = {
    'application/vnd.ipyreceptive.v2+json': { shape: 'unknown' },
    'application/vnd.jupyter.widget-view+json': { model_id: 'a', version_major: 2 },
    'text/html': '<p>HTML</p>',
    'image/png': PNG,
    'text/plain': 'conv5 <b>sees</b> 163',
  };
  server.write('mime.ipynb', saved([...outputs, later]));
  await notebook.openWithoutKernel('mime.ipynb');
  for (const [i, name] of FIXTURES.entries()) {
    const { element, readout } = Figure.in(notebook.output(i));
    await element.scrollIntoViewIfNeeded();
    if (name === 'wrong') await expect(element.getByRole('alert')).toContainText('99999');
    else await expect(readout, name).toContainText('sees');
  }
  const last = notebook.output(FIXTURES.length);
  await last.scrollIntoViewIfNeeded();
  await expect(last).toContainText(/Made by a later version than \d+\.\d+\.\d+/);
  await expect(last.locator('img')).toHaveJSProperty('naturalWidth', 1);
  await expect(last).toContainText('conv5 <b>sees</b> 163');
  await expect(last).not.toContainText('model not found');
  await keepScreenshot(last, 'host-later-version');
});
