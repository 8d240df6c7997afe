import { APPS, expect, test } from '../jupyterlab/fixtures.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import type { NotebookPage } from '../jupyterlab/notebook-page.js';
import { Figure } from '../page/figure.js';
import { NETWORKS } from './networks.js';

interface Lab {
  jupyterapp: { shell: { currentWidget: { context: { model: { dirty: boolean } } } } };
}

const isDirty = (notebook: NotebookPage): Promise<boolean> =>
  notebook.page.evaluate(
    () => (window as unknown as Lab).jupyterapp.shell.currentWidget.context.model.dirty,
  );

async function close(notebook: NotebookPage): Promise<void> {
  if (notebook.app === 'lab') await notebook.command('application:close');
  // A notebook has a page of its own, which would ask where there is something to save.
  else await notebook.page.goto('about:blank');
  await expect(notebook.page.locator('receptive-field')).toHaveCount(0);
}

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test('what the user left is kept, also of a network that Python set since', async ({
      notebook,
      server,
    }) => {
      server.write(
        'kept.ipynb',
        notebookText([`${NETWORKS}\nrf`, 'other = small("Other")\nother']),
      );
      await notebook.open('kept.ipynb');
      await notebook.runAll();
      const [figure, other] = [0, 1].map((cell) => Figure.in(notebook.output(cell)));
      await figure.reads('conv5 (6, 6)');
      await notebook.python(
        'with rf.hold_sync():\n    rf.layers = [["a", 3, 2, 1], ["b", 5, 1, 2]]\n    rf.selection = ("b", 3)',
      );
      await figure.reads('b (3, 3)');
      await figure.press('ArrowRight');
      await figure.reads('b (3, 4)');
      const grip = other.element.getByRole('separator', { name: 'Height of the figure' });
      await grip.press('ArrowDown');
      await grip.press('ArrowDown');
      await expect
        .poll(() => notebook.python('print(other.view.get("height", 0) > 0)'))
        .toBe('True');
      const height = Number(await notebook.python('print(other.view["height"])'));
      await grip.press('Escape');
      await expect(other.element).not.toHaveAttribute('data-lm-suppress-shortcuts');
      await notebook.save();

      await notebook.openWithoutKernel('kept.ipynb');
      const file = server.read('kept.ipynb');
      await figure.reads('b (3, 4)');
      await expect(figure.element.locator('[part="error"]')).toHaveCount(0);
      await other.reads('b (');
      const box = await other.plot.boundingBox();
      expect(Math.abs((box?.height ?? 0) - height)).toBeLessThan(60);
      await expect(notebook.page.getByText('model not found')).toHaveCount(0);
      await notebook.keep('kept', notebook.page);

      expect(await isDirty(notebook)).toBe(false);
      await close(notebook);
      expect(server.read('kept.ipynb')).toBe(file);
    });
  });
}

test('a cell copied to another notebook goes on by itself, and opening writes nothing', async ({
  notebook,
  server,
}) => {
  server.write('from.ipynb', notebookText([`${NETWORKS}\nrf`]));
  server.write('to.ipynb', notebookText(['1 + 1']));
  await notebook.open('from.ipynb');
  await notebook.runCell(0);
  const original = Figure.in(notebook.output(0));
  await original.reads('conv5 (6, 6)');
  await notebook.save();
  const file = server.read('from.ipynb');
  await notebook.cells.nth(0).locator('.jp-InputPrompt').click();
  await notebook.command('notebook:copy-cell');

  await notebook.command('docmanager:open', { path: 'to.ipynb' });
  await notebook.waitForIdle();
  await notebook.command('notebook:paste-cell-below');
  const copied = Figure.in(notebook.output(1));
  await copied.reads('conv5 (6, 6)');
  await copied.press('ArrowRight', 'ArrowDown');
  await copied.reads('conv5 (7, 7)');
  await notebook.save();
  expect(server.read('to.ipynb')).toContain('application/vnd.ipyreceptive.v1+json');
  await notebook.command('application:close');

  // The original has neither moved nor been written to, and a kernel that is there changes nothing.
  await notebook.waitForIdle();
  await original.reads('conv5 (6, 6)');
  expect(await notebook.python('print(rf.selection["index"])')).toBe('(6, 6)');
  await notebook.open('from.ipynb');
  await original.reads('conv5 (6, 6)');
  await notebook.python('rf.selection = ("conv1", 1)');
  await original.reads('conv1 (1, 1)');
  expect(await isDirty(notebook)).toBe(false);
  await close(notebook);
  expect(server.read('from.ipynb')).toBe(file);
});
