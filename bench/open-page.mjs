/** From opening a page that holds the element to the first painted frame of its network. */
/* global customElements, document */
import { withPage } from './browser.mjs';
import { frameAfter, record } from './trace.mjs';

const RUNS = 11;

async function once(page, url) {
  await page.addInitScript(async () => {
    await customElements.whenDefined('receptive-field');
    await document.querySelector('receptive-field').updateComplete;
    performance.mark('drawn');
  });
  const recording = await record(page, () => page.goto(`${url}/alexnet`));
  const [drawn] = recording.marks.get('drawn');
  return frameAfter(recording, drawn).presented - recording.origin;
}

/** @type {import('./run.mjs').Measurement} */
export async function* openPage({ browser, url }) {
  const values = [];
  for (let run = 0; run < RUNS; run++) {
    values.push(await withPage(browser, (page) => once(page, url)));
  }
  yield { what: 'page opened, to the first frame of AlexNet', values, unit: 'ms', aim: 300 };
}
