/** What the arithmetic takes in Node, on deep networks, and on a small and on a large image. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'esbuild';

import { ROOT } from '../scripts/run.mjs';
import { preset } from './networks.mjs';
import { median } from './statistics.mjs';

const RUNS = 15;
const SIZES = [224, 100_000];
const PRESETS = ['resnet50', 'resnet152', 'inception_v2'];
const LENGTH = 10_000;
/** A row of 3 x 3 convolutions whose last field is so large. */
const WIDE = 500;

/** `layers` and `arithmetic` as one module for Node. */
export async function loadCore() {
  const modules = ['arithmetic', 'layers'].map((name) => `export * from './src/${name}/index.js';`);
  const folder = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-bench-'));
  const outfile = path.join(folder, 'core.mjs');
  const stdin = { contents: modules.join('\n'), resolveDir: ROOT };
  try {
    await build({ stdin, bundle: true, format: 'esm', outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sized = (name, size) => ({ ...preset(name), input_size: [size, size] });

const rows = (count) => Array.from({ length: count }, () => [3, 1, 1]);

/** Times `work` on something made anew for each run; the first three warm up. */
function timed(make, work) {
  const times = [];
  for (let i = 0; i < RUNS + 3; i++) {
    const made = make();
    const start = performance.now();
    work(made);
    if (i >= 3) times.push(performance.now() - start);
  }
  return times;
}

function* depths({ lattices, readNetwork }) {
  const networks = PRESETS.map((name) => [name, (size) => sized(name, size)]);
  networks.push([
    `chain of ${LENGTH}`,
    (size) => ({ input_size: [size, size], layers: rows(LENGTH) }),
  ]);
  const aims = { resnet50: 3, [`chain of ${LENGTH}`]: 60 };
  for (const [name, source] of networks) {
    const [small, large] = SIZES.map((size) => timed(() => readNetwork(source(size)), lattices));
    const ratio = (median(large) / median(small)).toFixed(2);
    const aim = aims[name] === undefined ? {} : { aim: aims[name] };
    yield { what: `table of ${name} at ${SIZES[0]}`, values: small, unit: 'ms', ...aim };
    const note = `${ratio} times that at ${SIZES[0]}`;
    yield { what: `table of ${name} at ${SIZES[1]}`, values: large, unit: 'ms', ...aim, note };
  }
}

/** @type {import('./run.mjs').Measurement} */
export async function* arithmetic() {
  const core = await loadCore();
  const { contribution, field, readNetwork, seenBy } = core;
  yield* depths(core);
  const resnet = readNetwork(sized('resnet50', 224));
  const last = resnet.layers.findLast(({ size }) => size[0] > 1).name;
  const hover = timed(
    () => 0,
    () => field(resnet, last, [3, 3]),
  );
  yield { what: 'hover: a field of resnet50 on all layers', values: hover, unit: 'ms', aim: 1 };
  const looking = timed(
    () => 0,
    () => seenBy(resnet, last, [112, 112]),
  );
  yield { what: 'who of resnet50 looks at a pixel', values: looking, unit: 'ms' };
  const wide = readNetwork({ input_size: [1024, 1024], layers: rows((WIDE - 1) / 2) });
  const weigh = () => contribution(wide, wide.layers.at(-1).name, [512, 512]).values();
  yield {
    what: `contribution at r = ${WIDE - 1}, a chain`,
    values: timed(() => 0, weigh),
    unit: 'ms',
  };
  const branches = () => contribution(resnet, last, [3, 3]).values();
  yield {
    what: 'contribution of resnet50, r = 427, branches',
    values: timed(() => 0, branches),
    unit: 'ms',
  };
}
