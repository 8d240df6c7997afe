import { defineConfig } from '@playwright/test';

import { findChromium } from './scripts/chromium.mjs';

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/** Whole notebooks and how they look, which takes minutes. */
const LONG = /(examples|leaks|looks|networks|rounds|tasks)\.spec\.ts$/;

/** Every network at every width, every state for everyone, every cure and menu, every task. */
const LONG_PAGES = /(axe|cures|firefox|manners|networks|tasks)\.spec\.ts$/;

/** What runs in JupyterLab runs once more in Notebook 7. */
const IN_NOTEBOOK = /\bspec\.ts notebook /;

export default defineConfig({
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    // What moves is looked at by the tests that say so.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: await findChromium(),
      args: QUIET,
    },
  },
  projects: [
    {
      name: 'browser',
      testDir: 'test/browser',
      testIgnore: LONG_PAGES,
      outputDir: 'test-results/browser',
      timeout: 30_000,
    },
    {
      name: 'pages',
      testDir: 'test/browser',
      testMatch: LONG_PAGES,
      outputDir: 'test-results/pages',
      timeout: 60_000,
    },
    {
      name: 'jupyterlab',
      testDir: 'test/jupyterlab',
      testIgnore: LONG,
      grepInvert: IN_NOTEBOOK,
      outputDir: 'test-results/jupyterlab',
      timeout: 90_000,
    },
    {
      name: 'notebook',
      testDir: 'test/jupyterlab',
      testIgnore: LONG,
      grep: IN_NOTEBOOK,
      outputDir: 'test-results/notebook',
      timeout: 90_000,
    },
    {
      name: 'notebooks',
      testDir: 'test/jupyterlab',
      testMatch: LONG,
      outputDir: 'test-results/notebooks',
      timeout: 180_000,
    },
    {
      name: 'hosts',
      testDir: 'test/hosts',
      outputDir: 'test-results/hosts',
      timeout: 180_000,
    },
  ],
});
