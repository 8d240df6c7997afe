/** The browsers that the tests drive: found, or else installed. */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

import { Plain, ROOT, attempt, isMain, main, step } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Playwright puts its own Chromium, if it has one. */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/**
 * The path of a Chromium: that of the environment variable CHROMIUM, one on the PATH, or
 * Playwright's own.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...candidates, ...ELSEWHERE, await playwrightsOwn()].find(isExecutable);
}

async function fromDebian() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await attempt('dpkg', ['--configure', '-a'], { env }); // after an interrupted installation
  await attempt('apt-get', ['update'], { env });
  const packages = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];
  await attempt('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { env });
}

async function fromPlaywright() {
  await attempt(path.join(ROOT, 'node_modules/.bin/playwright'), ['install', 'chromium']);
}

/** Find a Chromium that runs, or install one; needs node_modules. */
export async function ensureChromium() {
  const runs = async () => {
    const file = await findChromium();
    return file !== undefined && (await attempt(file, ['--version'])).code === 0;
  };
  if (await runs()) return;
  if (process.env.CHROMIUM) {
    throw new Plain(`CHROMIUM names ${process.env.CHROMIUM}, which is no Chromium that runs.`);
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await step('Chromium, from Debian', fromDebian);
    if (await runs()) return;
  }
  await step('Chromium, from Playwright', fromPlaywright);
  if (await runs()) return;
  throw new Plain(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium), or name one in the environment variable CHROMIUM.',
  );
}

/** Try to have Playwright's Firefox; what asks for it is skipped where it cannot be had. */
export async function tryFirefox() {
  const { firefox } = await import('@playwright/test');
  if (existsSync(firefox.executablePath())) return;
  const install = path.join(ROOT, 'node_modules/.bin/playwright');
  await step('Firefox, from Playwright', () => attempt(install, ['install', 'firefox']));
}

if (isMain(import.meta)) await main(ensureChromium);
