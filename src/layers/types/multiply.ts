import { defineMergeType } from '../layer-type.js';

export const multiply = defineMergeType('multiply');
