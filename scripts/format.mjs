/** Lays out all source files as the lint group wants them. */
import path from 'node:path';

import { inVenv } from './python.mjs';
import { ROOT, main, run } from './run.mjs';

await main(async () => {
  await run(path.join(ROOT, 'node_modules/.bin/prettier'), ['--write', '--log-level=warn', '.']);
  await run(inVenv('ruff'), ['format']);
  await run(inVenv('ruff'), ['check', '--fix']);
});
