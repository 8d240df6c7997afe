/**
 * Changes the core in small ways and counts which changes no test notices:
 * `npm run mutation` for all of it, `npm run mutation -- src/arithmetic/terms.ts` for some files.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { ROOT } from './run.mjs';

const files = process.argv.slice(2);
const chosen = files.length > 0 ? ['--mutate', files.join(',')] : [];
const stryker = path.join(ROOT, 'node_modules/.bin/stryker');
const { status } = spawnSync(stryker, ['run', ...chosen], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
