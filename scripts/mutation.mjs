/**
 * Changes the core in small ways and counts which changes no test notices:
 * `npm run mutation` for all of it (hours), `npm run mutation -- src/arithmetic/lattices/terms.ts` for some
 * files, `npm run mutation -- --share 0.05 --seed 1` for a random share of its lines.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { ROOT } from './run.mjs';

/** Lines that are taken together: about a small function, so that whole blocks are changed too. */
const PIECE = 8;

/** Numbers in `[0, 1)`, the same ones for the same seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function core() {
  return ['src/layers', 'src/arithmetic'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(folder, file)),
  );
}

function sample(share, seed) {
  const next = random(seed);
  return core().flatMap((file) => {
    const lines = readFileSync(path.join(ROOT, file), 'utf8').split('\n').length;
    const starts = Array.from({ length: Math.ceil(lines / PIECE) }, (_, i) => i * PIECE + 1);
    return starts
      .filter(() => next() < share)
      .map((start) => `${file}:${start}-${start + PIECE - 1}`);
  });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { share: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const chosen =
  values.share === undefined ? positionals : sample(Number(values.share), Number(values.seed));
const stryker = path.join(ROOT, 'node_modules/.bin/stryker');
const args = ['run', ...(chosen.length > 0 ? ['--mutate', chosen.join(',')] : [])];
process.exitCode = spawnSync(stryker, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
