/**
 * The one file for a page: defines `<receptive-field>`, and gives what a page asks of a network.
 * The whole of the arithmetic is in `index.ts`. Its default export is what anywidget's hosts draw.
 */
import { render } from './elements/anywidget.js';
import { define } from './elements/index.js';

export { field, lattices, seenBy } from './arithmetic/index.js';
export { define, ReceptiveFieldElement, TAG } from './elements/index.js';
export { LayerError, readNetwork, toDocument } from './layers/index.js';
export { VERSION } from './version.js';

define();

export default { render };
