/** From the pointer over a feature to its field on the screen. */
/* global document, addEventListener, MutationObserver */
import { addElement, REST, withPage } from './browser.mjs';
import { ALEXNET, chain, preset } from './networks.mjs';
import { frameAfter, record } from './trace.mjs';

const RUNS = 12;

/** Marks each move of the pointer, and each change of the feature that the headline and the picture tell. */
function watch() {
  const { shadowRoot } = document.querySelector('receptive-field');
  const hovered = () => shadowRoot.querySelector('.subject.hovered')?.textContent;
  let last = hovered();
  addEventListener(
    'pointermove',
    ({ timeStamp }) => {
      performance.mark('pointer', { startTime: timeStamp });
      performance.mark('handled');
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (hovered() === last) return;
    last = hovered();
    performance.mark('hovered');
  }).observe(shadowRoot, { characterData: true, childList: true, subtree: true });
}

async function runs(page) {
  const recording = await record(page, async () => {
    await page.evaluate(watch);
    for (let run = 0; run < RUNS; run++) {
      // Back and forth over the uppermost sheets, wherever they stand.
      await page.mouse.move(640 + 17 * run, 330 + (run % 2) * 120);
      await page.waitForTimeout(REST);
    }
  });
  const [pointer, handled, hovered] = ['pointer', 'handled', 'hovered'].map((name) =>
    recording.marks.get(name),
  );
  return hovered.map((time) => {
    const event = handled.findLastIndex((moment) => moment <= time);
    const asked = frameAfter(recording, handled[event]);
    const shown = frameAfter(recording, time);
    return {
      frames: shown.sequence - asked.sequence + 1,
      latency: shown.presented - pointer[event],
    };
  });
}

/** @type {import('./run.mjs').Measurement} */
export async function* hover({ browser, url }) {
  const cases = [
    ['AlexNet', ALEXNET],
    ['200 layers', chain(200, 4096)],
    ['ResNet-152', preset('resnet152')],
    ['ResNet-152 as it opens', preset('resnet152'), {}],
  ];
  for (const [name, network, view] of cases) {
    const samples = await withPage(browser, async (page) => {
      await addElement(page, url, network, view);
      return runs(page);
    });
    const values = (part) => samples.map((sample) => sample[part]);
    yield {
      what: `hover on ${name}, to painted`,
      values: values('frames'),
      unit: 'frames',
      aim: 1,
    };
    yield { what: `hover on ${name}, pointer to screen`, values: values('latency'), unit: 'ms' };
  }
}
