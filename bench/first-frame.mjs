/** From an element's connection to its first painted picture. */
/* global document, MutationObserver */
import { openReady, withPage } from './browser.mjs';
import { ALEXNET, chain, preset } from './networks.mjs';
import { median } from './statistics.mjs';
import { frameAfter, record } from './trace.mjs';

const RUNS = 11;

/** As it opens by itself, and the stack with all layers. */
const VIEWS = {
  '': {},
  ', stack': { mode: 'stack' },
  ', stack of all': { mode: 'stack', folding: false },
};

async function once(page, url, given) {
  await openReady(page, url);
  const recording = await record(page, () =>
    page.evaluate(async (properties) => {
      performance.mark('connected');
      const element = Object.assign(document.createElement('receptive-field'), properties);
      document.body.append(element);
      // A view that has a file of its own comes later.
      await new Promise((resolve) => {
        const { shadowRoot } = element;
        const look = () => shadowRoot.querySelector('.plot > svg > *') && resolve();
        new MutationObserver(look).observe(shadowRoot, { childList: true, subtree: true });
      });
      performance.mark('drawn');
    }, given),
  );
  const [connected] = recording.marks.get('connected');
  const [drawn] = recording.marks.get('drawn');
  const { committed, presented } = frameAfter(recording, drawn);
  return { script: drawn - connected, page: committed - drawn, screen: presented - committed };
}

/** @type {import('./run.mjs').Measurement} */
export async function* firstFrame({ browser, url }) {
  const cases = [
    ['AlexNet', ALEXNET, 55],
    ['ResNet-50', preset('resnet50'), 90],
    ['200 layers at 4096 x 4096', chain(200, 4096), 140],
  ];
  for (const [name, network, aim] of cases) {
    for (const [how, view] of Object.entries(VIEWS)) {
      const runs = [];
      for (let run = 0; run < RUNS; run++) {
        runs.push(await withPage(browser, (page) => once(page, url, { network, view })));
      }
      const part = (of) => median(runs.map((run) => run[of])).toFixed(0);
      yield {
        what: `first picture of ${name}${how}`,
        values: runs.map(({ script, page, screen }) => script + page + screen),
        unit: 'ms',
        aim,
        note: `script ${part('script')}, style to paint ${part('page')}, raster ${part('screen')}`,
      };
    }
  }
}
