import { Figure } from '../page/figure.js';
import { APPS, expect, test } from './fixtures.js';
import { ALEXNET } from './networks.js';
import { notebookText } from './notebook-file.js';

for (const app of APPS) {
  test.describe(app, () => {
    test.use({ app });

    test.beforeEach(async ({ notebook, server }) => {
      server.write('live.ipynb', notebookText([`${ALEXNET}\nrf`, 'rf']));
      await notebook.open('live.ipynb');
    });

    test('Python changes the picture without a flash', async ({ notebook }) => {
      await notebook.runCell(0);
      const figure = Figure.in(notebook.output(0));
      await figure.reads('conv5 (6, 6) sees 163 × 163 pixels');
      const seen = await figure.watch();

      await notebook.python('rf.selection = ("pool2", 6)');
      await figure.reads('pool2 (6, 6) sees 67 × 67 pixels');
      await notebook.python('rf.view = {"mode": "overlay"}');
      await expect(figure.element.getByText('Overlay')).toHaveAttribute('aria-selected', 'true');
      await notebook.python('import numpy\nrf.image = numpy.zeros((8, 8), "uint8")');
      await expect(figure.element.locator('svg image')).not.toHaveCount(0);
      await notebook.python('rf.image = None');
      await expect(figure.element.locator('svg image')).toHaveCount(0);
      await notebook.python('rf.selection = None\nrf.layers = [["a", 3, 2, 1], ["b", 5, 1, 2]]');
      await figure.reads('b (');
      await expect(figure.layer('conv5')).toHaveCount(0);
      await notebook.python('rf.input_size = (64, 32)');
      await expect(figure.element.locator('[part="header"]')).toContainText('64 × 32');
      await notebook.python('with rf.hold_sync():\n    rf.name = "Small"\n    rf.input_size = 24');
      await expect(figure.element.locator('[part="header"]')).toContainText('Small');

      const { frames, ...wrong } = await seen();
      expect(frames).toBeGreaterThan(5);
      expect(wrong).toEqual({ empty: 0, replaced: false });
    });

    test('Python hears the user, and holds what the browser worked out', async ({ notebook }) => {
      await notebook.runCell(0);
      const figure = Figure.in(notebook.output(0));
      await figure.reads('conv5 (6, 6)');
      await notebook.python(
        'heard = []\nrf.observe(lambda change: heard.append(change["new"]), "selection")',
      );

      await figure.press('ArrowRight');
      await figure.reads('conv5 (6, 7)');
      await expect
        .poll(() => notebook.python('print(heard[-1:])'))
        .toBe("[{'layer': 'conv5', 'index': (6, 7)}]");
      await figure.click('pool2');
      await expect.poll(() => notebook.python('print(heard[-1]["layer"])')).not.toBe('conv5');

      const rows = 'print([row["r"] for row in rf.result["rows"]][-3:], rf.result["revision"])';
      await expect.poll(() => notebook.python(rows)).toBe('[[195, 195], [355, 355], [355, 355]] 1');
      await notebook.python('rf.input_size = 231');
      await expect
        .poll(() => notebook.python('print(rf.result and rf.result["revision"])'))
        .toBe('2');
    });

    test('a drag changes the model each frame and reaches Python once', async ({ notebook }) => {
      await notebook.runAll();
      const [first, second] = [0, 1].map((cell) => Figure.in(notebook.output(cell)));
      await first.reads('conv5 (6, 6)');
      await second.reads('conv5 (6, 6)');
      await notebook.python(
        'heard = []\nrf.observe(lambda change: heard.append(change["new"]), "view")',
      );
      const box = await first.plot.boundingBox();
      if (!box) throw new Error('no plot');
      const { mouse } = notebook.page;
      const [x, y] = [box.x + box.width * 0.7, box.y + box.height * 0.4];
      await mouse.move(x, y);
      await mouse.down();
      await mouse.move(x + 40, y + 10, { steps: 4 });
      const compass = (figure: Figure) =>
        figure.element.evaluate((element) =>
          JSON.stringify((element as unknown as { view: { rotation: unknown } }).view.rotation),
        );
      await expect.poll(() => compass(second)).toBe(await compass(first));
      expect(await compass(first)).not.toBe('null');
      await mouse.move(x + 80, y + 20, { steps: 4 });
      await mouse.up();
      await expect.poll(() => notebook.python('print(len(heard))')).toBe('1');
      expect(await notebook.python('print(len(heard[0]["rotation"]))')).toBe('2');
      await expect.poll(() => compass(second)).toBe(await compass(first));
    });

    test('two views of one widget stay in step, in a box too', async ({ notebook, server }) => {
      server.write(
        'box.ipynb',
        notebookText([`${ALEXNET}\nrf`, 'import ipywidgets\nipywidgets.HBox([rf])']),
      );
      await notebook.open('box.ipynb');
      await notebook.runAll();
      const [own, boxed] = [0, 1].map((cell) => Figure.in(notebook.output(cell)));
      await own.reads('conv5 (6, 6)');
      await boxed.reads('conv5 (6, 6)');
      await own.press('ArrowLeft');
      await boxed.reads('conv5 (6, 5)');
      await boxed.press('ArrowUp');
      await own.reads('conv5 (5, 5)');
    });

    test('a wrong value leaves the last good picture, with the sentence in it', async ({
      notebook,
    }) => {
      await notebook.runCell(0);
      const figure = Figure.in(notebook.output(0));
      await figure.reads('conv5 (6, 6)');
      await notebook.python('rf.layers = [["conv1", 11, 4, 0], ["conv2", 99, 1, 2]]');
      const error = figure.element.locator('[part="error"]');
      await expect(error).toContainText(
        'layer 2 "conv2": kernel_size 99 is larger than the padded input 59',
      );
      await expect(figure.layer('conv5')).not.toHaveCount(0);
      await notebook.keep('error', figure.element);
      expect(
        await notebook.python(
          'try:\n    rf.network\nexcept Exception as error:\n    print(type(error).__name__, error.layer)',
        ),
      ).toBe('LayerError conv2');
      await figure.element.getByRole('button', { name: 'Undo' }).click();
      await expect(error).toHaveCount(0);
      await expect.poll(() => notebook.python('print(len(rf.network.layers))')).toBe('10');
      await notebook.python('rf.layers = [["conv1", 11, 4, 0]]');
      await expect(error).toHaveCount(0);
      await notebook.python('rf.view = {"mode": "sideways"}');
      await expect(error).toContainText('view.mode "sideways"');
      await notebook.python('rf.view = {"mode": "stack"}');
      await expect(error).toHaveCount(0);
      await notebook.python('rf.layers = [["conv1", float("nan"), 4, 0]]');
      await expect(error).toContainText('kernel_size NaN is not a number');
    });

    test('after a restart of the kernel the figure stays interactive', async ({ notebook }) => {
      await notebook.runCell(0);
      const figure = Figure.in(notebook.output(0));
      await figure.reads('conv5 (6, 6)');
      await notebook.page.evaluate(async () => {
        const { jupyterapp } = window as unknown as {
          jupyterapp: {
            shell: {
              currentWidget: {
                sessionContext: { session: { kernel: { restart(): Promise<void> } } };
              };
            };
          };
        };
        await jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart();
      });
      await notebook.waitForIdle();
      await figure.press('ArrowRight', 'ArrowDown');
      await figure.reads('conv5 (7, 7)');
      await notebook.runCell(0);
      await figure.reads('conv5 (6, 6)');
      await notebook.python('rf.selection = ("conv1", 0)');
      await figure.reads('conv1 (0, 0)');
    });
  });
}
