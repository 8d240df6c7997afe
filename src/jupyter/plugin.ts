import { IJupyterWidgetRegistry } from '@jupyter-widgets/base';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

import { VERSION } from '../version.js';

/** Registers the widget; its code loads with the first one that is shown. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'ipyreceptive:plugin',
  description: 'Shows the receptive fields of a network as a live widget.',
  autoStart: true,
  requires: [IJupyterWidgetRegistry],
  activate(_app: JupyterFrontEnd, registry: IJupyterWidgetRegistry): void {
    registry.registerWidget({
      name: 'ipyreceptive',
      version: VERSION,
      exports: () => import('./widget.js'),
    });
  },
};

export default plugin;
