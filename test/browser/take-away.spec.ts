import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Download, Page } from '@playwright/test';

import { inVenv } from '../../scripts/python.mjs';
import { Figure } from '../page/figure.js';
import { keepScreenshot } from '../page/screenshots.js';
import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

const ROOT = path.join(import.meta.dirname, '../..');
const SELECTED = { layer: 'conv5', index: [6, 6] };
const OVERLAY = { mode: 'overlay', overlays: { padding: true } };

const openMenu = async (explorer: Explorer): Promise<void> => {
  await explorer.element.getByRole('button', { name: 'Export' }).click();
  await expect(explorer.element.getByRole('menu')).toBeVisible();
};

async function choose(page: Page, explorer: Explorer, name: string): Promise<Download> {
  const download = page.waitForEvent('download');
  await explorer.element.getByRole('menuitem', { name, exact: true }).click();
  return download;
}

const contentOf = async (download: Download): Promise<Buffer> =>
  readFileSync(await download.path());

/** What Python saves of the same figure, by suffix. */
function savedByPython(suffixes: readonly string[], folder: string): Map<string, Buffer> {
  const network = path.join(folder, 'given.json');
  writeFileSync(network, JSON.stringify(ALEXNET));
  const code = [
    'import sys',
    'from ipyreceptive import Network, ReceptiveField',
    'net = Network.from_file(sys.argv[1])',
    `rf = ReceptiveField(net, selection=("conv5", (6, 6)), view=${JSON.stringify(OVERLAY).replace('true', 'True')})`,
    'for suffix in sys.argv[3:]: rf.save(f"{sys.argv[2]}/saved.{suffix}")',
  ].join('\n');
  execFileSync(inVenv('python'), ['-c', code, network, folder, ...suffixes], {
    cwd: ROOT,
    env: { ...process.env, PYTHONPATH: [ROOT, process.env.PYTHONPATH].filter(Boolean).join(':') },
  });
  return new Map(
    suffixes.map((suffix) => [suffix, readFileSync(path.join(folder, `saved.${suffix}`))]),
  );
}

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('what a page and Python save is the same, byte for byte', async ({ page }) => {
  const texts = { SVG: 'svg', CSV: 'csv', Markdown: 'md', LaTeX: 'tex', JSON: 'json' };
  const saved = savedByPython([...Object.values(texts), 'png'], folder);
  const explorer = await Explorer.open(page, {
    network: ALEXNET,
    selection: SELECTED,
    view: OVERLAY,
  });
  await openMenu(explorer);
  for (const [title, suffix] of Object.entries(texts)) {
    const download = await choose(page, explorer, `Save as ${title}`);
    expect(download.suggestedFilename()).toBe(`AlexNet.${suffix === 'json' ? 'rf.json' : suffix}`);
    expect((await contentOf(download)).toString(), suffix).toBe(saved.get(suffix)?.toString());
  }
  // Its texts are drawn by another program, so of the PNG the size is the same.
  const png = await contentOf(await choose(page, explorer, 'Save as PNG, 2 times the size'));
  const sizeOf = (image: Buffer | undefined) => [image?.readUInt32BE(16), image?.readUInt32BE(20)];
  expect(sizeOf(png)).toEqual(sizeOf(saved.get('png')));
  await expect(explorer.element.locator('.done')).toHaveText('Saved as AlexNet.png');
});

test('the figure for a paper and the table for its appendix take two gestures each', async ({
  page,
}) => {
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: SELECTED });
  await openMenu(explorer);
  await keepScreenshot(page, 'export-menu');
  const figure = await contentOf(await choose(page, explorer, 'Save as SVG'));
  expect(figure.toString()).toContain('conv5');
  await page.keyboard.press('Escape');

  // By keyboard alone, and with nothing that reaches the page around it.
  await explorer.element.getByRole('button', { name: 'Export' }).focus();
  await page.keyboard.press('Enter');
  const item = (name: string) => explorer.element.getByRole('menuitem', { name, exact: true });
  await expect(item('Save as SVG')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(item('Save as LaTeX')).toBeFocused();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await contentOf(await download)).toString()).toContain('\\begin{tabular}');
  await page.keyboard.press('Escape');
  await expect(explorer.element.getByRole('menu')).toBeHidden();
  await expect(explorer.element.getByRole('button', { name: 'Export' })).toBeFocused();
});

