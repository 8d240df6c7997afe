import { text } from './fill.js';
import type { Values } from './fill.js';
import { shown } from './shown.js';

/** What is so where a finding was cured. */
export const MENDED: Readonly<Record<string, string>> = {
  misaligned: 'in line',
  even_kernel: 'in line',
  dilation_holes: 'no holes',
  blind_pixels: 'all read',
  rows_dropped: 'all read',
  uneven_overlap: 'even',
};

export const onOrOff = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);

/** `a, b and c`; of more than `most` the rest is a number: `a, b, c and 5 more`. */
export function listOf(values: unknown, most: number): string {
  const all = (values as readonly unknown[]).map((value) => text('name', value));
  const shownOnes = all.length > most ? all.slice(0, most - 1) : all.slice(0, -1);
  const last = all.length > most ? `${all.length - most + 1} more` : (all.at(-1) ?? '');
  return shownOnes.length > 0 ? `${shownOnes.join(', ')} and ${last}` : last;
}

/** `once`, `twice`, `3 times`. */
export const timesOf = (count: unknown): string =>
  count === 0 ? 'never' : count === 1 ? 'once' : count === 2 ? 'twice' : `${String(count)} times`;

const rounded = (value: unknown): number => Math.round(Number(value) * 1000) / 1000;

/** `1.867 and 2`: two distances that differ. */
export const bothOf = (distances: unknown): string | null =>
  Array.isArray(distances) ? distances.map(rounded).join(' and ') : null;

/** `1 pixel`, `0.5 pixels`: how far, in whichever direction. */
export function pixelsOf(distance: unknown): string {
  const pixels = Math.abs(rounded(distance));
  return pixels === 1 ? '1 pixel' : `${pixels} pixels`;
}

/** `does 1 more layer`; `null` for none. */
export const furtherLayers = (count: unknown): string | null =>
  count === 0 ? null : count === 1 ? 'does 1 more layer' : `do ${String(count)} more layers`;

/** `2 or 4`; `null` where there is none. */
export const either = (values: readonly unknown[]): string | null =>
  values
    .filter((value) => value !== null)
    .map(shown)
    .join(' or ') || null;

/** `padding [1, 1] in conv2`, `an odd kernel in conv2`; `null` where nothing is known. */
export function misalignmentCure({ change, parameter, pair }: Values): string | null {
  if (typeof change !== 'string') return null;
  const place = text('change', change);
  if (!Array.isArray(pair)) return `an odd kernel in ${place}`;
  return `${String(parameter)} ${shown(pair)} in ${place}`;
}
