/**
 * Builds the front end:
 *
 *     lib/                        compiled modules, for npm and for JupyterLab's builder
 *     dist/receptive-field.js     <receptive-field> with Lit, for any page
 *     dist/receptive-field/       what that file loads when it is wanted
 *     dist/anywidget.js           both in one file, for hosts that follow anywidget and copy it
 *     dist/index.js               the widget as an AMD module, for html-manager and CDNs
 *     ipyreceptive/nbextension/   the same, where VS Code looks for it
 *     ipyreceptive/element.js     <receptive-field> as one plain script, for pages that Python saves
 *     ipyreceptive/kernel.js      the core without a page, for the Python kernel
 *     ipyreceptive/labextension/  the prebuilt JupyterLab extension
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Plain, ROOT, isMain, main, run, step } from './run.mjs';
import { fingerprint, unlessStamped } from './stamp.mjs';

const INPUTS = [
  'src',
  'style',
  'schema',
  'package.json',
  'package-lock.json',
  'rolldown.config.mjs',
  'rspack.config.cjs',
  'tsconfig.json',
];
const SCRIPTS = [
  'ipyreceptive/element.js',
  'ipyreceptive/kernel.js',
  'ipyreceptive/nbextension/index.js',
];
const OUTPUTS = [
  'lib',
  'dist/anywidget.js',
  'dist/index.js',
  'dist/receptive-field.js',
  ...SCRIPTS,
  'ipyreceptive/labextension/package.json',
];
const STAMP = 'node_modules/.built';

function tool(name, ...args) {
  return run(path.join(ROOT, 'node_modules/.bin', name), args);
}

/** src/version.ts: importing package.json itself would copy it, and its sideEffects, into lib/. */
function writeVersion() {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const text = `/** The version of the npm and the Python package. */\nexport const VERSION = '${version}';\n`;
  const file = path.join(ROOT, 'src/version.ts');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

function bundle(entry, outfile, ...options) {
  const common = ['--bundle', '--minify', '--target=es2022', '--log-level=warning'];
  return tool('esbuild', entry, `--outfile=${outfile}`, ...common, ...options);
}

/** What `jupyter-builder build .` runs, without the Python around it. */
function labextension() {
  const builder = '@jupyter/builder/lib/build-labextension.js';
  const core = '@jupyterlab/core-meta/core.package.json';
  const modules = path.join(ROOT, 'node_modules');
  return run(process.execPath, [
    path.join(modules, builder),
    `--core-package-file=${path.join(modules, core)}`,
    ROOT,
  ]);
}

async function compile() {
  await tool('tsc', '--project', 'tsconfig.json');
  await labextension();
}

async function buildAll() {
  for (const output of ['lib', 'dist', 'ipyreceptive/labextension', ...SCRIPTS]) {
    rmSync(path.join(ROOT, output), { recursive: true, force: true });
  }
  const results = await Promise.allSettled([
    compile(),
    tool('rolldown', '--config', 'rolldown.config.mjs', '--logLevel', 'silent'),
    bundle('src/kernel/index.ts', 'ipyreceptive/kernel.js', '--format=iife'),
  ]);
  const failures = results.filter(({ status }) => status === 'rejected');
  if (failures.length > 0) {
    throw new Plain(failures.map(({ reason }) => reason.message).join('\n\n'));
  }
}

/** Build what is missing or out of date. */
export async function build() {
  writeVersion();
  if (!OUTPUTS.every((output) => existsSync(path.join(ROOT, output)))) {
    rmSync(path.join(ROOT, STAMP), { force: true });
  }
  const print = fingerprint([...INPUTS, 'scripts/build.mjs'], [ROOT]);
  await unlessStamped(STAMP, print, () => step('front end', buildAll));
}

if (isMain(import.meta)) await main(build);
