import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from '@playwright/test';

import { ROOT } from '../../scripts/run.mjs';
import { serveFolder } from '../browser/site.mjs';
import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';
import { hostsPython } from './pages.js';

const PAGE = `# Figure

:::{anywidget} ./anywidget.js
{
  "layers": [["conv1", 11, 4, 0], ["pool1", 3, 2, 0], ["conv2", 5, 1, 2]],
  "input_size": 227,
  "selection": { "layer": "conv2", "index": [13, 13] }
}
:::
`;

/** What MyST makes of the directive, and its theme hands to the widget. */
interface Directive {
  readonly type: string;
  readonly esm: string;
  readonly model: Record<string, unknown>;
  readonly children?: readonly Directive[];
}

const flat = (node: Directive): readonly Directive[] => [
  node,
  ...(node.children ?? []).flatMap(flat),
];

/** Where MyST, a program for Node, is in the Python package that brings it. */
async function mystProgram(): Promise<string> {
  const where = 'import importlib.util as of; print(of.find_spec("mystmd_py").origin)';
  const { stdout } = await promisify(execFile)(hostsPython, ['-c', where]);
  return path.join(path.dirname(stdout.trim()), 'myst.cjs');
}

test('what MyST makes of its directive is a figure with all views', async ({ page }) => {
  const home = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-myst-'));
  cpSync(path.join(ROOT, 'dist/anywidget.js'), path.join(home, 'anywidget.js'));
  writeFileSync(path.join(home, 'myst.yml'), 'version: 1\nproject: {}\nsite: {}\n');
  writeFileSync(path.join(home, 'index.md'), PAGE);
  // It fails at its theme, which would come from a network; what it shows is written before.
  const build = [await mystProgram(), 'build', '--site'];
  await promisify(execFile)(process.execPath, build, { cwd: home }).catch(() => undefined);
  const content = readFileSync(path.join(home, '_build/site/content/index.json'), 'utf8');
  const { mdast } = JSON.parse(content) as { mdast: Directive };
  const found = flat(mdast).filter(({ type }) => type === 'anywidget');
  expect(found).toHaveLength(1);

  const { url, close } = await serveFolder(path.join(home, '_build/site/public'));
  try {
    await page.route(`${url}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Figure</title>' }),
    );
    await page.goto(url);
    await page.evaluate(async ({ esm, model: state }) => {
      const { default: widget } = (await import(esm)) as {
        default: { render: (context: object) => unknown };
      };
      const model = {
        get: (key: string) => state[key],
        set: (key: string, value: unknown) => (state[key] = value),
        save_changes: () => undefined,
        on: () => undefined,
        off: () => undefined,
      };
      widget.render({ model, el: document.body });
    }, found[0]);
    const figure = Figure.in(page);
    await figure.reads('conv2 (13, 13) sees 51 × 51 pixels');
    for (const view of ['Profile', 'Graph', 'Stack']) {
      const tab = figure.element.getByRole('tab', { name: view });
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await expect(figure.layer('conv2')).not.toHaveCount(0);
    }
    await keepScreenshot(page, 'host-myst');
  } finally {
    await close();
    rmSync(home, { recursive: true });
  }
});
