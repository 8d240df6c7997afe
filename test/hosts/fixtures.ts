import { test as base } from '../jupyterlab/fixtures.js';
import { makeNotebooks, makePages } from './pages.js';
import type { Pages } from './pages.js';

async function lend(made: Promise<Pages>, use: (pages: Pages) => Promise<void>): Promise<void> {
  const pages = await made;
  await use(pages);
  await pages.remove();
}

/** Tests with what tools make of a notebook; a worker makes it once. */
export const test = base.extend<object, { notebooks: Pages; pages: Pages }>({
  notebooks: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants the destructuring
    async ({}, use) => lend(makeNotebooks(), use),
    { scope: 'worker', timeout: 240_000 },
  ],
  pages: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants the destructuring
    async ({}, use) => lend(makePages(), use),
    { scope: 'worker', timeout: 240_000 },
  ],
});

export { expect } from '@playwright/test';
