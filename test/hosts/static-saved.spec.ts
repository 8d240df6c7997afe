import type { Locator } from '@playwright/test';

import type { NotebookPage } from '../jupyterlab/notebook-page.js';
import { APPS } from '../jupyterlab/fixtures.js';
import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';
import { expect, test } from './fixtures.js';

interface Lab {
  jupyterapp: {
    shell: {
      currentWidget: {
        content: { model: { cells: Iterable<{ type: string; trusted: boolean }> } };
      };
    };
  };
}

/** A notebook's JSON, as far as the tests change it. */
interface Saved {
  cells: { outputs?: { data: Record<string, unknown> }[] }[];
}

const isTrusted = (notebook: NotebookPage): Promise<boolean> =>
  notebook.page.evaluate(() => {
    const { content } = (window as unknown as Lab).jupyterapp.shell.currentWidget;
    return [...content.model.cells].every(({ type, trusted }) => type !== 'code' || trusted);
  });

async function trust(notebook: NotebookPage): Promise<void> {
  // The command ends with its dialog.
  const done = notebook.command('notebook:trust');
  await notebook.page.locator('.jp-Dialog .jp-mod-accept').click();
  await done;
  await notebook.save();
}

/** The figure is drawn and answers, and nothing complains. */
async function isInteractive(notebook: NotebookPage): Promise<void> {
  const figure = Figure.in(notebook.output(0));
  await figure.reads('conv5 (6, 6) sees 163 × 163 pixels');
  await figure.press('ArrowRight');
  await figure.reads('conv5 (6, 7)');
  await expect(
    notebook.page.getByText(/model not found|Error displaying|Loading widget/),
  ).toHaveCount(0);
}

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test('without its kernel a notebook is interactive: trusted or not, with state or without', async ({
      notebook,
      server,
      notebooks,
    }) => {
      for (const name of ['plain', 'stored']) {
        const file = `${name}.ipynb`;
        server.write(file, notebooks.read(file));
        await notebook.openWithoutKernel(file);
        expect(await isTrusted(notebook)).toBe(false);
        await isInteractive(notebook);

        server.write(file, notebooks.read(file));
        await notebook.openWithoutKernel(file);
        await trust(notebook);
        await notebook.openWithoutKernel(file);
        expect(await isTrusted(notebook)).toBe(true);
        await isInteractive(notebook);
      }
      await notebook.keep('saved-trusted');
    });
  });
}

/** The picture, and the numbers of its table. */
async function isStatic(output: Locator): Promise<void> {
  const image = output.locator('figure img');
  await expect(image).toBeVisible();
  expect(
    await image.evaluate((img: HTMLImageElement) => Math.min(img.naturalWidth, img.naturalHeight)),
  ).toBeGreaterThan(300);
  await expect(output.locator('figcaption')).toContainText('conv5 (6, 6) sees 163 × 163 pixels');
  await expect(output.locator('tr').filter({ hasText: 'conv5' })).toHaveText(
    /conv5\s*3\s*1\s*1\s*13\s*16\s*163\s*17\.5/,
  );
}

test('a JupyterLab without the extension shows the static figure through its sanitizer', async ({
  notebook,
  server,
  notebooks,
}) => {
  const saved = JSON.parse(notebooks.read('plain.ipynb')) as Saved;
  for (const { data } of saved.cells.flatMap(({ outputs }) => outputs ?? [])) {
    for (const type of Object.keys(data)) if (type.startsWith('application/')) delete data[type];
  }
  server.write('sanitized.ipynb', JSON.stringify(saved));
  await notebook.openWithoutKernel('sanitized.ipynb');
  expect(await isTrusted(notebook)).toBe(false);
  for (const theme of ['light', 'dark'] as const) {
    await notebook.setTheme(theme);
    await isStatic(notebook.output(0));
    await keepScreenshot(notebook.output(0), `host-sanitized-${theme}`);
  }
});
