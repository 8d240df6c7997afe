import { defineWindowType } from '../layer-type.js';
import { padding } from '../padding.js';
import { choice, numbers } from '../parameters.js';
import { slidingWindow } from '../sliding-window.js';
import { BORDERS } from '../window-map.js';

export const conv = defineWindowType({
  name: 'conv',
  parameters: {
    kernel_size: numbers(1),
    stride: numbers(1, 1),
    padding: padding(),
    dilation: numbers(1, 1),
    padding_mode: choice(BORDERS, 'zeros'),
  },
  windowMap: slidingWindow,
});
