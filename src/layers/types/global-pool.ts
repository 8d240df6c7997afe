import { defineWindowType } from '../layer-type.js';
import { wholeMap } from '../window-map.js';

export const globalPool = defineWindowType({
  name: 'global_pool',
  parameters: {},
  windowMap: (_, _axis, n) => wholeMap(n),
});
