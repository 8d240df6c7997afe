import { defineWindowType } from '../layer-type.js';
import { padding } from '../padding.js';
import { flag, numbers } from '../parameters.js';
import { slidingWindow } from '../sliding-window.js';

export const maxPool = defineWindowType({
  name: 'max_pool',
  parameters: {
    kernel_size: numbers(1),
    stride: numbers(1, 'kernel_size'),
    padding: padding(),
    dilation: numbers(1, 1),
    ceil_mode: flag(false),
  },
  windowMap: slidingWindow,
});
