/** From a network set on a connected element to its first painted frame. */
/* global document */
import { addElement, withPage } from './browser.mjs';
import { ALEXNET, chain } from './networks.mjs';
import { median } from './statistics.mjs';
import { frameAfter, record } from './trace.mjs';

const RUNS = 11;

async function once(page, url, network) {
  await addElement(page, url);
  const recording = await record(page, () =>
    page.evaluate(async (value) => {
      const element = document.querySelector('receptive-field');
      performance.mark('set');
      element.network = value;
      await element.updateComplete;
      performance.mark('drawn');
    }, network),
  );
  const [set] = recording.marks.get('set');
  const [drawn] = recording.marks.get('drawn');
  const { committed, presented } = frameAfter(recording, drawn);
  return { script: drawn - set, page: committed - drawn, screen: presented - committed };
}

/** @type {import('./run.mjs').Measurement} */
export async function* firstFrame({ browser, url }) {
  const cases = [
    ['AlexNet set, to its first frame', ALEXNET, 60],
    ['200 layers at 4096 x 4096 set, to their first frame', chain(200, 4096), 150],
  ];
  for (const [what, network, aim] of cases) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      runs.push(await withPage(browser, (page) => once(page, url, network)));
    }
    const part = (name) => median(runs.map((run) => run[name])).toFixed(0);
    yield {
      what,
      values: runs.map(({ script, page, screen }) => script + page + screen),
      unit: 'ms',
      aim,
      note: `script ${part('script')}, style to paint ${part('page')}, raster ${part('screen')}`,
    };
  }
}
