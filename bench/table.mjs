/** The printed table, a line as soon as it is known. */
import { median } from './statistics.mjs';

const WIDTHS = [54, 10, 17, 8];

const line = (cells) =>
  cells
    .map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[i] ?? 0)))
    .join('  ')
    .trimEnd();

function show(value) {
  return value.toFixed(value < 100 && !Number.isInteger(value) ? 1 : 0);
}

export const HEAD = line(['', 'median', 'range', 'aim']);

/** @param {import('./run.mjs').Result} result */
export function resultLine({ what, values, unit, aim, note = '' }) {
  const middle = median(values);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const holds = aim === undefined ? '' : middle <= aim ? 'holds' : 'OVER';
  return line([
    what,
    `${show(middle)} ${unit}`.trim(),
    values.length > 1 ? `${show(least)} – ${show(most)}` : '',
    aim === undefined ? '' : `<= ${aim}`,
    holds.padEnd(5),
    note,
  ]);
}
