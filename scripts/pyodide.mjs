/** Pyodide, and wheels for the Python in it: what JupyterLite else takes from a network. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { inVenv } from './python.mjs';
import { ROOT, run, step } from './run.mjs';
import { fingerprint, unlessStamped } from './stamp.mjs';

/** Where they are kept. */
export const PYODIDE = path.join(ROOT, '.venv-hosts/pyodide');

const PINS = ['requirements-pyodide.txt', 'requirements-dev.txt'];
const VERSIONS =
  'from jupyterlite_pyodide_kernel import constants as of; print(of.PYODIDE_VERSION, of.PYODIDE_PYTHON_VERSION)';

async function fetchAll() {
  rmSync(PYODIDE, { recursive: true, force: true });
  mkdirSync(PYODIDE, { recursive: true });
  const python = inVenv('python', '.venv-hosts');
  const [version, itsPython] = (await run(python, ['-c', VERSIONS])).split(/\s+/);
  const [pins, versions] = PINS;
  // No wheel has this name: what is left are those for every platform.
  const target = ['--platform', 'any', '--python-version', itsPython, '--only-binary', ':all:'];
  const wanted = ['--requirement', pins, '--constraint', versions, '--dest', PYODIDE];
  await Promise.all([
    run(python, ['-m', 'pip', '--quiet', 'download', '--no-deps', ...target, ...wanted]),
    run('npm', ['pack', `pyodide@${version}`, '--silent', '--pack-destination', PYODIDE]),
  ]);
}

/** Bring them up to date with the pins. */
export async function setupPyodide() {
  const print = fingerprint([...PINS, '.venv-hosts/.installed'], [ROOT]);
  await unlessStamped('.venv-hosts/pyodide/.fetched', print, () => step('Pyodide', fetchAll));
}
