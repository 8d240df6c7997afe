import type { Row } from '../../arithmetic/index.js';
import type { Network } from '../../layers/index.js';
import { showField } from './cells.js';
import { fit } from './fit.js';
import { onLines, show, showAxes } from './numbers.js';

/** How large a pixel is, one entry an axis. */
export interface Scale {
  readonly spacing: readonly number[];
  /** Empty where nobody said. */
  readonly unit: readonly string[];
}

/** Digits of a length in units: what floating point adds behind them is cut off. */
const DIGITS = 6;

/** The size of a pixel; `null` where a length in pixels says it already. */
export function scaleOf({ inputSize, spacing, unit }: Network): Scale | null {
  const scale = {
    spacing: spacing ?? inputSize.map(() => 1),
    unit: unit ?? inputSize.map(() => ''),
  };
  const inPixels = scale.unit.every((name) => name === '' || name === 'px');
  return inPixels && scale.spacing.every((size) => size === 1) ? null : scale;
}

type Length = number | { toString(): string } | null;
type Lengths = readonly Length[];

const inUnit = ({ spacing }: Scale, axis: number, length: Length): number | null =>
  length === null ? null : Number((Number(length) * spacing[axis]).toPrecision(DIGITS));

/** Lengths in pixels, one an axis, in units. */
export const inUnits = (scale: Scale, lengths: Lengths): readonly (number | null)[] =>
  lengths.map((length, axis) => inUnit(scale, axis, length));

/** Writes lengths in units, each along its axis. */
const showIn =
  (scale: Scale) =>
  (length: Length, axis: number): string =>
    show(inUnit(scale, axis, length)?.toString() ?? null);

/** One length along an axis: `16.3 mm`. */
export const showLength = (scale: Scale, axis: number, pixels: number): string =>
  `${showIn(scale)(pixels, axis)} ${scale.unit[axis]}`.trim();

/** The unit, one an axis where the axes differ: `mm`, `mm × ms`. */
export const showUnit = ({ unit }: Scale): string => showAxes(unit).join(' × ');

/** Lengths with their units: `16.3 × 16.3 mm`, `3 mm × 20 ms`. */
export function showInUnits(scale: Scale, lengths: Lengths, between = ' × '): string {
  const texts = lengths.map(showIn(scale));
  const [unit, ...more] = showAxes(scale.unit);
  const each = more.length > 0 ? texts.map((text, axis) => `${text} ${scale.unit[axis]}`) : texts;
  return `${each.join(between)} ${more.length > 0 ? '' : unit}`.trim();
}

/** A column gives the names of its units so many letters. */
const LETTERS = 14;

/** The name of a column of lengths in units: `r mm`; units with long names are cut. */
export const unitColumn = (name: string, scale: Scale): string =>
  `${name} ${fit(showUnit(scale), LETTERS, (text) => [...text].length)}`;

/** What a table says of a row in units: a column to its numbers, one line an axis where they differ. */
export function unitCells(scale: Scale, row: Row): Readonly<Record<string, string>> {
  const written = showIn(scale);
  const cell = (lengths: Lengths): string => onLines(lengths.map(written));
  return { j: cell(row.j), r: onLines(showField(row, written)), start: cell(row.start) };
}
