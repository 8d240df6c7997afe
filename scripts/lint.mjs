/** The lint group: every check is one program or one rule, and counts as one test. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { inVenv } from './python.mjs';
import { ROOT, attempt } from './run.mjs';

const BUDGET = { 'dist/receptive-field.js': 75_000 };

const LOCKS = ['package-lock.json', 'bench/others/package-lock.json'];
const PINNED = ['book', 'dev', 'hosts', 'torch'].map((name) => `requirements-${name}.txt`);

function read(file) {
  return readFileSync(path.join(ROOT, file));
}

/** The texts of files, by their names. */
const texts = (files) => Object.fromEntries(files.map((file) => [file, read(file).toString()]));

function node(name, ...args) {
  return attempt(path.join(ROOT, 'node_modules/.bin', name), args);
}

function python(name, ...args) {
  return attempt(inVenv(name), args);
}

function verdict(faults) {
  return { code: faults.length === 0 ? 0 : 1, output: faults.join('\n') };
}

/**
 * Addresses in lock files, which would tie the project to one registry.
 *
 * @param {Record<string, string>} locks the text of each package-lock.json, by its name
 * @param {Record<string, string>} pinned the text of each requirements file, by its name
 */
export function addressesInLocks(locks, pinned) {
  const pin = /^(#.*|[\w.-]+==[\w.!+-]+|)$/;
  return [
    ...Object.entries(locks).flatMap(([file, text]) =>
      Object.entries(JSON.parse(text).packages)
        .filter(([, entry]) => entry.resolved !== undefined)
        .map(([name]) => `${file}: ${name} holds an address`),
    ),
    ...Object.entries(pinned).flatMap(([file, text]) =>
      text
        .split('\n')
        .filter((line) => !pin.test(line))
        .map((line) => `${file}: ${line} is no plain pin`),
    ),
  ];
}

/**
 * The bundles that are larger, gzipped, than they may be.
 *
 * @param {Record<string, number>} [budget] the most bytes of each file
 */
export function overBudget(budget = BUDGET) {
  return Object.entries(budget).flatMap(([file, most]) => {
    const size = gzipSync(read(file), { level: 9 }).length;
    return size > most ? [`${file} has ${size} bytes gzipped; at most ${most} are allowed`] : [];
  });
}

const CHECKS = {
  eslint: () => node('eslint', '--max-warnings=0', '.'),
  prettier: () => node('prettier', '--check', '--log-level=warn', '.'),
  'tsc (all)': () => node('tsc', '--project', 'tsconfig.test.json'),
  'tsc (core, without a page)': () => node('tsc', '--project', 'tsconfig.core.json'),
  'ruff check': () => python('ruff', 'check', '--quiet'),
  'ruff format': () => python('ruff', 'format', '--check', '--quiet', '--diff'),
  mypy: () => python('mypy'),
  'pip check': () => python('pip', 'check'),
  'lock files': () => verdict(addressesInLocks(texts(LOCKS), texts(PINNED))),
  'bundle size': () => verdict(overBudget()),
};

/**
 * Run all checks, two at a time.
 *
 * @returns {Promise<import('./junit.mjs').Counts & { output: string }>}
 */
export async function lint() {
  const waiting = Object.entries(CHECKS);
  const counts = { passed: 0, failed: 0, skipped: 0, output: '' };
  async function worker() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next;
      const { code, output } = await check();
      counts[code === 0 ? 'passed' : 'failed'] += 1;
      counts.output += code === 0 ? `ok      ${name}\n` : `failed  ${name}\n${output}\n`;
    }
  }
  await Promise.all([worker(), worker()]);
  return counts;
}
