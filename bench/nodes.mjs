/** SVG nodes that a picture has for each of its layers. */
/* global document */
import { addElement, withPage } from './browser.mjs';
import { ALEXNET, chain } from './networks.mjs';

const MODES = ['stack', 'side-by-side', 'overlay', 'profile', 'conventional'];

function count(page, view) {
  return page.evaluate(async (value) => {
    const element = document.querySelector('receptive-field');
    element.view = value;
    await element.updateComplete;
    return element.shadowRoot.querySelectorAll('.plot > svg *').length;
  }, view);
}

/** @type {import('./run.mjs').Measurement} */
export async function* nodes({ browser, url }) {
  for (const network of [ALEXNET, chain(200, 4096)]) {
    for (const mode of MODES) {
      const [plain, padded] = await withPage(browser, async (page) => {
        await addElement(page, url, network);
        return [
          await count(page, { mode }),
          await count(page, { mode, overlays: { padding: true } }),
        ];
      });
      const what = `SVG nodes a layer, ${network.name}, ${mode}`;
      const perLayer = (nodes) => ({ values: [nodes / network.layers.length], unit: '', aim: 12 });
      yield { what, ...perLayer(plain) };
      yield { what: `${what}, with padding`, ...perLayer(padded) };
    }
  }
}
