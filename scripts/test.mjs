/**
 * Sets everything up, then runs the tests: `npm test`, `npm test -- unit python`, `npm test -- all`.
 * The last line is `N passed, N failed`, summed over all groups.
 */
import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

import { ensureChromium, tryFirefox } from './chromium.mjs';
import { countRun } from './junit.mjs';
import { lint } from './lint.mjs';
import { inVenv } from './python.mjs';
import { Plain, ROOT, attempt, main } from './run.mjs';
import { setup, setupHosts, setupTorch } from './setup.mjs';

const REPORTS = path.join(ROOT, 'test-results');

/** What computes gives way to a browser, where somebody waits for an answer. */
const GIVES_WAY = constants.priority.PRIORITY_BELOW_NORMAL;

async function runner(name, command, args, { env, priority } = {}) {
  const report = path.join(REPORTS, `${name}.xml`);
  rmSync(report, { force: true });
  const { code, output } = await attempt(command, args(report), { env: env?.(report), priority });
  return { ...countRun(code, report), output };
}

function vitest() {
  return runner(
    'unit',
    path.join(ROOT, 'node_modules/.bin/vitest'),
    (report) => ['run', '--reporter=default', '--reporter=junit', `--outputFile.junit=${report}`],
    { priority: GIVES_WAY },
  );
}

function pytest(name, venv) {
  return runner(
    name,
    inVenv('python', venv),
    (report) => ['-m', 'pytest', `test/${name}`, `--junitxml=${report}`],
    { priority: GIVES_WAY },
  );
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
    { env: (report) => ({ PLAYWRIGHT_JUNIT_OUTPUT_FILE: report }) },
  );
}

async function pages() {
  await tryFirefox();
  return playwright('pages');
}

async function hosts() {
  await setupHosts();
  return playwright('hosts');
}

/**
 * The groups of tests. Those of one lane run one after the other, lanes beside each other: what
 * needs a browser mostly waits for it. `slow` groups run with `npm test -- all` or by their name.
 */
const GROUPS = {
  lint: { lane: 'processor', run: lint },
  unit: { lane: 'processor', run: vitest },
  python: { lane: 'processor', run: () => pytest('python', '.venv') },
  torch: { lane: 'processor', slow: true, run: torch },
  browser: { lane: 'browser', run: () => playwright('browser') },
  jupyterlab: { lane: 'browser', run: () => playwright('jupyterlab') },
  pages: { lane: 'browser', slow: true, run: pages },
  notebook: { lane: 'browser', slow: true, run: () => playwright('notebook') },
  notebooks: { lane: 'browser', slow: true, run: () => playwright('notebooks') },
  hosts: { lane: 'browser', slow: true, run: hosts },
  // It builds the front end anew, under the feet of all others.
  wheel: { lane: 'alone', slow: true, run: () => pytest('wheel', '.venv') },
};

function chosen(args) {
  const names = Object.keys(GROUPS);
  if (args.length === 0) return names.filter((name) => !GROUPS[name].slow);
  if (args.includes('all')) return names;
  const unknown = args.find((name) => !(name in GROUPS));
  if (unknown !== undefined) {
    const known = [...names, 'all'].join(', ');
    throw new Plain(`There is no group of tests "${unknown}"; there are ${known}.`);
  }
  return names.filter((name) => args.includes(name));
}

async function runGroup(name) {
  process.stdout.write(`${name} ...\n`);
  const start = performance.now();
  let result;
  try {
    result = await GROUPS[name].run();
  } catch (error) {
    const output = `${error instanceof Plain ? error.message : error.stack}\n`;
    result = { passed: 0, failed: 1, skipped: 0, output };
  }
  process.stdout.write(`\n== ${name}\n${result.output}\n`);
  return { name, ...result, seconds: (performance.now() - start) / 1000 };
}

/**
 * Run groups, those of the lane `alone` when the others are through. Where no browser is left to wait
 * for, its lane takes its share of the other.
 */
async function runGroups(names) {
  const of = (lane) => names.filter((name) => GROUPS[name].lane === lane);
  const [processor, browser, alone] = [of('processor'), of('browser'), of('alone')];
  const rows = [];
  const runLane = async (...queues) => {
    for (let name; (name = queues.find((queue) => queue.length > 0)?.shift());) {
      rows.push(await runGroup(name));
    }
  };
  await Promise.all([runLane(processor), runLane(browser, processor)]);
  await runLane(alone);
  return rows.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
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
  try {
    await setup();
  } catch (error) {
    process.stdout.write(`${error instanceof Plain ? error.message : error.stack}\n`);
    return printTotal([{ passed: 0, failed: 1, skipped: 0 }]);
  }
  const rows = await runGroups(names);
  printTable(rows);
  return printTotal(rows);
});
