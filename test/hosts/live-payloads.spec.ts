import type { JSHandle, Page } from '@playwright/test';

import { expect, test } from '../jupyterlab/fixtures.js';
import { rememberModel } from '../jupyterlab/heap.js';
import type { Latest } from '../jupyterlab/heap.js';
import { notebookText } from '../jupyterlab/notebook-file.js';
import { Figure } from '../page/figure.js';
import { judge, noteRequests, PAYLOADS } from './allow-list.js';
import type { Judging } from './allow-list.js';
import { NETWORKS } from './networks.js';

const TRAITS = [
  'layers',
  'input_size',
  'name',
  'spacing',
  'unit',
  'selection',
  'view',
  'heatmap',
  'image',
] as const;

/** A payload as each trait, and as every part of those that have parts. */
const EVERYWHERE = `
MODES = ["stack", "side-by-side", "overlay", "profile", "graph", "conventional"]

def everywhere(text, i):
    named = {"name": text, "type": "conv", "kernel_size": 3, "note": text}
    odd = {"name": text + ".1", "type": "unknown", "reason": text, "note": text, "bound": "whole"}
    yield {"layers": [named, odd], "input_size": 9, "name": text, "unit": text, "spacing": 2,
           "view": {"mode": MODES[i % len(MODES)]}, "selection": {"layer": text, "index": [1, 1]}}
    yield {"layers": [["a", 3], ["b", 3]], "selection": {"layer": "b", "index": [1, 1],
           "pinned": {"layer": text, "index": [0, 0]}}}
    yield {"selection": {"layer": text, "index": [text], text: text}}
    yield {"selection": text}
    yield {"view": {"mode": text}, "selection": None}
    yield {"view": {text: text, "overlays": {text: True}}}
    yield {"view": text}
    yield {"view": {"overlays": {"heatmap": True}}, "heatmap": {"levels": text, "shape": [9, 9]}}
    yield {"heatmap": {"levels": "BB" * 81, "shape": [9, 9], "width": text}}
    yield {"heatmap": {"shape": [text, text]}}
    yield {"heatmap": text}
    yield {"heatmap": None, "view": {}, "name": {text: [text]}}
    yield {"name": None, "unit": [text, text], "spacing": [1, 3]}
    yield {"unit": {text: text}}
    yield {"unit": None, "spacing": text}
    yield {"spacing": None, "input_size": [text, text]}
    yield {"input_size": 9, "layers": text}
    yield {"layers": {text: [text]}}
    yield {"layers": [["a", text, text, text]]}
    yield {"layers": [{"name": "a", "type": text}]}
    yield {"layers": [{"kernel_size": 3, text: text}]}
    yield {"layers": [{"kernel_size": 3, "inputs": [text]}]}
    yield {"layers": [["a", 3]], "image": text.encode("utf-8", "replace")}
    yield {"image": f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{text}</svg>'
                    .encode("utf-8", "replace")}`;

/** What an output of a file, which anybody may have written, can hold. */
const OUTPUTS = `
OURS = "application/vnd.ipyreceptive.v1+json"
PLAIN = {"layers": [["a", 3], ["b", 3]], "input_size": 9}

def outputs(text):
    for saved in (
        {"network": {**PLAIN, "name": text, "layers": [[text, 3]]}, "selection": [text, 1]},
        {"network": {**PLAIN, text: text}, "model_id": text, "version": text, text: text},
        {"network": text},
        {"network": [text]},
        {"network": PLAIN, "selection": text, "view": [text], "heatmap": text},
        {"network": PLAIN, "selection": {text: text}, "view": {text: text}, "heatmap": {text: text}},
        {"network": PLAIN, "view": {"overlays": {"heatmap": True}},
         "heatmap": {"levels": text, "shape": [9, 9], "layer": text}},
        text,
        [text],
    ):
        yield {OURS: saved, "text/plain": text}
    yield {OURS.replace("v1", "v2"): text, "image/png": text, "text/plain": text}`;

