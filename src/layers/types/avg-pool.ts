import { defineWindowType } from '../layer-type.js';
import { padding } from '../padding.js';
import { flag, numbers } from '../parameters.js';
import { paddingOf, slidingWindow } from '../sliding-window.js';

export const avgPool = defineWindowType({
  name: 'avg_pool',
  parameters: {
    kernel_size: numbers(1),
    stride: numbers(1, 'kernel_size'),
    padding: padding(),
    ceil_mode: flag(false),
  },
  windowMap: (parameters, axis, n) =>
    slidingWindow(
      {
        kernel: parameters.kernel_size[axis],
        stride: parameters.stride[axis],
        dilation: 1,
        padding: paddingOf(parameters.padding, axis),
        ceilMode: parameters.ceil_mode,
      },
      n,
    ),
});
