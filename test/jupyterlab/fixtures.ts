import { test as base, expect } from '@playwright/test';

import { NotebookPage } from './notebook-page.js';
import { startServer, type App, type JupyterServer } from './server.js';

type Servers = (app: App) => Promise<JupyterServer>;

/**
 * Tests in a real JupyterLab, or in a real Notebook 7 after `test.use({ app: 'notebook' })`.
 * A worker starts each server when it first needs it and stops it at its end.
 */
export const test = base.extend<
  { app: App; server: JupyterServer; notebook: NotebookPage },
  { servers: Servers }
>({
  app: ['lab', { option: true }],
  servers: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants the destructuring
    async ({}, use) => {
      const started = new Map<App, Promise<JupyterServer>>();
      await use((app) => {
        const server = started.get(app) ?? startServer(app);
        started.set(app, server);
        return server;
      });
      for (const server of started.values()) await (await server).stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  server: async ({ servers, app }, use) => use(await servers(app)),
  notebook: async ({ page, server }, use) => {
    await use(new NotebookPage(page, server));
    await page.close({ runBeforeUnload: false });
    await server.endSessions();
    server.resetSettings();
  },
});

export const APPS: readonly App[] = ['lab', 'notebook'];

export { expect };
