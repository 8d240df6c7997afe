import type { Page } from '@playwright/test';

import { expect, test } from '../jupyterlab/fixtures.js';
import type { NotebookPage } from '../jupyterlab/notebook-page.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { Figure } from '../page/figure.js';
import { noteWhatIsHeld, whatIsHeld } from '../jupyterlab/held.js';
import { NETWORKS } from './networks.js';

const OUTER = '.jp-WindowedPanel-outer, .jp-Notebook:not(:has(.jp-WindowedPanel-outer))';

const scrollTo = (page: Page, share: number): Promise<void> =>
  page.locator(OUTER).evaluate((outer, share) => {
    outer.scrollTop = share * outer.scrollHeight;
  }, share);

const scrolled = (page: Page): Promise<number> =>
  page.locator(OUTER).evaluate(({ scrollTop }) => scrollTop);

/** The wheel scrolls the notebook, and zooms once the figure has the focus. */
async function usesTheWheel(notebook: NotebookPage, figure: Figure): Promise<void> {
  const { page } = notebook;
  const box = await figure.plot.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 500, (box?.y ?? 0) + 250);
  await page.mouse.wheel(0, 40);
  await expect.poll(() => scrolled(page)).toBeGreaterThan(0);
  await expect(figure.element.getByText('to zoom with the wheel')).toBeVisible();
  await figure.press('Home');
  const at = await scrolled(page);
  await page.mouse.wheel(0, -40);
  await expect.poll(() => notebook.python('print(rf.view.get("zoom", 1) > 1)')).toBe('True');
  expect(await scrolled(page)).toBe(at);
  await figure.press('0');
}

for (const windowingMode of ['full', 'defer']) {
  test(`a figure far off screen comes back as it was left, windowing ${windowingMode}`, async ({
    notebook,
    server,
  }) => {
    const { page } = notebook;
    await noteWhatIsHeld(page);
    server.set('notebook-extension/tracker', { windowingMode });
    const name = `windowed-${windowingMode}.ipynb`;
    const tall = Array.from({ length: 30 }, (_, i) => `# ${i}${'\n'.repeat(40)}`);
    server.write(name, notebookText([`${NETWORKS}\nrf`, ...tall]));
    await notebook.open(name);
    await notebook.runCell(0);
    const figure = Figure.in(page);
    await scrollTo(page, 0);
    await figure.reads('conv5 (6, 6)');

    if (windowingMode === 'defer') await usesTheWheel(notebook, figure);
    await figure.press('ArrowRight');
    await figure.element.getByText('Overlay').click();
    await figure.reads('conv5 (6, 7)');
    const element = await figure.element.elementHandle();
    const isShown = () =>
      element?.evaluate((one) => one.isConnected && one.getBoundingClientRect().bottom > 0);

    await scrollTo(page, 1);
    await expect.poll(isShown).toBe(false);
    // What was begun may end; then nothing of ours is at work.
    await page.waitForTimeout(500);
    const { begun, timers } = await whatIsHeld(page);
    expect(begun).toBeGreaterThan(0);
    await page.waitForTimeout(1000);
    expect(await whatIsHeld(page)).toMatchObject({ begun, timers });
    expect(timers).toBe(0);

    await scrollTo(page, 0);
    await expect.poll(isShown).toBe(true);
    await figure.reads('conv5 (6, 7)');
    await expect(figure.element.getByText('Overlay')).toHaveAttribute('aria-selected', 'true');
    await figure.press('ArrowDown');
    await figure.reads('conv5 (7, 7)');

    // Away with news from Python, and where it is detached for longer than a model waits for a place.
    await scrollTo(page, 1);
    await expect.poll(isShown).toBe(false);
    if (windowingMode === 'full') await page.waitForTimeout(6000);
    await notebook.python('rf.selection = ("conv3", (2, 3))');
    await scrollTo(page, 0);
    await figure.reads('conv3 (2, 3)');
    await figure.press('ArrowRight');
    await expect.poll(() => notebook.python('print(rf.selection["index"])')).toBe('(2, 4)');
    await notebook.keep(`windowed-${windowingMode}`);
  });
}
