/** Frame intervals while a pointer turns the stack. */
/* global document */
import { addElement, withPage } from './browser.mjs';
import { chain } from './networks.mjs';
import { quantile } from './statistics.mjs';
import { record } from './trace.mjs';

const RUNS = 9;
const SECONDS = 1.2;
/** Milliseconds from one report of the mouse to the next. */
const MOUSE = 8;
const CENTRE = [720, 400];

/** Layers, and whether they may fold. */
const CASES = [
  [20, true, ''],
  [200, true, ', folded'],
  [200, false, ', all'],
];

/** A drag in a wide arc. The mouse goes on at its own pace, whatever the page makes of it. */
export async function drag(page) {
  const session = await page.context().newCDPSession(page);
  const pointer = (type, [x, y], buttons) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons,
      clickCount: 1,
    });
  const at = (share) => [
    CENTRE[0] + 160 * Math.sin(Math.PI * (share - 0.5)),
    CENTRE[1] + 60 * Math.sin(2 * Math.PI * share),
  ];
  await pointer('mouseMoved', at(0), 0);
  await pointer('mousePressed', at(0), 1);
  const start = performance.now();
  const sent = [];
  for (let now = 0; now < SECONDS * 1000; now = performance.now() - start) {
    sent.push(pointer('mouseMoved', at(now / (SECONDS * 1000)), 1));
    await new Promise((resolve) => setTimeout(resolve, MOUSE));
  }
  await Promise.all(sent);
  await pointer('mouseReleased', at(1), 0);
}

/** Milliseconds from one frame to the next between the marks `turning` and `turned`. */
export function intervalsOf({ frames, marks }) {
  const [from] = marks.get('turning');
  const [to] = marks.get('turned');
  const shown = frames.map(({ presented }) => presented).filter((time) => time > from && time < to);
  return shown.slice(1).map((time, i) => time - shown[i]);
}

async function once(page) {
  const recording = await record(page, async () => {
    await page.evaluate(() => {
      document.querySelector('receptive-field').addEventListener('view-change', ({ detail }) => {
        performance.mark(detail.done ? 'turned' : 'turning');
      });
    });
    await drag(page);
  });
  return intervalsOf(recording);
}

/** @type {import('./run.mjs').Measurement} */
export async function* orbit({ browser, url }) {
  for (const [layers, folding, how] of CASES) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      const intervals = await withPage(browser, async (page) => {
        await addElement(page, url, chain(layers, 4096), { mode: 'stack', folding });
        return once(page);
      });
      runs.push(intervals);
    }
    const what = `orbit of ${layers} layers${how}, frame interval`;
    const part = (share) => runs.map((intervals) => quantile(intervals, share));
    yield { what: `${what}: median`, values: part(0.5), unit: 'ms', aim: 17 };
    yield { what: `${what}: 95th percentile`, values: part(0.95), unit: 'ms', aim: 34 };
  }
}
