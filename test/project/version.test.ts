import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { expect, it } from 'vitest';

import { inVenv } from '../../scripts/python.mjs';

const ROOT = path.join(import.meta.dirname, '../..');

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

const { version } = JSON.parse(read('package.json')) as { version: string };

/** PEP 440 writes a pre-release without the signs that npm puts in. */
const pythonVersion = version.replace(/-(a|b|rc)[a-z]*\.?/, '$1');

it('lock file', () => {
  const lock = JSON.parse(read('package-lock.json'));
  expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
});

it('compiled modules', async () => {
  const { VERSION } = await import(path.join(ROOT, 'lib/version.js'));
  expect(VERSION).toBe(version);
});

it.each(['dist/receptive-field.js', 'ipyreceptive/element.js'])('page bundle %s', (file) => {
  const quoted = ['"', "'", '`'].map((quote) => quote + version + quote);
  expect(quoted.some((text) => read(file).includes(text))).toBe(true);
});

it('kernel bundle', () => {
  const context = vm.createContext({});
  vm.runInContext(read('ipyreceptive/kernel.js'), context);
  expect(vm.runInContext('ipyreceptive.version', context)).toBe(version);
});

it('labextension', () => {
  expect(JSON.parse(read('ipyreceptive/labextension/package.json')).version).toBe(version);
});

it('Python package', () => {
  const code =
    'import importlib.metadata as m, ipyreceptive as i; print(m.version("ipyreceptive"), i.__version__)';
  const printed = execFileSync(inVenv('python'), ['-c', code], { encoding: 'utf8' });
  expect(printed.trim()).toBe(`${pythonVersion} ${pythonVersion}`);
});

it('changelog', () => {
  expect(read('CHANGELOG.md')).toContain(`\n## ${version}`);
});
