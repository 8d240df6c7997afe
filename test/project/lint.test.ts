import { describe, expect, it } from 'vitest';

import { addressesInLocks, overBudget } from '../../scripts/lint.mjs';

const CLEAN = {
  'package-lock.json': JSON.stringify({
    packages: { '': {}, 'node_modules/lit': { version: '3.3.3' } },
  }),
};

describe('addressesInLocks', () => {
  it('passes versions alone', () => {
    const pins = '# made by a script\nruff==0.1.2\nresvg_py==1!2.0+cpu\n';
    expect(addressesInLocks(CLEAN, { 'pins.txt': pins })).toEqual([]);
  });

  it('finds where a package was resolved', () => {
    const lock = JSON.stringify({
      packages: { 'node_modules/lit': { resolved: 'https://registry.example/lit.tgz' } },
    });
    expect(addressesInLocks({ 'some/lock.json': lock }, {})).toEqual([
      'some/lock.json: node_modules/lit holds an address',
    ]);
  });

  it.each(['--index-url https://pypi.example', 'ruff @ https://pypi.example/r.whl', 'ruff>=1'])(
    'finds %s',
    (line) => {
      expect(addressesInLocks(CLEAN, { 'pins.txt': `mypy==1.0\n${line}\n` })).toEqual([
        `pins.txt: ${line} is no plain pin`,
      ]);
    },
  );
});

describe('overBudget', () => {
  it('names a file that is too large', () => {
    expect(overBudget({ 'package.json': 10 })).toEqual([
      expect.stringMatching(/^package\.json has \d+ bytes gzipped; at most 10 are allowed$/),
    ]);
    expect(overBudget({ 'package.json': 10_000 })).toEqual([]);
  });
});
