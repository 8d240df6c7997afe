/**
 * A test runner for Stryker that keeps the core and its tests loaded in one process: a mutant costs
 * the tests that reach it and nothing else, first those that are quick or have caught others.
 */
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { createServer } from 'vite';

const FOLDERS = ['test/layers', 'test/arithmetic'];

/** Random cases a test: all mutants meet them, so few must do. */
const CASES = '6';

/** What takes longer guards speed, or walks over large models: hundreds of mutants cannot wait. */
const SLOWEST_MS = 200;

/**
 * A WeakMap that forgets, when the next mutant comes, what it was told since the tests were loaded:
 * the core keeps its results by network.
 */
const Usual = WeakMap;
let generation = 0;
class Forgetful {
  #loaded = new Usual();
  #since = new Usual();
  #from = 0;

  #now() {
    if (generation === 0) return this.#loaded;
    if (this.#from !== generation) this.#since = new Usual();
    this.#from = generation;
    return this.#since;
  }
  get(key) {
    return this.#now().get(key) ?? this.#loaded.get(key);
  }
  has(key) {
    return this.#now().has(key) || this.#loaded.has(key);
  }
  set(key, value) {
    this.#now().set(key, value);
    return this;
  }
}

/** What goes on for this many times as long as before, or meets a mutant as often, does not end. */
const TIMES = 20;
/** How much a test may do in any case. */
const LEAST = { ms: 3000, hits: 1000 };
/** What tests did before, for the process that follows one that was ended. */
const BEFORE = 'before.json';

async function load() {
  const gatherer = path.resolve('scripts/mutation-tests.mjs');
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    resolve: { alias: { vitest: gatherer } },
    optimizeDeps: { noDiscovery: true },
  });
  const { tests } = await server.ssrLoadModule(gatherer);
  globalThis.WeakMap = Forgetful;
  const all = [];
  try {
    for (const folder of FOLDERS) {
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.ts'))) {
        const fileName = path.resolve(folder, file);
        await server.ssrLoadModule(fileName);
        all.push(...tests().map((each) => ({ ...each, id: `${file} ${each.id}`, fileName })));
      }
    }
  } finally {
    globalThis.WeakMap = Usual;
    await server.close();
  }
  return all;
}

/** A script can be stopped in the middle, a function cannot. */
const CALL = new vm.Script('runTest()');

const cpuMs = () => process.cpuUsage().user / 1000;

/** One test: what it cost the processor, which others may keep busy, and what it threw. */
function run({ id, name, fileName, body }, timeout = 600_000) {
  const start = cpuMs();
  let outcome = { status: TestStatus.Success };
  let isEndless = false;
  globalThis.runTest = body;
  try {
    CALL.runInThisContext({ timeout });
  } catch (error) {
    isEndless = error?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    outcome = { status: TestStatus.Failed, failureMessage: String(error) };
  }
  return { id, name, fileName, isEndless, timeSpentMs: cpuMs() - start, ...outcome };
}

class Runner {
  #tests = [];
  #catches = new Map();
  #before = { hits: {}, ms: {} };
  #core = (globalThis.__stryker__ ??= {});

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    process.env.CASES = CASES;
    fc.configureGlobal({ endOnFailure: true });
    this.#tests = await load();
    // A busy machine is no mutant that was noticed: for the tests, nothing takes time.
    performance.now = () => 0;
    if (existsSync(BEFORE)) this.#before = JSON.parse(readFileSync(BEFORE, 'utf8'));
  }

  dryRun() {
    const tests = this.#tests.map((each) => {
      generation += 1;
      this.#core.currentTestId = each.id;
      const result = run(each);
      this.#core.currentTestId = undefined;
      if (result.timeSpentMs <= SLOWEST_MS) return result;
      delete this.#core.mutantCoverage?.perTest[each.id];
      return { ...result, status: TestStatus.Skipped };
    });
    const ms = Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    this.#before = { hits: this.#core.mutantCoverage?.perTest ?? {}, ms };
    writeFileSync(BEFORE, JSON.stringify(this.#before));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.#core.mutantCoverage };
  }

  mutantRun({ activeMutant, testFilter }) {
    this.#core.activeMutant = activeMutant.id;
    generation += 1;
    const { hits, ms } = this.#before;
    const tests = [];
    let endless;
    for (const each of this.#inOrder(new Set(testFilter))) {
      const hitLimit = TIMES * (LEAST.hits + (hits[each.id]?.[activeMutant.id] ?? 0));
      Object.assign(this.#core, { hitCount: 0, hitLimit });
      const result = run(each, Math.ceil(LEAST.ms + TIMES * ms[each.id]));
      tests.push(result);
      endless = result.isEndless
        ? { status: DryRunStatus.Timeout }
        : determineHitLimitReached(this.#core.hitCount, hitLimit);
      if (result.status === TestStatus.Failed || endless) {
        this.#catches.set(each.id, (this.#catches.get(each.id) ?? 0) + 1);
        break;
      }
    }
    Object.assign(this.#core, { activeMutant: undefined, hitCount: undefined });
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
  }

  #inOrder(chosen) {
    const weight = ({ id }) => this.#before.ms[id] / (1 + (this.#catches.get(id) ?? 0));
    return this.#tests
      .filter(({ id }) => chosen.has(id))
      .map((each) => ({ each, weight: weight(each) }))
      .sort((a, b) => a.weight - b.weight)
      .map(({ each }) => each);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'loaded', Runner)];
