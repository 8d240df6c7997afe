/** Renews the lock files: those of Node's packages and the requirements. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findPython } from './python.mjs';
import { ROOT, main, run, step } from './run.mjs';

/** The oldest Python to develop with: packages for it install on all later ones. */
const PYTHON = '3.11.0';

const LOCKS = {
  'requirements-dev.txt': {
    title: 'The development environment',
    wanted: 'toml["project"]["dependencies"] + toml["project"]["optional-dependencies"]["dev"]',
  },
  'requirements-torch.txt': {
    title: 'What the torch tests need beside it',
    wanted: 'toml["dependency-groups"]["torch"]',
  },
  'requirements-hosts.txt': {
    title: 'What the tests of other hosts need beside the development environment',
    wanted: 'toml["dependency-groups"]["hosts"]',
    without: 'requirements-dev.txt',
  },
  'requirements-book.txt': {
    title: 'What Jupyter Book 1 needs beside the development environment',
    wanted: 'toml["dependency-groups"]["book"]',
    without: 'requirements-dev.txt',
  },
};

const normal = (name) => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The names of the packages that a file pins. */
function pinnedIn(file) {
  const lines = readFileSync(path.join(ROOT, file), 'utf8').split('\n');
  return new Set(lines.map((line) => normal(line.split('==')[0])));
}

function printing(wanted) {
  return `
import tomllib
toml = tomllib.load(open("pyproject.toml", "rb"))
print("\\n".join(${wanted}))
`;
}

async function lockPython(file, folder) {
  const { title, wanted, without } = LOCKS[file];
  const { command } = await findPython();
  const list = path.join(folder, 'wanted.txt');
  writeFileSync(list, await run(command, ['-c', printing(wanted)]));
  await run(command, ['-m', 'venv', folder]);
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const target = ['--target', path.join(folder, 'none'), '--python-version', PYTHON];
  const report = path.join(folder, 'report.json');
  await run(python, [
    ...['-m', 'pip', 'install', '--dry-run', '--report', report],
    ...['--only-binary', ':all:', ...target, '--requirement', list],
  ]);
  const { install } = JSON.parse(readFileSync(report, 'utf8'));
  const had = without ? pinnedIn(without) : new Set();
  const packages = install
    .map(({ metadata }) => metadata)
    .filter(({ name }) => !had.has(normal(name)));
  packages.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  // A local version, as in 2.13.0+cpu, is one index's build: another may not have it.
  const pins = packages.map(({ name, version }) => `${name}==${version.replace(/\+.*/, '')}\n`);
  const head = `# ${title}, every package at its version. Made by: npm run lock\n`;
  writeFileSync(path.join(ROOT, file), head + pins.join(''));
}

await main(async () => {
  rmSync(path.join(ROOT, 'package-lock.json'), { force: true });
  await step('package-lock.json', () => run('npm', ['install', '--loglevel=error']));
  const others = ['--prefix=bench/others', '--package-lock-only', '--ignore-scripts'];
  await step('bench/others/package-lock.json', () =>
    run('npm', ['install', ...others, '--omit-lockfile-registry-resolved', '--loglevel=error']),
  );
  for (const file of Object.keys(LOCKS)) {
    const folder = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-'));
    try {
      await step(file, () => lockPython(file, folder));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
