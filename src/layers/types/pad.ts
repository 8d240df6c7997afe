import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { padding } from '../padding.js';
import { choice } from '../parameters.js';
import { slidingWindow } from '../sliding-window.js';
import { BORDERS } from '../window-map.js';

/** On every axis. */
const ONE = [1, 1, 1];

export const pad = defineWindowType({
  name: 'pad',
  parameters: { padding: padding(true), mode: choice(BORDERS, 'zeros') },
  windowMap({ padding: added, mode }, axis, n) {
    if (added === 'same') {
      throw new LayerError('same_refused', { parameter: 'padding', value: 'same', type: 'pad' });
    }
    const kernel = { kernel_size: ONE, stride: ONE, padding: added, padding_mode: mode };
    return slidingWindow(kernel, axis, n);
  },
});
