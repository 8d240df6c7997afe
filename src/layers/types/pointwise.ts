import { defineWindowType } from '../layer-type.js';
import { identityMap } from '../window-map.js';

export const pointwise = defineWindowType({
  name: 'pointwise',
  parameters: {},
  windowMap: (_, _axis, n) => identityMap(n),
});
