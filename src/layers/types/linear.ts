import { defineWindowType } from '../layer-type.js';
import { wholeMap } from '../window-map.js';

export const linear = defineWindowType({
  name: 'linear',
  parameters: {},
  windowMap: (_, _axis, n) => wholeMap(n),
});
