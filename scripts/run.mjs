/** Running other programs: quietly, with their output shown only where they fail. */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Something a person has to do or know, said in one sentence: no stack is shown for it. */
export class Plain extends Error {}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const children = new Set();

let interrupted = false;

function interrupt(code) {
  interrupted = true;
  process.exitCode = code;
  if (children.size === 0) process.exit();
  for (const child of children) child.kill('SIGTERM');
}

/** When this program is told to end, so are those that it started, and it waits for them. */
function passSignalsOn() {
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => interrupt(code));
  }
  // A shell between npm and this program dies of a signal without passing it on.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || interrupt(SIGNALS.SIGTERM), 500).unref();
}

/**
 * Start a program and wait for it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean, priority?: number }} [options] with
 *   `show` the program writes straight to the terminal; `priority` as of `os.setPriority`
 * @returns {Promise<{ code: number, output: string }>} never rejects for a code other than 0
 */
export function attempt(command, args, { env = {}, show = false, priority } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    children.add(child);
    const done = (code, text = '') => {
      children.delete(child);
      if (interrupted && children.size === 0) process.exit();
      if (!interrupted) resolve({ code, output: Buffer.concat(chunks).toString() + text });
    };
    child.on('error', (error) => done(127, `${command}: ${error.message}\n`));
    child.on('close', (code, signal) => done(code ?? 1, signal ? `${command}: ${signal}\n` : ''));
  });
}

/** As `attempt`, but a code other than 0 throws with the program's output. */
export async function run(command, args, options) {
  const { code, output } = await attempt(command, args, options);
  if (code !== 0) {
    throw new Plain(`${output.trimEnd()}\n${[command, ...args].join(' ')} ended with ${code}`);
  }
  return output;
}

/** Do one step of the set-up, and say when it begins and how many seconds it took. */
export async function step(title, work) {
  const start = performance.now();
  process.stdout.write(`${title} ...\n`);
  try {
    await work();
  } catch (error) {
    process.stdout.write(`${title}: failed\n`);
    throw error;
  }
  process.stdout.write(`${title}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

/** Run a script's main function: a Plain error is one sentence, anything else keeps its stack. */
export async function main(work) {
  passSignalsOn();
  try {
    process.exitCode = (await work(process.argv.slice(2))) ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Plain ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Whether a module is the program that was started, not one imported by it. */
export function isMain(meta) {
  return process.argv[1] === fileURLToPath(meta.url);
}
