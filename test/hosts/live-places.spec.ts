import { APPS, expect, test } from '../jupyterlab/fixtures.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import type { NotebookPage } from '../jupyterlab/notebook-page.js';
import { Figure } from '../page/figure.js';
import { NETWORKS } from './networks.js';

const figuresIn = (notebook: NotebookPage, cell: number, count: number): Figure[] =>
  Array.from(
    { length: count },
    (_, i) => new Figure(notebook.output(cell).locator('receptive-field').nth(i)),
  );

/** The figure is whole: wide and high enough to be read. */
async function isWhole(figure: Figure): Promise<void> {
  await expect(figure.layer('input')).not.toHaveCount(0);
  const box = await figure.plot.boundingBox();
  expect(box?.width).toBeGreaterThan(340);
  expect(box?.height).toBeGreaterThan(250);
}

/** Counts the living figures at each step of a slider, for both ways to use one. */
const COUNTING = `${NETWORKS}
def living():
    from ipywidgets.widgets.widget import _instances
    return sum(type(one) is ReceptiveField for one in list(_instances.values()))

counts = []
def resize(size):
    rf.input_size = size
    counts.append(living())

def anew(size):
    made = small(f"Of {size}", selection=("b", 1))
    counts.append(living())
    return made
rf`;

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test('boxes, tabs, outputs and what was hidden show whole figures, all in step', async ({
      notebook,
      server,
    }) => {
      server.write(
        'places.ipynb',
        notebookText([
          `${NETWORKS}\nrf`,
          'w.HBox([rf, small("Beside")])',
          'tab = w.Tab([w.Label("first"), rf], titles=["First", "Second"])\ntab',
          'w.Accordion([rf, small("Below")], titles=["First", "Second"])',
          'out = w.Output()\nwith out:\n    display(rf)\nout',
          'hidden = w.VBox([rf], layout=w.Layout(display="none"))\nhidden',
        ]),
      );
      const { page } = notebook;
      await notebook.open('places.ipynb');
      await notebook.runAll();
      const own = Figure.in(notebook.output(0));
      await own.reads('conv5 (6, 6)');

      const [left, right] = figuresIn(notebook, 1, 2);
      await left.reads('conv5 (6, 6)');
      await right.reads('b (7, 7)');
      const boxes = await Promise.all([left.element.boundingBox(), right.element.boundingBox()]);
      expect(boxes[0]?.width).toBeCloseTo(boxes[1]?.width ?? 0, -1);
      expect((boxes[1]?.x ?? 0) - (boxes[0]?.x ?? 0) - (boxes[0]?.width ?? 0)).toBeGreaterThan(15);
      await notebook.keep('hbox', notebook.output(1));

      const tabbed = Figure.in(notebook.output(2));
      await expect(tabbed.element).toBeHidden();
      await notebook.output(2).getByText('Second').click();
      await tabbed.reads('conv5 (6, 6)');
      await isWhole(tabbed);

      const [first, second] = figuresIn(notebook, 3, 2);
      await notebook.output(3).getByText('Second').click();
      await second.reads('b (7, 7)');
      await isWhole(second);
      await notebook.output(3).getByText('First').click();
      await first.reads('conv5 (6, 6)');
      await isWhole(first);
      await notebook.keep('accordion', notebook.output(3));

      const within = Figure.in(notebook.output(4));
      await within.reads('conv5 (6, 6)');
      await isWhole(within);

      const revealed = Figure.in(notebook.output(5));
      await expect(revealed.element).toBeHidden();
      await notebook.python('hidden.layout.display = ""');
      await revealed.reads('conv5 (6, 6)');
      await isWhole(revealed);

      await left.press('ArrowRight');
      const all = [own, left, tabbed, first, within, revealed];
      for (const figure of all) await figure.reads('conv5 (6, 7)');
      await revealed.press('ArrowDown');
      for (const figure of all) await figure.reads('conv5 (7, 7)');

      await expect(page.getByText(/model not found|Error displaying/)).toHaveCount(0);

      // A notebook in command mode takes the arrow keys from what does not say that they are its own.
      await notebook.command('notebook:enter-command-mode');
      const tab = (name: string) => own.element.getByRole('tab', { name });
      await tab('Stack').press('ArrowRight');
      await expect(tab('Side by side')).toBeFocused();
      await expect(tab('Side by side')).toHaveAttribute('aria-selected', 'true');
      await tab('Side by side').press('ArrowLeft');
      await own.element.getByRole('button', { name: 'Export' }).press('Enter');
      const menu = own.element.getByRole('menu');
      await expect(menu).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();

      // Notebook 7 has no place for such a view.
      if (app === 'notebook') return;
      await notebook.cells.nth(0).locator('.jp-InputPrompt').click();
      await notebook.command('notebook:create-output-view');
      const apart = Figure.in(page.locator('.jp-LinkedOutputView'));
      await apart.reads('conv5 (7, 7)');
      await isWhole(apart);
      await apart.press('ArrowUp');
      for (const figure of [...all, apart]) await figure.reads('conv5 (6, 7)');
      await notebook.keep('view-of-output', apart.element);
    });

    test('interact: one model and no flash, or a new figure each time and two models at most', async ({
      notebook,
      server,
    }) => {
      server.write(
        'interact.ipynb',
        notebookText([
          COUNTING,
          'sizes = again = w.IntSlider(227, 200, 400)\nw.interact(resize, size=sizes);',
          'rf.close()\nagain = w.IntSlider(32, 32, 400)\ncounts.clear()\nw.interact(anew, size=again);',
        ]),
      );
      const { page } = notebook;
      await notebook.open('interact.ipynb');
      const slide = async (cell: number): Promise<void> => {
        await notebook.runCell(cell);
        await notebook.output(cell).locator('.noUi-handle').focus();
        for (let i = 0; i < 5; i += 1) {
          if (app === 'lab') await page.keyboard.press('ArrowRight');
          // Notebook 7 takes these keys from a slider.
          else await notebook.python(`[sizes, again][${cell - 1}].value += 1`);
        }
      };
      await notebook.runCell(0);
      const figure = Figure.in(notebook.output(0));
      await figure.reads('conv5 (6, 6)');
      const seen = await figure.watch();
      await slide(1);
      await expect(figure.element.locator('[part="header"]')).toContainText('232 × 232');
      await notebook.python('for size in range(233, 328):\n    sizes.value = size');
      await expect(figure.element.locator('[part="header"]')).toContainText('327 × 327');
      const { frames, ...wrong } = await seen();
      expect(frames).toBeGreaterThan(5);
      expect(wrong).toEqual({ empty: 0, replaced: false });
      expect(await notebook.python('print(max(counts), rf.input_size)')).toBe('1 (327, 327)');

      await slide(2);
      const made = Figure.in(notebook.output(2));
      const header = made.element.locator('[part="header"]');
      await expect(header).toContainText('Of 37');
      // Keys may be faster than the page: the kernel makes the next one before it hears of the first.
      expect(Number(await notebook.python('print(max(counts))'))).toBeLessThanOrEqual(3);
      await expect.poll(() => notebook.python('counts.clear()\nprint(living())')).toBe('1');
      for (let size = 38; size <= 45; size += 1) {
        await notebook.python(`again.value = ${size}`);
        await header.getByText(`Of ${size}`).waitFor();
      }
      await made.reads('b (1, 1)');
      await expect(made.element).toHaveCount(1);
      expect(await notebook.python('print(len(counts), max(counts))')).toBe('8 2');
      await expect.poll(() => notebook.python('print(living())')).toBe('1');
      // That is the one that is shown.
      await notebook.cells.nth(2).locator('.jp-InputPrompt').click();
      await notebook.command('notebook:delete-cell');
      await expect.poll(() => notebook.python('print(living())')).toBe('0');
    });
  });
}
