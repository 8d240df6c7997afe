import type { Exact, Row } from '../../arithmetic/index.js';
import { sentence } from '../../layers/index.js';
import type { Layer } from '../../layers/index.js';
import { onLines, show, showAxes } from './numbers.js';

/** Fractions of more characters are rounded. */
const LONGEST = 5;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Padding of one axis: `1`, or `1+2` where the two sides differ. */
const showPadding = (value: unknown): string => {
  if (!Array.isArray(value)) return String(value);
  const [before, after] = value as [number, number];
  return before === after ? show(before) : `${show(before)}+${show(after)}`;
};

/** A parameter as it stands in the table, one line an axis where the axes differ; empty if there is none. */
export function showParameter(layer: Layer | undefined, name: string): string {
  const value = layer?.parameters[name];
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const show1 = name === 'padding' ? showPadding : (entry: unknown): string => show(Number(entry));
  return onLines(list(value).map(show1));
}

/** A number of the table: a fraction that would be long is rounded, and marked as such. */
function showCell(value: Exact | null): string {
  const text = show(value);
  return value !== null && typeof value === 'object' && text.length > LONGEST
    ? `≈${show(Number(value))}`
    : text;
}

/**
 * The size of the field on each axis: `163`, `3–5`, `≤ 15`, `all`, `?`.
 *
 * @param written - how a size along an axis is written; in pixels where it is left out
 */
export const showField = (
  row: Row,
  written: (size: number, axis: number) => string = show,
): readonly string[] =>
  row.r_range.map(([lo, hi], axis) => {
    const status = row.statuses[axis];
    if (status === 'unsupported') return '?';
    if (status === 'whole') return 'all';
    const most = written(hi, axis);
    if (status === 'bound') return `≤ ${most}`;
    return lo === hi ? most : `${written(lo, axis)}–${most}`;
  });

/** The same as one short text: `163`, `3–5 × 7`. */
export const shortField = (row: Row): string => showAxes(showField(row)).join(' × ');

/** What the table says of a row: a column to a text, one line an axis where the axes differ. */
export function cellsOf(layer: Layer | undefined, row: Row): Readonly<Record<string, string>> {
  const cells = (values: readonly (Exact | null)[]): string => onLines(values.map(showCell));
  return {
    k: showParameter(layer, 'kernel_size'),
    s: showParameter(layer, 'stride'),
    p: showParameter(layer, 'padding'),
    n: cells(row.n),
    j: cells(row.j),
    r: onLines(showField(row)),
    start: cells(row.start),
    effective_padding: cells(row.effective_padding),
  };
}

/** What stands below the name of a row: how sure it is, and what the columns do not say. */
export function noteOf(layer: Layer | undefined, row: Row): { word: string; text: string } {
  const dilation = list(layer?.parameters.dilation ?? 1).map(Number);
  const extras = [
    ...(dilation.some((d) => d > 1)
      ? [sentence('note_dilation', { dilation: showAxes(dilation.map(show)).join(' × ') })]
      : []),
    ...(layer?.parameters.ceil_mode === true ? [sentence('note_ceil', {})] : []),
    ...(layer?.parameters.padding_mode && layer.parameters.padding_mode !== 'zeros'
      ? [showParameter(layer, 'padding_mode')]
      : []),
  ];
  const reason = row.reason ? [sentence(row.reason.code, row.reason.values)] : [];
  return {
    word: row.status === 'exact' ? '' : row.status,
    text: [...reason, ...extras].join(', '),
  };
}
