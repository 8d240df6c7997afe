/** Renews the two lock files: package-lock.json and requirements-dev.txt. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findPython } from './python.mjs';
import { ROOT, main, run, step } from './run.mjs';

const HEAD = '# The development environment, every package at its version. Made by: npm run lock\n';

async function lockPython(folder) {
  const { command } = await findPython();
  await run(command, ['-m', 'venv', folder]);
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const env = { SKIP_JUPYTER_BUILDER: '1' };
  await run(python, ['-m', 'pip', 'install', '--editable', '.[dev]'], { env });
  const pins = await run(python, ['-m', 'pip', 'freeze', '--exclude-editable', '--quiet']);
  const lines = pins.split('\n').filter((line) => /^[\w.-]+==/.test(line));
  writeFileSync(path.join(ROOT, 'requirements-dev.txt'), `${HEAD}${lines.join('\n')}\n`);
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
