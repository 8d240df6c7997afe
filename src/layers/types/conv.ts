import { defineWindowType } from '../layer-type.js';
import { padding } from '../padding.js';
import { choice, numbers } from '../parameters.js';
import { paddingOf, slidingWindow } from '../sliding-window.js';
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
  windowMap: (parameters, axis, n) =>
    slidingWindow(
      {
        kernel: parameters.kernel_size[axis],
        stride: parameters.stride[axis],
        dilation: parameters.dilation[axis],
        padding: paddingOf(parameters.padding, axis),
        border: parameters.padding_mode,
      },
      n,
    ),
});
