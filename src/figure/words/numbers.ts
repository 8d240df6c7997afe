export { showShare } from '../../layers/index.js';

/** A number as it stands on the screen: a true minus, at most three decimals. */
export function show(value: number | { toString(): string } | null): string {
  if (value === null) return '–';
  const text =
    typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value.toString();
  return text.replace('-', '\u2212');
}

/** A count, its thousands set apart where it has five digits or more. */
export const showCount = (value: number): string =>
  value < 10_000 ? show(value) : String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** First and last of a half-open range: `32–194`, `−11 to 65`, `7`. */
export function showRange([lo, hi]: readonly [number, number]): string {
  const last = hi - 1;
  if (last === lo) return show(lo);
  return lo < 0 ? `${show(lo)} to ${show(last)}` : `${show(lo)}–${show(last)}`;
}

/** One entry an axis: `227 × 227`. */
export const showSize = (size: readonly (number | { toString(): string })[]): string =>
  size.map(show).join(' × ');

/** One number where all axes agree, else one an axis. */
export const showAxes = (values: readonly string[]): readonly string[] =>
  values.every((value) => value === values[0]) ? values.slice(0, 1) : values;

/** The same as one text, each on a line of its own. */
export const onLines = (values: readonly string[]): string => showAxes(values).join('\n');
