import type { CDPSession, Page } from '@playwright/test';

import { Figure } from '../page/figure.js';
import { APPS, expect, test } from './fixtures.js';
import { collectGarbage, countAll, modelPrototype, rememberModel, totals } from './heap.js';
import type { Latest } from './heap.js';
import { noteWhatIsHeld, whatIsHeld } from './held.js';
import { notebookText } from './notebook-file.js';
import type { App } from './server.js';
import { keptInHeap } from './snapshot.js';

/** `ROUNDS=200` for a long run. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
/** Each closed notebook leaves more of JupyterLab itself in its window. */
const IN_A_WINDOW = 50;

const FIGURE = `from ipyreceptive import ReceptiveField
rf = ReceptiveField([["a", 3, 2], ["b", 3]], 21, selection=("b", 4))
rf`;

interface Lab {
  jupyterapp: {
    commands: { execute(id: string, args?: object): Promise<unknown> };
    shell: { currentWidget: Notebook | null };
  };
}

interface Notebook {
  readonly content: { activeCellIndex: number };
  readonly context: { readonly ready: Promise<void>; save(): Promise<void> };
  readonly sessionContext: {
    readonly ready: Promise<void>;
    readonly session: {
      readonly kernel: { requestExecute(content: object): { done: Promise<unknown> } };
    };
  };
}

/**
 * All the ways in which a figure goes, one after the other: its cell is run again, Python closes it,
 * its cell is deleted, its notebook is closed, which in Notebook is the page. In the page itself,
 * which is quick.
 */
function goRound(page: Page, app: App, times: number): Promise<void> {
  const closes = app === 'lab';
  return page.evaluate(
    async ({ times, closes }) => {
      const { commands, shell } = (window as unknown as Lab).jupyterapp;
      const figures = () => document.querySelectorAll('receptive-field');
      const here = (): Notebook => {
        if (!shell.currentWidget) throw new Error('no notebook');
        return shell.currentWidget;
      };
      const until = async (is: () => boolean): Promise<void> => {
        for (const end = performance.now() + 30_000; !is();) {
          if (performance.now() > end) throw new Error(`this did not come: ${String(is)}`);
          await new Promise((look) => setTimeout(look, 5));
        }
      };
      const reads = (text: string) =>
        until(() => {
          const said = figures()[0]?.shadowRoot?.querySelector('[part="readout"]')?.textContent;
          return said?.includes(text) ?? false;
        });
      const gone = () => until(() => figures().length === 0);
      const run = async (): Promise<void> => {
        const [old] = figures();
        here().content.activeCellIndex = 0;
        await commands.execute('notebook:run-cell');
        await until(() => figures()[0] !== old);
        await reads('b (4, 4)');
      };
      const press = (key: string) =>
        figures()[0]
          .shadowRoot?.querySelector('[part="figure"]')
          ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      const isLive = (): boolean => {
        const latest = (window as Latest).latest?.deref() as { places?: number } | undefined;
        return (latest?.places ?? 0) > 0;
      };

      for (let i = 0; i < times; i += 1) {
        await run();
        press('ArrowRight');
        await reads('b (4, 5)');
        press('4');
        press('g');
        const code = 'rf.close()';
        await here().sessionContext.session.kernel.requestExecute({ code, silent: true }).done;
        await gone();
        await run();
        await commands.execute('notebook:copy-cell');
        await commands.execute('notebook:delete-cell');
        await gone();
        await commands.execute('notebook:paste-cell-above');
        await run();
        if (!closes) continue;
        await here().context.save();
        await commands.execute('application:close');
        await gone();
        await commands.execute('docmanager:open', { path: 'rounds.ipynb' });
        await until(() => shell.currentWidget !== null);
        await here().context.ready;
        await here().sessionContext.ready;
        await reads('b (4, 4)');
        // Every other time the figure goes before its model has come.
        if (i % 2 > 0) await until(isLive);
      }
    },
    { times, closes },
  );
}

/** What is left of our figures in the page. */
async function left(page: Page, session: CDPSession) {
  await collectGarbage(session);
  const { timers, observers, listeners } = await whatIsHeld(page);
  return {
    timers,
    observers,
    listening: listeners,
    elements: await countAll("customElements.get('receptive-field').prototype", session),
    models: await countAll('modelPrototype', session),
  };
}

test.describe.configure({ mode: 'parallel' });

for (const app of APPS) {
  for (let done = 0; done < ROUNDS; done += IN_A_WINDOW) {
    const rounds = Math.min(ROUNDS - done, IN_A_WINDOW);

    test.describe(app, () => {
      test.use({ app });

      test(`${rounds} rounds of all the ways a figure goes leave nothing behind, from ${done} on`, async ({
        notebook,
        server,
      }, { annotations }) => {
        test.setTimeout(180_000 + rounds * 5_000);
        const { page } = notebook;
        await rememberModel(page);
        await noteWhatIsHeld(page);
        server.write('rounds.ipynb', notebookText([FIGURE, 'pass']));
        await notebook.open('rounds.ipynb');
        const session = await page.context().newCDPSession(page);
        await session.send('Performance.enable');
        const cleared = async () => {
          await notebook.python('rf.close()');
          const widgets =
            'from ipywidgets.widgets.widget import _instances\nprint(len(_instances))';
          await expect.poll(() => notebook.python(widgets), { timeout: 60_000 }).toBe('0');
          const nothing = { elements: 0, models: 0, timers: 0, observers: 0 };
          await expect.poll(() => left(page, session), { timeout: 120_000 }).toMatchObject(nothing);
          const { listening } = await left(page, session);
          return { listening, ...(await keptInHeap(session)), ...(await totals(session)) };
        };

        await notebook.runCell(0);
        await Figure.in(notebook.output(0)).reads('b (4, 4)');
        await modelPrototype(page);
        await goRound(page, app, 2);
        const first = await cleared();
        await goRound(page, app, rounds);
        const last = await cleared();
        annotations.push({ type: 'counts', description: JSON.stringify({ first, last }) });
        expect(last).toMatchObject({ listening: first.listening, detached: 0 });
        // What is loaded late may still come; what is left behind comes with each round.
        expect(last.functions - first.functions).toBeLessThan(rounds);
      });
    });
  }
}
