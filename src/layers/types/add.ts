import { defineMergeType } from '../layer-type.js';

export const add = defineMergeType('add');
