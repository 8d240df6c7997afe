import type { Page } from '@playwright/test';

import { Figure } from '../page/figure.js';
import { APPS, expect, test } from './fixtures.js';
import { ALEXNET } from './networks.js';
import { notebookText } from './notebook-file.js';

interface Notebook {
  jupyterapp: {
    shell: { currentWidget: { context: { model: { dirty: boolean } } } };
  };
}

const isDirty = (page: Page): Promise<boolean> =>
  page.evaluate(
    () => (window as unknown as Notebook).jupyterapp.shell.currentWidget.context.model.dirty,
  );

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test.beforeEach(async ({ notebook, server }) => {
      server.write('saved.ipynb', notebookText([`${ALEXNET}\nrf`]));
      await notebook.open('saved.ipynb');
      await notebook.runCell(0);
    });

    test('a saved notebook reopens as it was left, interactive without a kernel', async ({
      notebook,
    }) => {
      const left = Figure.in(notebook.output(0));
      await left.reads('conv5 (6, 6)');
      await left.press('ArrowRight', 'ArrowRight');
      await left.element.getByText('Overlay').click();
      await notebook.save();

      await notebook.openWithoutKernel('saved.ipynb');
      const figure = Figure.in(notebook.output(0));
      await figure.reads('conv5 (6, 8) sees 163 × 163 pixels');
      await expect(figure.element.getByText('Overlay')).toHaveAttribute('aria-selected', 'true');
      await expect(notebook.page.getByText('model not found')).toHaveCount(0);
      expect(await isDirty(notebook.page)).toBe(false);
      await notebook.keep('no-kernel', figure.element);
      await figure.press('ArrowDown');
      await figure.reads('conv5 (7, 8)');
      await figure.element.getByText('Stack').click();
      await expect(figure.element.getByText('Stack')).toHaveAttribute('aria-selected', 'true');
      expect(await isDirty(notebook.page)).toBe(true);
    });

    test('a picture goes into the notebook when asked, comes back, and can be taken out', async ({
      notebook,
      server,
    }) => {
      const figure = Figure.in(notebook.output(0));
      const note = figure.element.locator('[part="picture"]');
      const keep = async () => {
        await figure.element.getByRole('button', { name: 'More options' }).click();
        await figure.element
          .getByRole('menuitemcheckbox', { name: 'Keep it in the notebook' })
          .click();
      };
      await figure.reads('conv5 (6, 6)');
      await notebook.python(
        'import numpy as np\nrf.image = np.random.default_rng(1).random((300, 400, 3))',
      );
      await expect(note).toContainText('It stays on this page.');
      await notebook.save();
      expect(server.read('saved.ipynb')).not.toContain('data:image/webp');
      await keep();
      await expect(note).toContainText(/It is kept in the notebook, where it takes \d+ KB\./);
      await figure.press('ArrowRight');
      await figure.reads('conv5 (6, 7)');
      await notebook.keep('picture-kept', figure.element);
      await notebook.save();

      await notebook.openWithoutKernel('saved.ipynb');
      await expect(note).toContainText('It is kept in the notebook');
      await figure.reads('conv5 (6, 7)');
      await expect(figure.element.locator('svg image').first()).toBeAttached();
      expect(await isDirty(notebook.page)).toBe(false);
      await note.getByRole('button', { name: 'Take the picture away' }).click();
      await notebook.save();
      expect(server.read('saved.ipynb')).not.toContain('data:image/webp');
    });

    test('a duplicated notebook does not move the original', async ({ notebook, server }) => {
      await Figure.in(notebook.output(0)).reads('conv5 (6, 6)');
      await notebook.save();
      server.write('copy.ipynb', server.read('saved.ipynb'));

      const other = await notebook.page.context().newPage();
      const copy = notebook.on(other);
      await copy.open('copy.ipynb');
      const copied = Figure.in(copy.output(0));
      await copied.reads('conv5 (6, 6)');
      await copied.press('ArrowRight', 'ArrowDown');
      await copied.reads('conv5 (7, 7)');
      await other.close();
      expect(await notebook.python('print(rf.selection)')).toBe(
        "{'layer': 'conv5', 'index': (6, 6)}",
      );
    });

    test('a notebook opened again joins the kernel that went on', async ({ notebook }) => {
      await Figure.in(notebook.output(0)).reads('conv5 (6, 6)');
      await notebook.save();
      await notebook.open('saved.ipynb');
      const figure = Figure.in(notebook.output(0));
      await figure.reads('conv5 (6, 6)');
      await notebook.python('rf.selection = ("conv3", (2, 3))');
      await figure.reads('conv3 (2, 3)');
      await figure.press('ArrowUp');
      await expect
        .poll(() => notebook.python('print(rf.selection)'))
        .toBe("{'layer': 'conv3', 'index': (1, 3)}");
    });
  });
}

test.describe('lab', () => {
  test('two documents in one window keep apart, and a tab that was closed comes back live', async ({
    notebook,
    server,
  }) => {
    server.write('saved.ipynb', notebookText([`${ALEXNET}\nrf`]));
    await notebook.open('saved.ipynb');
    await notebook.runCell(0);
    await Figure.in(notebook.output(0)).reads('conv5 (6, 6)');
    await notebook.save();
    server.write('copy.ipynb', server.read('saved.ipynb'));

    await notebook.command('docmanager:open', { path: 'copy.ipynb' });
    await notebook.waitForIdle();
    const copied = Figure.in(notebook.output(0));
    await copied.reads('conv5 (6, 6)');
    await copied.press('ArrowRight');
    await copied.reads('conv5 (6, 7)');
    await notebook.save();
    await notebook.command('application:close');

    await notebook.waitForIdle();
    await Figure.in(notebook.output(0)).reads('conv5 (6, 6)');
    await notebook.command('application:close');
    // Longer than a model waits before it gives up its place.
    await notebook.page.waitForTimeout(7000);
    await notebook.command('docmanager:open', { path: 'saved.ipynb' });
    await notebook.waitForIdle();
    const figure = Figure.in(notebook.output(0));
    await figure.reads('conv5 (6, 6)');
    await notebook.python('rf.selection = ("conv1", (9, 9))');
    await figure.reads('conv1 (9, 9)');
  });
});
