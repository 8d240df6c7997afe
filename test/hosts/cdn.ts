import path from 'node:path';

import type { Page } from '@playwright/test';

import { VERSION } from '../../src/version.js';

const ROOT = path.join(import.meta.dirname, '../..');

/** What pages take from a network, and the file here that is the same. */
const HERE: readonly (readonly [RegExp, (match: RegExpMatchArray) => string])[] = [
  [/\/require\.js\/[\d.]+\/require\.min\.js$/, () => 'node_modules/requirejs/require.js'],
  [
    /\/@jupyter-widgets\/html-manager@[*^\d.]+\/(dist\/[\w.-]+)$/,
    ([, file]) => `node_modules/@jupyter-widgets/html-manager/${file}`,
  ],
  [new RegExp(`/npm/ipyreceptive@${VERSION}/(dist/index\\.js)$`), ([, file]) => file],
];

/**
 * Answers what a page asks of a network with the files of this clone, and nothing else.
 *
 * @returns the addresses that were asked for, with `true` where they were answered
 */
export async function answerFromHere(page: Page): Promise<Map<string, boolean>> {
  const asked = new Map<string, boolean>();
  await page.route(/^https?:/, async (route) => {
    const url = route.request().url();
    const found = HERE.flatMap(([pattern, file]) => {
      const match = pattern.exec(decodeURI(url).replace(/\?.*/, ''));
      return match ? [file(match)] : [];
    });
    asked.set(url, found.length > 0);
    if (found.length === 0) await route.abort();
    else await route.fulfill({ path: path.join(ROOT, found[0]) });
  });
  return asked;
}
