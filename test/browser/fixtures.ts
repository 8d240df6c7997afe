import { test as base, expect } from '@playwright/test';

import { serveSite } from './site.mjs';

/**
 * Tests on a plain page: `page.goto('/')` opens a page with only the element's script,
 * `page.goto('/examples/page.html')` the example. An error in the page fails the test.
 */
export const test = base.extend<{ noErrors: void }, { site: string }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants the destructuring
    async ({}, use) => {
      const { url, close } = await serveSite();
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ site }, use) => use(site),
  noErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
