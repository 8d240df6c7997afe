import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';

import { sentence } from '../layers/index.js';
import '../layers/sentences/late-sentences.js';
import { VERSION } from '../version.js';

/** MIME types that later versions may write. */
export const NEWER_TYPES = [2, 3, 4, 5, 6, 7, 8, 9].map(
  (version) => `application/vnd.ipyreceptive.v${version}+json`,
);

const element = (tag: string, text: string): HTMLElement =>
  Object.assign(document.createElement(tag), { textContent: text });

/** Says that an output is of a later version, and shows the picture and the numbers in it. */
export class NewerRenderer extends Widget implements IRenderMime.IRenderer {
  constructor() {
    super();
    this.addClass('ipyreceptive-newer');
  }

  renderModel({ data }: IRenderMime.IMimeModel): Promise<void> {
    const { 'image/png': png, 'text/plain': text } = data;
    const shown = [element('p', sentence('output_newer', { version: VERSION }))];
    if (typeof png === 'string') {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      shown.push(image);
    }
    if (typeof text === 'string') shown.push(element('pre', text));
    this.node.replaceChildren(...shown);
    return Promise.resolve();
  }
}
