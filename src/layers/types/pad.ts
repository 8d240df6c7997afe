import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { padding } from '../padding.js';
import { choice } from '../parameters.js';
import { slidingWindow } from '../sliding-window.js';
import { BORDERS } from '../window-map.js';

export const pad = defineWindowType({
  name: 'pad',
  parameters: { padding: padding(true), mode: choice(BORDERS, 'zeros') },
  windowMap(parameters, axis, n) {
    if (parameters.padding === 'same') {
      throw new LayerError('same_refused', { parameter: 'padding', value: 'same', type: 'pad' });
    }
    return slidingWindow(
      {
        kernel: 1,
        stride: 1,
        dilation: 1,
        padding: parameters.padding[axis],
        border: parameters.mode,
      },
      n,
    );
  },
});
