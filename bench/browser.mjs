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
 * Put an element over the whole width of a page at rest, in the stack whatever would open first.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} url the page with the script
 * @param {unknown} [network] set on it when it is connected
 */
export async function addElement(page, url, network) {
  await page.goto(url);
  await page.evaluate(async (value) => {
    document.body.style.margin = '0';
    const element = document.createElement('receptive-field');
    element.view = { mode: 'stack' };
    document.body.append(element);
    await customElements.whenDefined('receptive-field');
    if (value) element.network = value;
    await element.updateComplete;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  }, network);
  await page.waitForTimeout(REST);
}
