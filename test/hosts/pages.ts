import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { inVenv } from '../../scripts/python.mjs';
import { ROOT } from '../../scripts/run.mjs';

/** The environment of a Python with all hosts in it. */
export const hostsEnvironment = {
  ...process.env,
  JUPYTER_PATH: ['.venv-hosts', '.venv']
    .map((venv) => path.join(ROOT, venv, 'share/jupyter'))
    .join(path.delimiter),
  PYTHONPATH: ROOT,
};

/** The Python with all hosts in it. */
export const hostsPython = inVenv('python', '.venv-hosts');

/** Pages that tools made of one notebook. */
export interface Pages {
  /** The address of one, which needs no server. */
  url(name: string): string;
  /** The text of one, or of a notebook that they are made of. */
  read(name: string): string;
  remove(): Promise<void>;
}

/** Runs scripts of this folder, each with the Python that has what it needs. */
async function make(scripts: Record<string, string>): Promise<Pages> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ipyreceptive-pages-'));
  for (const [script, python] of Object.entries(scripts)) {
    const file = path.join(import.meta.dirname, script);
    await promisify(execFile)(python, [file, folder], { env: hostsEnvironment });
  }
  return {
    url: (name) => `file://${path.join(folder, name)}`,
    read: (name) => readFileSync(path.join(folder, name), 'utf8'),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Runs a notebook in different ways. */
export const makeNotebooks = (): Promise<Pages> => make({ 'notebooks.py': hostsPython });

/** Makes pages of the notebooks, too. */
export const makePages = (): Promise<Pages> =>
  make({
    'notebooks.py': hostsPython,
    'pages.py': hostsPython,
    'book.py': inVenv('python', '.venv-book'),
  });
