import { defineWindowType } from '../layer-type.js';
import { padding } from '../padding.js';
import { flag, numbers } from '../parameters.js';
import { slidingWindow } from '../sliding-window.js';

export const avgPool = defineWindowType({
  name: 'avg_pool',
  parameters: {
    kernel_size: numbers(1),
    stride: numbers(1, 'kernel_size'),
    padding: padding(),
    ceil_mode: flag(false),
  },
  windowMap: slidingWindow,
});
