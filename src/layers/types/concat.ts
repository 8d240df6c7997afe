import { defineMergeType } from '../layer-type.js';

export const concat = defineMergeType('concat');
