import { expect, type Locator, type Page } from '@playwright/test';

import { keepScreenshot } from '../page/screenshots.js';
import type { App, JupyterServer } from './server.js';

export type Theme = 'light' | 'dark';

const THEMES: Record<Theme, string> = { light: 'JupyterLab Light', dark: 'JupyterLab Dark' };

/** The part of the front end's own application that the tests use, in the page. */
interface JupyterWindow {
  jupyterapp: {
    commands: { execute(id: string, args?: Record<string, unknown>): Promise<unknown> };
    restored: Promise<void>;
    shell: { currentWidget: NotebookPanel };
  };
}

interface NotebookPanel {
  context: { ready: Promise<void> };
  sessionContext: { ready: Promise<void>; session: { kernel: Kernel | null } | null };
}

interface Kernel {
  status: string;
  requestExecute(content: { code: string; store_history: boolean }): {
    onIOPub: (message: { header: { msg_type: string }; content: Record<string, string> }) => void;
    done: Promise<{ content: { status: string; ename?: string; evalue?: string } }>;
  };
}

/** A notebook open in JupyterLab or in Notebook 7. */
export class NotebookPage {
  constructor(
    readonly page: Page,
    readonly server: JupyterServer,
  ) {}

  /** The same server in another window. */
  on(page: Page): NotebookPage {
    return new NotebookPage(page, this.server);
  }

  get app(): App {
    return this.server.app;
  }

  /** The code cells, in order. */
  get cells(): Locator {
    return this.page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell');
  }

  /** What a code cell has put out. */
  output(cell: number): Locator {
    return this.cells.nth(cell).locator('.jp-Cell-outputWrapper');
  }

  /** Open a notebook of the work folder and wait for its kernel. */
  async open(name: string): Promise<void> {
    await this.#goto(name);
    await this.waitForIdle();
  }

  /** Open a notebook as one whose kernel nobody has, and go on without one. */
  async openWithoutKernel(name: string): Promise<void> {
    await this.server.endSessions();
    const text = JSON.parse(this.server.read(name)) as { metadata: Record<string, unknown> };
    // Another language, too: JupyterLab takes the only kernel of a language without asking.
    text.metadata['kernelspec'] = { display_name: 'Absent', language: 'absent', name: 'absent' };
    text.metadata['language_info'] = { name: 'absent' };
    this.server.write(name, JSON.stringify(text));
    await this.#goto(name);
    const dialog = this.page.locator('.jp-Dialog');
    await dialog.getByRole('button', { name: 'No Kernel' }).click();
    await expect(dialog).toHaveCount(0);
  }

  async #goto(name: string): Promise<void> {
    const { url, token } = this.server;
    const place = this.app === 'lab' ? `lab/tree/${name}` : `notebooks/${name}`;
    await this.page.goto(`${url}/${place}?token=${token}&reset`);
    await expect(this.page.locator('.jp-Notebook .jp-Cell').first()).toBeVisible({
      timeout: 45_000,
    });
    await this.page.evaluate(async () => {
      const { jupyterapp } = window as unknown as JupyterWindow;
      await jupyterapp.restored;
      await jupyterapp.shell.currentWidget.context.ready;
    });
  }

  /** Run a command of the front end by its id. */
  async command(id: string, args: Record<string, unknown> = {}): Promise<void> {
    await this.page.evaluate(
      async ([name, values]) => {
        await (window as unknown as JupyterWindow).jupyterapp.commands.execute(name, values);
      },
      [id, args] as const,
    );
  }

  /** Run all cells and wait until the kernel rests. */
  async runAll(): Promise<void> {
    await this.command('notebook:run-all-cells');
    await this.waitForIdle();
  }

  /** Run one code cell, as a person does with Shift+Enter. */
  async runCell(cell: number): Promise<void> {
    await this.cells.nth(cell).locator('.cm-content').click();
    await this.page.keyboard.press('Shift+Enter');
    await this.waitForIdle();
  }

  async waitForIdle(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { jupyterapp } = window as unknown as JupyterWindow;
      const kernel = jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
      const pending = document.querySelector('.jp-CodeCell .jp-InputPrompt[data-prompt="[*]"]');
      return kernel?.status === 'idle' && pending === null;
    });
  }

  /** Run Python in the notebook's kernel without a cell, and return what it printed. */
  async python(code: string): Promise<string> {
    return this.page.evaluate(async (source) => {
      const { jupyterapp } = window as unknown as JupyterWindow;
      const kernel = jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
      if (kernel == null) throw new Error('the notebook has no kernel');
      const future = kernel.requestExecute({ code: source, store_history: false });
      let printed = '';
      future.onIOPub = ({ header, content }) => {
        if (header.msg_type === 'stream') printed += content['text'];
      };
      const { content } = await future.done;
      if (content.status !== 'ok') throw new Error(`${content.ename}: ${content.evalue}`);
      return printed.trimEnd();
    }, code);
  }

  /** Save the notebook, as a person does with the menu. */
  async save(): Promise<void> {
    await this.command('docmanager:save');
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.command('apputils:change-theme', { theme: THEMES[theme] });
    await expect(this.page.locator('body')).toHaveAttribute(
      'data-jp-theme-light',
      String(theme === 'light'),
    );
  }

  /** Keep a picture of the page, or of a part of it, among the build's results. */
  async keep(name: string, part: Page | Locator = this.page): Promise<void> {
    await keepScreenshot(part, `${this.app}-${name}`);
  }
}
