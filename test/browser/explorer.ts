import type { Page } from '@playwright/test';

import { Figure } from '../page/figure.js';

export { ALEXNET } from '../alexnet.js';

/** One element on a page of its own, and what it told the page. */
export class Explorer extends Figure {
  /** Put an element on an empty page, with these properties. */
  static async open(page: Page, set: Readonly<Record<string, unknown>>): Promise<Explorer> {
    await page.goto('/');
    await page.evaluate((properties) => {
      const element = document.createElement('receptive-field');
      const heard: unknown[] = [];
      for (const type of ['selection-change', 'view-change']) {
        element.addEventListener(type, (event) => {
          heard.push([type, structuredClone((event as CustomEvent).detail)]);
        });
      }
      Object.assign(element, properties, { heard });
      document.body.append(element);
    }, set);
    return new Explorer(page.locator('receptive-field'));
  }

  /** What the element has told the page, and forget it. */
  async heard(): Promise<[type: string, detail: Record<string, unknown>][]> {
    return this.element.evaluate((element) =>
      (element as unknown as { heard: [string, Record<string, unknown>][] }).heard.splice(0),
    );
  }

  async set(properties: Readonly<Record<string, unknown>>): Promise<void> {
    await this.element.evaluate((element, values) => {
      Object.assign(element, values);
    }, properties);
  }

  async get(property: string): Promise<unknown> {
    return this.element.evaluate(
      (element, name) => (element as unknown as Record<string, unknown>)[name],
      property,
    );
  }

  row(layer: string) {
    return this.element.locator(`tr[data-row="${layer}"]`);
  }

  tab(name: string) {
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
}
