import { test as base } from '../jupyterlab/fixtures.js';
import { makePages } from './pages.js';
import type { Pages } from './pages.js';

/** Tests with what the tools of other hosts make of a notebook; a worker makes it once. */
export const test = base.extend<object, { pages: Pages }>({
  pages: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants the destructuring
    async ({}, use) => {
      const pages = await makePages();
      await use(pages);
      await pages.remove();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

export { expect } from '@playwright/test';
