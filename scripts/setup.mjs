/** Installs and builds all that the project needs; with nothing changed it does nothing. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { build } from './build.mjs';
import { setupPyodide } from './pyodide.mjs';
import { findPython, inVenv } from './python.mjs';
import { ROOT, isMain, main, run, step } from './run.mjs';
import { fingerprint, unlessStamped } from './stamp.mjs';

const PIP = [
  '-m',
  'pip',
  '--disable-pip-version-check',
  '--no-input',
  '--quiet',
  'install',
  '--no-deps',
];

/** The Node packages that a folder pins. */
async function nodePackages(title, folder, ...options) {
  const lock = path.join(folder, 'package-lock.json');
  const print = fingerprint([lock, '.npmrc'], [ROOT, process.version]);
  await unlessStamped(path.join(folder, 'node_modules/.installed'), print, () =>
    step(title, () =>
      run('npm', ['ci', ...options, '--no-audit', '--no-fund', '--loglevel=error']),
    ),
  );
}

/** A Python environment with pinned packages, then `finish` as part of the same step. */
async function environment(title, venv, pins, finish) {
  const { command, identity } = await findPython();
  const print = fingerprint([pins], [ROOT, identity]);
  await unlessStamped(`${venv}/.installed`, print, () =>
    step(title, async () => {
      rmSync(path.join(ROOT, venv), { recursive: true, force: true });
      await run(command, ['-m', 'venv', venv]);
      await run(inVenv('python', venv), [...PIP, '-r', pins]);
      await finish();
    }),
  );
}

function pythonPackages() {
  return environment('Python packages', '.venv', 'requirements-dev.txt', () => {
    // Else Node takes the scripts that Python packages bring for ES modules, as ours are.
    writeFileSync(path.join(ROOT, '.venv/package.json'), '{ "type": "commonjs" }\n');
  });
}

/** Where a Python environment keeps its packages. */
async function sitePackages(venv) {
  const code = 'import sysconfig; print(sysconfig.get_path("purelib"))';
  return (await run(inVenv('python', venv), ['-c', code])).trimEnd();
}

/** The editable install, and the link through which JupyterLab finds the built extension. */
async function thisPackage() {
  const print = fingerprint(['package.json', 'pyproject.toml', '.venv/.installed']);
  await unlessStamped('.venv/.linked', print, () =>
    step('ipyreceptive', async () => {
      const extensions = path.join(ROOT, '.venv/share/jupyter/labextensions');
      const link = path.join(extensions, 'ipyreceptive');
      rmSync(link, { recursive: true, force: true }); // or pip would follow it and empty the build
      await run(inVenv('python'), [...PIP, '--no-build-isolation', '--editable', '.'], {
        env: { SKIP_JUPYTER_BUILDER: '1' },
      });
      rmSync(link, { recursive: true, force: true });
      mkdirSync(extensions, { recursive: true });
      symlinkSync(path.join(ROOT, 'ipyreceptive/labextension'), link, 'junction');
    }),
  );
}

/** Bring node_modules, .venv and the builds up to date. */
export async function setup() {
  await Promise.all([nodePackages('Node packages', '', '--include=dev'), pythonPackages()]);
  await build();
  await thisPackage();
}

/** An environment that by a link also holds all that .venv does. */
async function beside(title, venv, pins) {
  await environment(title, venv, pins, async () => {
    const link = path.join(await sitePackages(venv), 'ipyreceptive.pth');
    const lender = JSON.stringify(await sitePackages('.venv'));
    writeFileSync(link, `import site; site.addsitedir(${lender})\n`);
  });
}

/** Bring .venv-torch up to date. */
export const setupTorch = () => beside('torch', '.venv-torch', 'requirements-torch.txt');

/** Bring .venv-hosts and .venv-book up to date: what shows notebooks beside Jupyter itself. */
export async function setupHosts() {
  await Promise.all([
    beside('hosts', '.venv-hosts', 'requirements-hosts.txt').then(setupPyodide),
    beside('Jupyter Book', '.venv-book', 'requirements-book.txt'),
  ]);
}

/** Bring up to date what the benchmark compares with. */
export const setupOthers = () =>
  nodePackages('other tools', 'bench/others', '--prefix=bench/others', '--ignore-scripts');

if (isMain(import.meta)) await main(setup);
