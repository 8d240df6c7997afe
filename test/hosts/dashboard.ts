import { expect, type Locator, type Page } from '@playwright/test';

import { ALEXNET } from '../jupyterlab/networks.js';
import { Figure } from '../page/figure.js';

/** Cells of a notebook whose kernel says what it hears, and sets the size of the image. */
export const CELLS = [
  `${ALEXNET}\nrf`,
  `import ipywidgets as w

said = w.Label()

def hear(change):
    said.value = f"The kernel heard {change.new['index']} and reads {rf['conv5'].r}"

rf.observe(hear, "selection")
sizes = w.IntSlider(227, 200, 400)
sizes.observe(lambda change: setattr(rf, "input_size", change.new), "value")
w.VBox([said, sizes])`,
];

/** The figure of those cells is whole, tells the kernel what the user does, and follows it. */
export async function isInStep(page: Page, place: Locator | Page = page): Promise<Figure> {
  const figure = Figure.in(place);
  await expect(figure.readout).toContainText('conv5 (6, 6) sees 163 × 163', { timeout: 90_000 });
  // Its kernel may be slower than its picture.
  await expect(page.locator('.noUi-handle')).toBeVisible({ timeout: 90_000 });
  await figure.press('ArrowRight');
  await figure.reads('conv5 (6, 7)');
  await expect(page.getByText('The kernel heard (6, 7) and reads (163, 163)')).toBeVisible();
  await page.locator('.noUi-handle').focus();
  for (let i = 0; i < 20; i += 1) await page.keyboard.press('ArrowRight');
  await expect(figure.element.locator('[part="header"]')).toContainText('247 × 247');
  await figure.reads('conv5 (6, 7)');
  await expect(page.getByText(/model not found|Error displaying|javascript error/)).toHaveCount(0);
  return figure;
}
