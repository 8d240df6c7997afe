/**
 * Stamps: what a step was made from, written after the step is complete. A step whose stamp is
 * missing or differs is done again from the start, so an interrupted one leaves nothing behind.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { ROOT } from './run.mjs';

function filesUnder(name) {
  const full = path.join(ROOT, name);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full)
    .sort()
    .flatMap((entry) => filesUnder(path.join(name, entry)));
}

/**
 * A hash of the contents of files and folders, and of any further facts.
 *
 * @param {string[]} names relative to the root; a missing one counts as empty
 * @param {unknown[]} facts
 */
export function fingerprint(names, facts = []) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of names.flatMap(filesUnder)) {
    const content = readFileSync(path.join(ROOT, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Do `work` unless the stamp already holds `print`; write the stamp last. */
export async function unlessStamped(stamp, print, work) {
  const file = path.join(ROOT, stamp);
  if (existsSync(file) && readFileSync(file, 'utf8') === print) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, print);
}
