import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { inVenv } from '../../scripts/python.mjs';

export type App = 'lab' | 'notebook';

export interface JupyterServer {
  readonly app: App;
  readonly url: string;
  readonly token: string;
  /** Write a file into the server's work folder. */
  write(name: string, text: string): void;
  /** Read a file of the work folder. */
  read(name: string): string;
  /** End all kernels, so that an opened notebook does not find its old one again. */
  endSessions(): Promise<void>;
  /** Set settings of the front end, until they are put back: `notebook-extension/tracker`. */
  set(plugin: string, values: Record<string, unknown>): void;
  /** Put the settings back, the theme among them. */
  resetSettings(): void;
  stop(): Promise<void>;
}

/** Answers to what JupyterLab asks a new user, which would cover the page. */
const SETTINGS = {
  '@jupyterlab/apputils-extension/notification.jupyterlab-settings':
    '{"fetchNews": "false", "checkForUpdates": false}',
};

function writeSetting(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function writeSettings(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(SETTINGS)) writeSetting(folder, name, text);
}

/** A loopback port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

type Request = (path: string, method?: string) => Promise<Response>;

async function answers(request: Request): Promise<boolean> {
  try {
    return (await request('/api/status')).ok;
  } catch {
    return false;
  }
}

async function endSessions(request: Request): Promise<void> {
  const sessions = (await (await request('/api/sessions')).json()) as { id: string }[];
  for (const { id } of sessions) await request(`/api/sessions/${id}`, 'DELETE');
}

async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const late = await Promise.race([ended.then(() => false), sleep(10_000, true, { ref: false })]);
  if (late) {
    server.kill('SIGKILL');
    await ended;
  }
}

/**
 * Start a real `jupyter lab` or `jupyter notebook` on a free loopback port, with a work folder and
 * settings of its own, and wait until it answers.
 */
export async function startServer(app: App): Promise<JupyterServer> {
  const home = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-'));
  const work = path.join(home, 'work');
  mkdirSync(work);
  const settings = path.join(home, 'settings');
  writeSettings(settings);
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const args = [
    app,
    '--no-browser',
    '--expose-app-in-browser',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${work}`,
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
  ];
  const server = spawn(inVenv('jupyter'), args, {
    cwd: work,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      IPYTHONDIR: path.join(home, 'ipython'),
      JUPYTER_CONFIG_DIR: path.join(home, 'config'),
      JUPYTER_DATA_DIR: path.join(home, 'data'),
      JUPYTER_RUNTIME_DIR: path.join(home, 'runtime'),
      JUPYTER_TOKEN: token,
      JUPYTERLAB_SETTINGS_DIR: settings,
      JUPYTERLAB_WORKSPACES_DIR: path.join(home, 'workspaces'),
    },
  });
  const log: string[] = [];
  server.stdout.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));

  const stop = async () => {
    await stopProcess(server);
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  const url = `http://127.0.0.1:${port}`;
  const request: Request = (name, method = 'GET') =>
    fetch(url + name, { method, headers: { authorization: `token ${token}` } });
  const deadline = Date.now() + 60_000;
  while (!(await answers(request))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`jupyter ${app} did not answer:\n${log.join('')}`);
    }
    await sleep(100);
  }
  return {
    app,
    url,
    token,
    write: (name, text) => {
      writeFileSync(path.join(work, name), text);
    },
    read: (name) => readFileSync(path.join(work, name), 'utf8'),
    endSessions: () => endSessions(request),
    set: (plugin, values) => {
      const name = `@jupyterlab/${plugin}.jupyterlab-settings`;
      writeSetting(settings, name, JSON.stringify(values));
    },
    resetSettings: () => writeSettings(settings),
    stop,
  };
}
