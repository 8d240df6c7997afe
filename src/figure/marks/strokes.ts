import { mark, path } from './marks.js';
import type { Mark } from './marks.js';

/** Lines outside the image, or where a map cuts a field. */
export const DASHED = '4 3';
/** Round dots: no more than a bound. */
export const DOTTED = { 'stroke-dasharray': '0.1 3.4', 'stroke-linecap': 'round' } as const;

/** Slanting lines: nothing is there, or nothing is known of it. */
export const hatch = (id: string, colour: string): Mark =>
  mark('pattern', { id, patternUnits: 'userSpaceOnUse', width: 7, height: 7 }, [
    path('M-1 8L8 -1', { stroke: colour, 'stroke-width': 0.7 }),
  ]);
