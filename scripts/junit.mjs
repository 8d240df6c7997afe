/** Reads the counts out of the JUnit reports that vitest, pytest and Playwright write. */
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

function attribute(tag, name) {
  return Number(new RegExp(`\\b${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}

/**
 * @param {string} text a JUnit report
 * @returns {Counts} summed over its test suites
 */
export function countReport(text) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [tag] of text.matchAll(/<testsuite\s[^>]*>/g)) {
    const failed = attribute(tag, 'failures') + attribute(tag, 'errors');
    const skipped = attribute(tag, 'skipped');
    total.failed += failed;
    total.skipped += skipped;
    total.passed += attribute(tag, 'tests') - failed - skipped;
  }
  return total;
}

/**
 * What a runner did: a runner that ended badly, or ran nothing, has at least one failure.
 *
 * @param {number} code the runner's exit code
 * @param {string} report the path of its report
 * @returns {Counts}
 */
export function countRun(code, report) {
  const counts = existsSync(report)
    ? countReport(readFileSync(report, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}
