/** What a figure costs that nobody touches: memory, frames, timers. */
/* global document, window */
import { addElement, openReady, REST, withPage } from './browser.mjs';
import { heapOf } from './heap.mjs';
import { ALEXNET, chain, preset } from './networks.mjs';

const SECOND = 1000;

/** Frames and timers of a page within a second. */
async function workIn(page) {
  const browser = page.context().browser();
  const categories = ['devtools.timeline'];
  await browser.startTracing(page, { categories });
  await page.waitForTimeout(SECOND);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const count = (...names) => traceEvents.filter(({ name }) => names.includes(name)).length;
  return { frames: count('FireAnimationFrame', 'Paint'), timers: count('TimerFire') };
}

/** @type {import('./run.mjs').Measurement} */
export async function* rest({ browser, url }) {
  const empty = await withPage(browser, async (page) => {
    await page.goto('about:blank');
    return heapOf(page);
  });
  const loaded = await withPage(browser, async (page) => {
    await openReady(page, url);
    return heapOf(page);
  });
  yield { what: 'heap of the script alone', values: [loaded - empty], unit: 'MB' };
  const cases = {
    AlexNet: ALEXNET,
    'ResNet-152': preset('resnet152'),
    '200 layers': chain(200, 4096),
  };
  for (const [name, network] of Object.entries(cases)) {
    const found = await withPage(browser, async (page) => {
      await addElement(page, url, network, {});
      await page.waitForTimeout(REST);
      const heap = (await heapOf(page)) - empty;
      const still = await workIn(page);
      await page.evaluate(() => {
        document.body.style.paddingTop = '5000px';
        window.scrollTo(0, 0);
      });
      await page.waitForTimeout(REST);
      return { heap, still, off: await workIn(page) };
    });
    yield { what: `heap of ${name}`, values: [found.heap], unit: 'MB', aim: 8 };
    for (const [how, { frames, timers }] of Object.entries({
      'at rest': found.still,
      'off screen': found.off,
    })) {
      yield { what: `frames a second of ${name} ${how}`, values: [frames], unit: '', aim: 0 };
      yield { what: `timers a second of ${name} ${how}`, values: [timers], unit: '', aim: 0 };
    }
  }
}