test('the menu closes by a press beside it, and by its button', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  const menu = explorer.element.getByRole('menu');
  const button = explorer.element.getByRole('button', { name: 'Export' });
  await openMenu(explorer);
  await button.click();
  await expect(menu).toBeHidden();
  await button.click();
  await expect(menu).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(menu).toBeHidden();
});

test('texts and the picture are copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const explorer = await Explorer.open(page, { network: ALEXNET });
  await openMenu(explorer);
  await explorer.element.getByRole('menuitem', { name: 'Copy as LaTeX' }).click();
  await expect(explorer.element.locator('.done')).toHaveText('Copied as LaTeX');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('conv5 & conv & 3');
  await explorer.element.getByRole('menuitem', { name: 'Copy as PNG' }).click();
  await expect(explorer.element.locator('.done')).toHaveText('Copied as PNG');
  const types = await page.evaluate(async () => (await navigator.clipboard.read())[0].types);
  expect(types).toContain('image/png');
});

test('the print is the picture alone, on a page of its size', async ({ page }) => {
  // Headless, nothing is printed: what would be is looked at.
  await page.addInitScript(() => {
    window.print = () => {
      const [sheet] = document.adoptedStyleSheets;
      const rules = Array.from(sheet.cssRules, ({ cssText }) => cssText).join(' ');
      (window.top as unknown as { printed: unknown }).printed = [
        document.body.childElementCount,
        new XMLSerializer().serializeToString(document.body.children[0]),
        rules,
        document.title,
      ];
    };
  });
  const explorer = await Explorer.open(page, { network: ALEXNET, selection: SELECTED });
  await openMenu(explorer);
  const svg = (await contentOf(await choose(page, explorer, 'Save as SVG'))).toString();
  await explorer.element.getByRole('menuitem', { name: 'Print, or save as PDF' }).click();
  const printed = () =>
    page.evaluate(() => (window as unknown as { printed?: string[] }).printed ?? []);
  await expect.poll(async () => (await printed()).length).toBe(4);
  const [count, drawn, rules, title] = await printed();
  expect(count).toBe(1);
  const box = /viewBox="[^"]+"/;
  expect(box.exec(drawn)?.[0]).toBe(box.exec(svg)?.[0]);
  // Browsers print those as pictures of their own, coarse and large.
  expect(drawn).not.toMatch(/<pattern|<mask/);
  expect(rules).toMatch(/@page \{.*size: 572px \d+px/);
  expect(title).toBe('AlexNet');
});

test('a saved page is interactive with no network, and readable with no script', async ({
  browser,
}) => {
  const file = pathToFileURL(path.join(folder, 'saved.html')).href;
  savedByPython(['html'], folder);
  const requests: string[] = [];
  const live = await browser.newPage();
  await live.route('**/*', (route) => {
    const url = route.request().url();
    if (url === file) return route.continue();
    requests.push(url);
    return route.abort();
  });
  await live.context().setOffline(true);
  await live.goto(file);
  const figure = new Figure(live.locator('receptive-field'));
  await figure.reads('conv5 (6, 6) sees 163 × 163 pixels');
  await expect(figure.element.getByRole('tab', { name: 'Overlay' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await figure.element.locator('tr[data-row="pool5"]').click();
  await figure.reads('pool5 (3, 3)');
  for (const view of ['Profile', 'Graph', 'Stack']) {
    await figure.element.getByRole('tab', { name: view }).click();
    await expect(figure.layer('pool5')).not.toHaveCount(0);
  }
  expect(requests.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
  await keepScreenshot(live, 'saved-page');
  await live.close();

  const still = await browser.newPage({ javaScriptEnabled: false });
  await still.goto(file);
  await expect(still.getByRole('img', { name: /conv5 \(6, 6\) sees 163/ })).toBeVisible();
  await expect(still.getByRole('row', { name: /^conv5/ })).toBeVisible();
  await still.close();
});
