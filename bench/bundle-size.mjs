/** Size of the file for pages, Lit included, as a server sends it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { ROOT } from '../scripts/run.mjs';

/** @type {import('./run.mjs').Measurement} */
export async function* bundleSize() {
  const file = 'dist/receptive-field.js';
  const { length } = gzipSync(readFileSync(path.join(ROOT, file)), { level: 9 });
  yield { what: `${file}, gzipped`, values: [length / 1000], unit: 'KB', aim: 75 };
}
