/** Renews the two lock files: package-lock.json and requirements-dev.txt. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findPython } from './python.mjs';
import { ROOT, main, run, step } from './run.mjs';

/** The oldest Python to develop with: packages for it install on all later ones. */
const PYTHON = '3.11.0';

const HEAD = '# The development environment, every package at its version. Made by: npm run lock\n';

const WANTED = `
import tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
print("\\n".join(project["dependencies"] + project["optional-dependencies"]["dev"]))
`;

async function lockPython(folder) {
  const { command } = await findPython();
  const wanted = path.join(folder, 'wanted.txt');
  writeFileSync(wanted, await run(command, ['-c', WANTED]));
  await run(command, ['-m', 'venv', folder]);
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const target = ['--target', path.join(folder, 'none'), '--python-version', PYTHON];
  const report = path.join(folder, 'report.json');
  await run(python, [
    ...['-m', 'pip', 'install', '--dry-run', '--report', report],
    ...['--only-binary', ':all:', ...target, '--requirement', wanted],
  ]);
  const { install } = JSON.parse(readFileSync(report, 'utf8'));
  const packages = install.map(({ metadata }) => metadata);
  packages.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const pins = packages.map(({ name, version }) => `${name}==${version}\n`);
  writeFileSync(path.join(ROOT, 'requirements-dev.txt'), HEAD + pins.join(''));
}

await main(async () => {
  rmSync(path.join(ROOT, 'package-lock.json'), { force: true });
  await step('package-lock.json', () => run('npm', ['install', '--loglevel=error']));
  const folder = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-'));
  try {
    await step('requirements-dev.txt', () => lockPython(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
