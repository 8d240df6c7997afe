import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { fingerprint, unlessStamped } from '../../scripts/stamp.mjs';

const ROOT = path.join(import.meta.dirname, '../..');

let folder: string;
let name: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(ROOT, 'node_modules/.stamp-test-'));
  name = path.relative(ROOT, folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('fingerprint', () => {
  it('changes with contents, names and facts, and with nothing else', () => {
    const prints = [fingerprint([name])];
    writeFileSync(path.join(folder, 'a'), 'one');
    prints.push(fingerprint([name]));
    writeFileSync(path.join(folder, 'a'), 'two');
    prints.push(fingerprint([name]));
    rmSync(path.join(folder, 'a'));
    writeFileSync(path.join(folder, 'b'), 'two');
    prints.push(fingerprint([name]), fingerprint([name], ['fact']));
    expect(new Set(prints).size).toBe(prints.length);
    writeFileSync(path.join(folder, 'b'), 'two');
    expect(fingerprint([name], ['fact'])).toBe(prints.at(-1));
  });
});

describe('unlessStamped', () => {
  it('works once for each print', async () => {
    const work = vi.fn();
    const stamp = path.join(name, 'stamps/done');
    await unlessStamped(stamp, 'one', work);
    await unlessStamped(stamp, 'one', work);
    expect(work).toHaveBeenCalledTimes(1);
    await unlessStamped(stamp, 'two', work);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('leaves no stamp behind when the work does not end', async () => {
    const stamp = path.join(name, 'done');
    await unlessStamped(stamp, 'one', vi.fn());
    const broken = () => Promise.reject(new Error('interrupted'));
    await expect(unlessStamped(stamp, 'two', broken)).rejects.toThrow('interrupted');
    expect(existsSync(path.join(folder, 'done'))).toBe(false);
  });
});
