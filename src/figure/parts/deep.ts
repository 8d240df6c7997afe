/** What is drawn of deep networks alone. */
export { depthStrip, layerInStrip } from './depth-strip.js';
export { slab } from './slab.js';
export { stepsIn } from '../steps.js';
