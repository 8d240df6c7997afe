import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { countReport, countRun } from '../../scripts/junit.mjs';

const suite = (tests: number, failures = 0, errors = 0, skipped = 0) =>
  `<testsuite name="a" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}">`;

describe('countReport', () => {
  it('sums over suites', () => {
    const text = `<testsuites tests="99">${suite(5, 1, 1)}</testsuite>${suite(4, 0, 0, 3)}</testsuite>`;
    expect(countReport(text)).toEqual({ passed: 4, failed: 2, skipped: 3 });
  });
});

describe('countRun', () => {
  let folder: string;
  let report: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-'));
    report = path.join(folder, 'report.xml');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('counts a runner that did its work', () => {
    writeFileSync(report, suite(3));
    expect(countRun(0, report)).toEqual({ passed: 3, failed: 0, skipped: 0 });
  });

  it('takes a bad end without a failed test as a failure', () => {
    writeFileSync(report, suite(3));
    expect(countRun(1, report)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('takes a runner that ran nothing as a failure', () => {
    writeFileSync(report, suite(2, 0, 0, 2));
    expect(countRun(0, report)).toEqual({ passed: 0, failed: 1, skipped: 2 });
    expect(countRun(0, path.join(folder, 'none.xml'))).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });
});
