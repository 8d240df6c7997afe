/**
 * ipyreceptive: exact receptive fields, and `<receptive-field>` to look at them. Importing this
 * module defines the element.
 */
import { define } from './elements/index.js';
import './figure/all-views.js';

export * from './arithmetic/index.js';
export { define, ReceptiveFieldElement, TAG } from './elements/index.js';
export * from './figure/index.js';
export * from './layers/index.js';
export { VERSION } from './version.js';

define();
