/** The project's own Python environments: `.venv`, and for slow tests `.venv-torch`, `.venv-hosts`, `.venv-book`. */
import path from 'node:path';

import { Plain, ROOT, attempt } from './run.mjs';

const BIN = process.platform === 'win32' ? 'Scripts' : 'bin';

/** The path of a program in one of the project's Python environments. */
export function inVenv(program, venv = '.venv') {
  return path.join(ROOT, venv, BIN, program);
}

const PROBE =
  'import ensurepip, sys, venv; assert sys.version_info >= (3, 11); print(sys.version, sys.prefix)';

/**
 * A Python that can make the environment, and what tells it from others.
 *
 * @returns {Promise<{ command: string, identity: string }>}
 */
export async function findPython() {
  for (const command of ['python3', 'python', '/usr/bin/python3']) {
    const { code, output } = await attempt(command, ['-c', PROBE]);
    if (code === 0) return { command, identity: output };
  }
  throw new Plain(
    'Python 3.11 or later with its venv module is needed (Debian: apt-get install python3-venv).',
  );
}
