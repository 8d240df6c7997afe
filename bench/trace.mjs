/**
 * What Chromium itself says of its frames: when each was asked for, and when it stood on the screen,
 * rastered. The page marks its own moments with `performance.mark`.
 */
/* global requestAnimationFrame */
import { REST } from './browser.mjs';

const CATEGORIES = ['blink.user_timing', 'disabled-by-default-devtools.timeline.frame'];

/**
 * @typedef {object} Frame times in milliseconds, on the clock of the marks
 * @property {number} sequence one more for each beat of the display
 * @property {number} committed the page's own part of it is done: script, style, layout, paint
 * @property {number} presented it is on the screen
 *
 * @typedef {object} Recording
 * @property {Map<string, number[]>} marks name to times in milliseconds
 * @property {Frame[]} frames those that brought something new from the page, in order
 * @property {number} origin when the page was asked for, on the same clock
 */

/** Wait until what a page has changed stands on the screen: later frames wait for earlier ones. */
async function settle(page, time) {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  await page.waitForTimeout(time);
}

/**
 * Record a page at work, until it rests.
 *
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<void>} work
 * @param {number} [time] milliseconds that its last frame may take to be on the screen
 * @returns {Promise<Recording>}
 */
export async function record(page, work, time = REST) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  await settle(page, time);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  traceEvents.sort((a, b) => a.ts - b.ts);
  const marked = traceEvents.filter(
    ({ cat, ph, args }) => cat === 'blink.user_timing' && ph === 'I' && args.data?.startTime,
  );
  if (marked.length === 0) throw new Error('the page has set no mark');
  const { pid, ts, args } = marked[0];
  const origin = ts / 1000 - args.data.startTime;
  const marks = new Map();
  for (const event of marked) {
    const times = marks.get(event.name) ?? [];
    marks.set(event.name, [...times, origin + event.args.data.startTime]);
  }
  return { marks, origin, frames: framesOf(traceEvents.filter((event) => event.pid === pid)) };
}

/** The presented frames of one process, from the pairs of events that begin and end their stages. */
function framesOf(events) {
  const open = new Map();
  const frames = [];
  for (const { name, ph, ts, id2, args } of events) {
    const id = id2?.local;
    if (name === 'PipelineReporter' && ph === 'b') {
      const { state, frame_sequence: sequence } = args.frame_reporter;
      open.set(id, { sequence, shown: state.startsWith('STATE_PRESENTED') });
    } else if (name === 'SendBeginMainFrameToCommit' && ph === 'e' && open.has(id)) {
      open.get(id).committed = ts / 1000;
    } else if (name === 'PipelineReporter' && ph === 'e' && open.has(id)) {
      const { shown, ...frame } = open.get(id);
      open.delete(id);
      if (shown && frame.committed) frames.push({ ...frame, presented: ts / 1000 });
    }
  }
  return frames.sort((a, b) => a.presented - b.presented);
}

/** The frame that first shows what was so at a moment. */
export function frameAfter({ frames }, moment) {
  const frame = frames.find(({ committed }) => committed > moment);
  if (!frame) throw new Error('no frame was presented after the mark');
  return frame;
}
