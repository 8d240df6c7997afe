/** SVG nodes that a picture has for each of its layers. */
/* global document */
import { addElement, withPage } from './browser.mjs';
import { ALEXNET, chain } from './networks.mjs';

const MODES = ['stack', 'side-by-side', 'overlay', 'conventional'];

function count(page, mode) {
  return page.evaluate(
    async (view) => {
      const element = document.querySelector('receptive-field');
      element.view = view;
      await element.updateComplete;
      return element.shadowRoot.querySelectorAll('.plot > svg *').length;
    },
    { mode, overlays: { padding: true } },
  );
}

/** @type {import('./run.mjs').Measurement} */
export async function* nodes({ browser, url }) {
  for (const network of [ALEXNET, chain(200, 4096)]) {
    const counts = await withPage(browser, async (page) => {
      await addElement(page, url, network);
      const all = [];
      for (const mode of MODES) all.push(await count(page, mode));
      return all;
    });
    for (const [i, mode] of MODES.entries()) {
      yield {
        what: `SVG nodes a layer, ${network.name}, ${mode}`,
        values: [counts[i] / network.layers.length],
        unit: '',
        aim: 12,
      };
    }
  }
}
