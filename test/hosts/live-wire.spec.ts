import { expect, test } from '../jupyterlab/fixtures.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { Figure } from '../page/figure.js';
import { NETWORKS } from './networks.js';

for (const echo of ['1', '0']) {
  test(`the wire, JUPYTER_WIDGETS_ECHO=${echo}: run all, hold, observe, links, update_display`, async ({
    notebook,
    server,
  }) => {
    const name = `wire-${echo}.ipynb`;
    server.write(
      name,
      notebookText([
        `import os\nos.environ["JUPYTER_WIDGETS_ECHO"] = "${echo}"\n${NETWORKS}
heard = []
rf.observe(lambda change: heard.append(change.new), "selection")
rf`,
        // No result can be there before the last cell is through; Python needs none.
        'import time\ntime.sleep(1)\nbefore = rf.result\nr = rf["conv5"].r\nrf.selection = ("conv4", (1, 2))',
        'other = small("Other")\nslider = w.IntSlider(227, 200, 400)\n' +
          'w.link((slider, "value"), (small_size := w.IntText(), "value"))\n' +
          'chain = w.jslink((rf, "view"), (other, "view"))\n' +
          'size = w.link((slider, "value"), (rf, "input_size"), (lambda v: (v, v), lambda v: v[0]))\n' +
          'w.VBox([slider, other])',
        'handle = display(small("First"), display_id=True)',
        'print(before, r)',
      ]),
    );
    const { page } = notebook;
    await notebook.open(name);
    await notebook.runAll();
    const figure = Figure.in(notebook.output(0));
    await figure.reads('conv4 (1, 2)');
    await expect(notebook.output(4)).toContainText('None (163, 163)');
    await expect.poll(() => notebook.python('print(len(rf.result["rows"]))')).toBe('11');

    const seen = await figure.watch();
    // Many sets, one message: the figure never sees a half of them.
    await notebook.python(
      'heard.clear()\nwith rf.hold_sync():\n    rf.layers = [["a", 3, 2, 1], ["b", 5, 1, 2]]\n' +
        '    rf.input_size = 32\n    rf.selection = ("b", 3)',
    );
    await figure.reads('b (3, 3)');
    await figure.press('ArrowRight');
    await expect
      .poll(() => notebook.python('print([one["index"] for one in heard])'))
      .toBe('[(3, 3), (3, 4)]');

    // A link in Python, and one in the browser.
    await notebook.python('slider.value = 240');
    await expect(figure.element.locator('[part="header"]')).toContainText('240 × 240');
    await notebook.python('rf.input_size = 256');
    expect(await notebook.python('print(slider.value)')).toBe('256');
    const other = Figure.in(notebook.output(2));
    await figure.element.getByText('Overlay').click();
    await expect(other.element.getByText('Overlay')).toHaveAttribute('aria-selected', 'true');
    await expect.poll(() => notebook.python('print(other.view["mode"])')).toBe('overlay');
    const { frames, ...wrong } = await seen();
    expect(frames).toBeGreaterThan(5);
    expect(wrong).toEqual({ empty: 0, replaced: false });

    // What comes in the place of an output is drawn into the same element.
    const shown = Figure.in(notebook.output(3));
    await shown.reads('b (');
    const same = await shown.watch();
    await notebook.python('handle.update(small("Second", selection=("a", 1)))');
    await shown.reads('a (1, 1)');
    await expect(shown.element.locator('[part="header"]')).toContainText('Second');
    await notebook.python('handle.update(rf)');
    await shown.reads('b (');
    await expect(shown.element.locator('[part="header"]')).toContainText('256 × 256');
    await notebook.python('rf.selection = ("a", 2)');
    await shown.reads('a (2, 2)');
    await figure.reads('a (2, 2)');
    const { frames: later, ...lost } = await same();
    expect(later).toBeGreaterThan(5);
    expect(lost).toEqual({ empty: 0, replaced: false });
    await expect(page.getByText(/model not found|Error displaying/)).toHaveCount(0);
  });
}
