import { execFile } from 'node:child_process';
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
  remove(): Promise<void>;
}

/** Runs a notebook and makes pages of it; see pages.py. */
export async function makePages(): Promise<Pages> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ipyreceptive-pages-'));
  const script = path.join(import.meta.dirname, 'pages.py');
  await promisify(execFile)(hostsPython, [script, folder], { env: hostsEnvironment });
  return {
    url: (name) => `file://${path.join(folder, name)}`,
    remove: () => rm(folder, { recursive: true }),
  };
}
