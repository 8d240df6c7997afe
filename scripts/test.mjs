/**
 * Sets everything up, then runs the tests: `npm test`, `npm test -- unit python`, `npm test -- all`.
 * The last line is `N passed, N failed`, summed over all groups.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';

import { ensureChromium } from './chromium.mjs';
import { countRun } from './junit.mjs';
import { lint } from './lint.mjs';
import { inVenv } from './python.mjs';
import { Plain, ROOT, attempt, main } from './run.mjs';
import { setup, setupTorch } from './setup.mjs';

const REPORTS = path.join(ROOT, 'test-results');

async function runner(name, command, args, env) {
  const report = path.join(REPORTS, `${name}.xml`);
  rmSync(report, { force: true });
  const { code } = await attempt(command, args(report), { env: env?.(report), show: true });
  return countRun(code, report);
}

function vitest() {
  return runner('unit', path.join(ROOT, 'node_modules/.bin/vitest'), (report) => [
    'run',
    '--reporter=default',
    '--reporter=junit',
    `--outputFile.junit=${report}`,
  ]);
}

function pytest(name, venv) {
  return runner(name, inVenv('python', venv), (report) => [
    ...['-m', 'pytest', `test/${name}`, `--junitxml=${report}`],
  ]);
}

async function torch() {
  await setupTorch();
  return pytest('torch', '.venv-torch');
}

async function playwright(project) {
  await ensureChromium();
  return runner(
    project,
    path.join(ROOT, 'node_modules/.bin/playwright'),
    () => ['test', `--project=${project}`, '--reporter=list,junit'],
    (report) => ({ PLAYWRIGHT_JUNIT_OUTPUT_FILE: report }),
  );
}

const GROUPS = {
  lint,
  unit: vitest,
  python: () => pytest('python', '.venv'),
  browser: () => playwright('browser'),
  jupyterlab: () => playwright('jupyterlab'),
};

/** Slower groups, which only `npm test -- all` runs. */
const SLOW = {
  wheel: () => pytest('wheel', '.venv'),
  pages: () => playwright('pages'),
  notebook: () => playwright('notebook'),
  notebooks: () => playwright('notebooks'),
  torch,
};

function chosen(args) {
  if (args.length === 0) return Object.keys(GROUPS);
  const all = { ...GROUPS, ...SLOW };
  if (args.includes('all')) return Object.keys(all);
  const unknown = args.find((name) => !(name in all));
  if (unknown !== undefined) {
    const names = [...Object.keys(all), 'all'].join(', ');
    throw new Plain(`There is no group of tests "${unknown}"; there are ${names}.`);
  }
  return args;
}

async function runGroup(name) {
  process.stdout.write(`\n== ${name}\n`);
  const start = performance.now();
  let counts;
  try {
    counts = await { ...GROUPS, ...SLOW }[name]();
  } catch (error) {
    process.stdout.write(`${error instanceof Plain ? error.message : error.stack}\n`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  return { name, ...counts, seconds: (performance.now() - start) / 1000 };
}

function printTable(rows) {
  process.stdout.write('\ngroup        result    passed  failed  skipped  seconds\n');
  for (const { name, passed, failed, skipped, seconds } of rows) {
    const cells = [
      name.padEnd(12),
      (failed === 0 ? 'passed' : 'FAILED').padEnd(8),
      String(passed).padStart(7),
      String(failed).padStart(7),
      String(skipped).padStart(8),
      seconds.toFixed(1).padStart(8),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
}

function printTotal(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  return sum('failed') === 0 ? 0 : 1;
}

await main(async (args) => {
  const names = chosen(args);
  const rows = [];
  try {
    await setup();
  } catch (error) {
    process.stdout.write(`${error instanceof Plain ? error.message : error.stack}\n`);
    return printTotal([{ passed: 0, failed: 1, skipped: 0 }]);
  }
  for (const name of names) rows.push(await runGroup(name));
  printTable(rows);
  return printTotal(rows);
});