/** Gives a few payloads at a time: what comes too fast the server drops. */
const FEED = `
def feed(start, stop):
    for i in range(start, min(stop, len(PAYLOADS))):
        for traits in everywhere(PAYLOADS[i], i):
            with rf.hold_sync():
                for name, value in traits.items():
                    if name != "heatmap":
                        setattr(rf, name, value)
            if "heatmap" in traits:  # Python would refuse it
                state = {"heatmap": traits["heatmap"]}
                rf.comm.send({"method": "update", "state": state, "buffer_paths": []})
        for output in outputs(PAYLOADS[i]):
            shown.update(output, raw=True)`;

const SETUP = `${NETWORKS}
import json
PAYLOADS = json.load(open("payloads.json", encoding="utf-8"))
${EVERYWHERE}
${OUTPUTS}
${FEED}
w.VBox([rf])`;

const GOOD_AGAIN = `
rf.view = {}
rf.network = {**PLAIN, "name": "Good again"}
shown.update({OURS: {"network": rf.network.to_json()}}, raw=True)`;

/** What the front end asks its own server for anyway, and the parts of ours that come late. */
const USUAL = /^\/(api|lab\/api|lab\/extensions\/ipyreceptive\/static|static)\//;

interface Watched {
  /** What was not text, if only for a moment. */
  readonly bad: string[];
  /** How often each trait came with another value. */
  readonly changes: Record<string, number>;
  /** Names that stood in a figure as they are. */
  readonly names: string[];
}

/** Judges all that the outputs show from now on, and notes what the model hears. */
function watch(page: Page): Promise<JSHandle<Watched>> {
  return page.evaluateHandle(() => {
    const { judgeFromNow, latest } = window as unknown as Judging & Latest;
    const model = latest?.deref() as unknown as {
      readonly changed: object;
      get(key: string): unknown;
      on(event: string, listener: () => void): void;
    };
    const outputs = [...document.querySelectorAll('.jp-Cell-outputWrapper')];
    const figure = outputs[1].querySelector('receptive-field');
    const watched: Watched = {
      get bad() {
        return bad.flat();
      },
      changes: {},
      names: [],
    };
    const bad = outputs.map((output) => judgeFromNow(output));
    model.on('change', () => {
      for (const key of Object.keys(model.changed)) {
        watched.changes[key] = (watched.changes[key] ?? 0) + 1;
      }
      const name = model.get('name');
      if (!('name' in model.changed) || typeof name !== 'string') return;
      void figure?.updateComplete.then(() => {
        const header = figure.shadowRoot?.querySelector('[part="header"]')?.textContent;
        if (header?.includes(name)) watched.names.push(name);
      });
    });
    return watched;
  });
}

test('whatever Python says in any trait, or a file in any output, stays text', async ({
  notebook,
  server,
}) => {
  const { page } = notebook;
  await judge(page);
  await rememberModel(page);
  server.write('payloads.json', JSON.stringify(PAYLOADS));
  const display = 'shown = display({OURS: {"network": PLAIN}}, raw=True, display_id=True)';
  server.write('payloads.ipynb', notebookText([SETUP, 'rf', display]));
  await notebook.open('payloads.ipynb');
  await notebook.runAll();
  const [inBox, live, saved] = [0, 1, 2].map((cell) => Figure.in(notebook.output(cell)));
  await saved.reads('b (');
  // What opens beside the figure shows names as well.
  await live.press('g', '/');
  await expect(live.element.locator('[data-listed="conv5"]')).toBeVisible();
  const watched = await watch(page);
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  const asked = noteRequests(page, server.url, USUAL);

  for (let i = 0; i < PAYLOADS.length; i += 6) await notebook.python(`feed(${i}, ${i + 6})`);
  await notebook.python(GOOD_AGAIN);
  for (const { element } of [inBox, live, saved]) {
    await expect(element.locator('[part="header"]')).toContainText('Good again');
  }
  const { bad, changes, names } = await watched.jsonValue();
  expect(bad).toEqual([]);
  expect(asked).toEqual([]);
  expect(failures).toEqual([]);
  // Each payload came by the wire as every trait, and as a name it was shown.
  for (const trait of TRAITS) expect(changes[trait], trait).toBeGreaterThan(PAYLOADS.length);
  expect(new Set(names).size).toBeGreaterThanOrEqual(PAYLOADS.length - 6);
  await live.press('ArrowRight');
  await live.reads('b (2, 3)');
  await expect
    .poll(() => notebook.python('print(rf.selection)'))
    .toBe("{'layer': 'b', 'index': (2, 3)}");
});
