import { defineWindowType } from '../layer-type.js';
import { LayerError } from '../layer-error.js';
import { choice } from '../parameters.js';
import { globalMap, identityMap } from '../window-map.js';

const SCOPES = ['pixel', 'map'] as const;

/** Which of both a norm is cannot be guessed, so it must be said. */
const scope = {
  ...choice(SCOPES, 'pixel'),
  fallback(): never {
    throw new LayerError('scope_missing', { parameter: 'scope' });
  },
};

export const norm = defineWindowType({
  name: 'norm',
  parameters: { scope },
  windowMap: ({ scope: over }, _axis, n) => (over === 'pixel' ? identityMap(n) : globalMap(n)),
});
