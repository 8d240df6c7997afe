import { expect, type Locator, type Page } from '@playwright/test';

/** One `<receptive-field>` on a page. */
export class Figure {
  constructor(readonly element: Locator) {}

  static in(place: Locator | Page): Figure {
    return new Figure(place.locator('receptive-field'));
  }

  get readout(): Locator {
    return this.element.locator('[part="readout"]');
  }

  get plot(): Locator {
    return this.element.locator('[part="figure"]');
  }

  layer(name: string): Locator {
    return this.element.locator(`[data-layer="${name}"]`);
  }

  row(layer: string): Locator {
    return this.element.locator(`tr[data-row="${layer}"]`);
  }

  tab(name: string): Locator {
    return this.element.getByRole('tab', { name });
  }

  /** A point near the front edge of a sheet at rest, which no other sheet covers. */
  async front(layer: string): Promise<{ x: number; y: number }> {
    const [plot, row] = [await this.plot.boundingBox(), await this.row(layer).boundingBox()];
    if (!plot || !row) throw new Error(`${layer} has no row`);
    return { x: row.x + row.width + (plot.width - row.width) * 0.4, y: row.y + row.height - 14 };
  }

  /** A point of a map: so much of its height down, so much of its width along; its middle. */
  async at(layer: string, down = 0.5, along = 0.5): Promise<{ x: number; y: number }> {
    const box = await this.layer(layer).locator('path').first().boundingBox();
    if (!box) throw new Error(`${layer} is not drawn`);
    return { x: box.x + box.width * along, y: box.y + box.height * down };
  }

  /** Wait until the figure is drawn and its read-out speaks of this feature. */
  async reads(text: string | RegExp): Promise<void> {
    await expect(this.readout).toContainText(text);
  }

  /** Give the plot the focus and press keys, as a person does. */
  async press(...keys: string[]): Promise<void> {
    await this.plot.focus();
    for (const key of keys) await this.plot.press(key);
  }

  /** Click in the middle of the first map of a name. */
  async click(layer: string): Promise<void> {
    await this.layer(layer).first().scrollIntoViewIfNeeded();
    const box = await this.layer(layer).first().boundingBox();
    if (!box) throw new Error(`${layer} is not drawn`);
    await this.element.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Watch, frame by frame, for a picture that is gone. */
  async watch(): Promise<() => Promise<{ frames: number; empty: number; replaced: boolean }>> {
    const handle = await this.element.elementHandle();
    const watching = await this.element.evaluateHandle((element) => {
      const seen = { frames: 0, empty: 0, replaced: false, stop: false };
      const look = () => {
        if (seen.stop) return;
        seen.frames += 1;
        if (!element.shadowRoot?.querySelector('[data-layer]')) seen.empty += 1;
        seen.replaced ||= !element.isConnected;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      return seen;
    });
    return async () => {
      const seen = await watching.evaluate((value) => {
        value.stop = true;
        return { frames: value.frames, empty: value.empty, replaced: value.replaced };
      });
      await handle?.dispose();
      return seen;
    };
  }
}
