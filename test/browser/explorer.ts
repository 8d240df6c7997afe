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
}
