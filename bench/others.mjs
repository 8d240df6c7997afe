/**
 * The same feature maps drawn by other tools: first picture, frames of an orbit, memory, nodes.
 *
 * Each draws every layer as a sheet at its height, with a square for each feature where a square has
 * at least two pixels of the screen, else plain; that is what ours does. What they draw from is made
 * before the clock starts, while ours begins with the layer list.
 */
/* global addEventListener, document */
import { ROOT } from '../scripts/run.mjs';
import { setupOthers } from '../scripts/setup.mjs';
import { serveFolder } from '../test/browser/site.mjs';
import { loadCore } from './arithmetic.mjs';
import { REST, withPage } from './browser.mjs';
import { heapOf } from './heap.mjs';
import { ALEXNET, chain, preset } from './networks.mjs';
import { drag, intervalsOf } from './orbit.mjs';
import { median, quantile } from './statistics.mjs';
import { frameAfter, record } from './trace.mjs';

/** A tool that takes longer than this is stopped. */
const MOST_SECONDS = 60;
const RUNS = 3;
/** What took so long, in milliseconds, is not measured again. */
const LONG = 1_000;
/** So long, in milliseconds, a frame without a GPU may be on its way to the screen. */
const ON_ITS_WAY = 6_000;

/** Height of a stack, and side of a sheet in pixels of the screen. */
const EDGE = 400;
const LEAST_SQUARE = 2;

const NETWORKS = {
  AlexNet: ALEXNET,
  'ResNet-50': preset('resnet50'),
  '200 layers': chain(200, 4096),
};

const STACK = { mode: 'stack', folding: false };

const TOOLS = [
  { name: 'ours', file: 'ours', view: STACK, turns: true },
  { name: 'ours as it opens', file: 'ours', view: {}, turns: false },
  { name: 'three.js', file: 'three', turns: true },
  { name: 'k3d', file: 'k3d', turns: true },
  { name: 'plotly', file: 'plotly', turns: true },
];

/** The maps of a network as plain numbers. */
function mapsOf({ lattices, readNetwork }, source) {
  const network = readNetwork(source);
  const size = network.inputSize;
  const rows = lattices(network);
  return rows.map(({ n, j, start }, depth) => ({
    ...{ n, j: j.map(Number), start: start.map(Number), size },
    height: (depth / (rows.length - 1)) * Math.max(...size),
    isSheet: j.some((jump) => (Number(jump) * EDGE) / Math.max(...size) < LEAST_SQUARE),
  }));
}

/** Draws in a page that has all it needs; times its first picture. */
async function firstPicture(page, url, { file, view }, network, maps) {
  const wait = file === 'ours' ? REST : ON_ITS_WAY;
  await page.goto(`${url}/bench/others/page.html`);
  await page.evaluate(
    async ([name, ...given]) => {
      const tool = await import(`./${name}.mjs`);
      await tool.load?.();
      globalThis.drawNow = async () => {
        performance.mark('asked');
        await tool.draw(prepared);
        performance.mark('drawn');
      };
      const prepared = tool.prepare(...given);
    },
    [file, maps, network, view],
  );
  await page.waitForTimeout(REST);
  const recording = await record(page, () => page.evaluate('drawNow()'), wait);
  const [[asked], [drawn]] = ['asked', 'drawn'].map((name) => recording.marks.get(name));
  return frameAfter(recording, drawn).presented - asked;
}

/** Frame intervals of an orbit, in the page as it is. */
async function orbitIn(page) {
  await page.evaluate(() => {
    const mark = (name) => () => performance.mark(name);
    addEventListener('pointerdown', mark('turning'), { capture: true });
    addEventListener('pointerup', mark('turned'), { capture: true });
  });
  const recording = await record(page, () => drag(page), ON_ITS_WAY);
  const intervals = intervalsOf(recording);
  if (intervals.length > 0) return intervals;
  const [from] = recording.marks.get('turning');
  const next = recording.frames.find(({ presented }) => presented > from);
  return [next ? next.presented - from : ON_ITS_WAY];
}

const nodesIn = (page) =>
  page.evaluate(() => {
    const count = (root) =>
      [...root.querySelectorAll('*')].reduce(
        (sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0),
        0,
      );
    return count(document);
  });

/** What one tool takes for one network; `over` where it was stopped. */
async function measured(browser, url, tool, network, maps, empty) {
  const first = [];
  let rest = {};
  const once = (page) =>
    firstPicture(page, url, tool, network, maps).then(async (time) => {
      first.push(time);
      if (first.length < RUNS && time < LONG) return;
      const heap = (await heapOf(page)) - empty;
      const nodes = await nodesIn(page);
      rest = { heap, nodes, ...(tool.turns ? { orbit: await orbitIn(page) } : {}) };
    });
  for (let run = 0; run < RUNS && rest.heap === undefined; run++) {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, MOST_SECONDS * 1000, 'late');
    });
    const ended = await withPage(browser, (page) => Promise.race([once(page), late]));
    clearTimeout(timer);
    if (ended === 'late') return { first, ...rest, over: true };
  }
  return { first, ...rest };
}

/** What was measured of one tool, beside ours. */
function* linesOf(head, { first, orbit, heap, nodes, over }, own) {
  const beside = (value, ofOurs) =>
    value === ofOurs ? '' : `${(value / ofOurs).toFixed(1)} times ours`;
  const line = (what, values, unit, note = '') => ({
    what: `${head}: ${what}`,
    values,
    unit,
    note,
  });
  if (first.length > 0) {
    yield line('first picture', first, 'ms', beside(median(first), median(own.first)));
  }
  if (over) yield line('stopped', [MOST_SECONDS], 's', `over ${MOST_SECONDS} s`);
  if (orbit) {
    const isLate = orbit[0] === ON_ITS_WAY;
    const worst = isLate ? 'or more' : `95th percentile ${quantile(orbit, 0.95).toFixed(0)}`;
    const note = [worst, beside(median(orbit), median(own.orbit))].filter(Boolean).join(', ');
    yield line('frame of an orbit', orbit, 'ms', note);
  }
  if (heap === undefined) return;
  yield line('heap', [heap], 'MB', beside(heap, own.heap));
  yield line('nodes', [nodes], '');
}

/** @type {import('./run.mjs').Measurement} */
export async function* others({ browser }) {
  await setupOthers();
  const core = await loadCore();
  const { url, close } = await serveFolder(ROOT);
  try {
    const empty = await withPage(browser, async (page) => {
      await page.goto(`${url}/bench/others/page.html`);
      return heapOf(page);
    });
    for (const [name, network] of Object.entries(NETWORKS)) {
      const maps = mapsOf(core, network);
      let own = null;
      for (const tool of TOOLS) {
        const found = await measured(browser, url, tool, network, maps, empty);
        own ??= found;
        yield* linesOf(`${name}, ${tool.name}`, found, own);
      }
    }
  } finally {
    await close();
  }
}
