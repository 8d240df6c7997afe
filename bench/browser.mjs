/** Chromium without a GPU, and pages with the element in it. */
/* global customElements, document, requestAnimationFrame */
import { chromium } from '@playwright/test';

import { findChromium } from '../scripts/chromium.mjs';

/** After this many milliseconds a page has done all that it had put off. */
export const REST = 300;

const VIEWPORT = { width: 1000, height: 800 };
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

export async function launch() {
  return chromium.launch({
    executablePath: await findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ARGS,
  });
}

/**
 * Give a page to some work: a new one, with nothing in any cache.
 *
 * @template T
 * @param {import('@playwright/test').Browser} browser
 * @param {(page: import('@playwright/test').Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPage(browser, work) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

/**
 * Open a page that can make the element, over the whole width, and let it come to rest.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} url the page with the script
 */
export async function openReady(page, url) {
  await page.goto(url);
  await page.evaluate(async () => {
    document.body.style.margin = '0';
    await customElements.whenDefined('receptive-field');
  });
  await page.waitForTimeout(REST);
}

/**
 * The same with an element at rest.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} url the page with the script
 * @param {unknown} network
 * @param {object} [view]
 */
export async function addElement(page, url, network, view = { mode: 'stack' }) {
  await openReady(page, url);
  await page.evaluate(
    async (given) => {
      const element = Object.assign(document.createElement('receptive-field'), given);
      document.body.append(element);
      await element.updateComplete;
      while (!element.shadowRoot.querySelector('.plot > svg > *')) {
        await new Promise(requestAnimationFrame);
      }
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    },
    { network, view },
  );
  await page.waitForTimeout(REST);
}
