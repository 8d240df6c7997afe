/**
 * Measures how fast it all is, and prints a table. `npm run bench -- orbit hover` measures these alone.
 *
 * @typedef {object} Result
 * @property {string} what
 * @property {number[]} values
 * @property {string} unit
 * @property {number} [aim] what the median should not exceed
 * @property {string} [note]
 *
 * @typedef {{ browser: import('@playwright/test').Browser, url: string }} Place
 * @typedef {(place: Place) => AsyncGenerator<Result>} Measurement
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

import { build } from '../scripts/build.mjs';
import { main } from '../scripts/run.mjs';
import { serveSite } from '../test/browser/site.mjs';
import { arithmetic } from './arithmetic.mjs';
import { launch } from './browser.mjs';
import { bundleSize } from './bundle-size.mjs';
import { firstFrame } from './first-frame.mjs';
import { frameworks, torchModels } from './frameworks.mjs';
import { hover } from './hover.mjs';
import { ALEXNET } from './networks.mjs';
import { nodes } from './nodes.mjs';
import { openPage } from './open-page.mjs';
import { orbit } from './orbit.mjs';
import { others } from './others.mjs';
import { python } from './python.mjs';
import { rest } from './rest.mjs';
import { HEAD, resultLine } from './table.mjs';

/** @type {Record<string, Measurement>} */
const MEASUREMENTS = {
  'first-frame': firstFrame,
  'open-page': openPage,
  orbit,
  hover,
  nodes,
  rest,
  'bundle-size': bundleSize,
  others,
  arithmetic,
  python,
  frameworks,
  torch: torchModels,
};

const CORES = 2;

/** Keep this program, and all that it starts, on two cores; what has no taskset uses all it has. */
function keepToTwoCores() {
  if (availableParallelism() <= CORES) return;
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `0-${CORES - 1}`, `${process.pid}`]);
}

await main(async (names) => {
  const unknown = names.find((name) => !Object.hasOwn(MEASUREMENTS, name));
  if (unknown !== undefined) {
    throw new Error(`no measurement ${unknown}: there are ${Object.keys(MEASUREMENTS).join(', ')}`);
  }
  await build();
  keepToTwoCores();
  const layers = JSON.stringify(ALEXNET.layers);
  const { url, close } = await serveSite({
    '/alexnet': `<receptive-field input-size="227" layers='${layers}'></receptive-field>`,
  });
  const browser = await launch();
  process.stdout.write(`Chromium ${browser.version()}, ${availableParallelism()} cores\n${HEAD}\n`);
  try {
    for (const name of names.length > 0 ? names : Object.keys(MEASUREMENTS)) {
      for await (const result of MEASUREMENTS[name]({ browser, url })) {
        process.stdout.write(`${resultLine(result)}\n`);
      }
    }
  } finally {
    await browser.close();
    await close();
  }
});
