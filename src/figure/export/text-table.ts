import { lattices } from '../../arithmetic/index.js';
import type { Exact, Row } from '../../arithmetic/index.js';
import { axisNames } from '../../layers/index.js';
import type { Layer, Network } from '../../layers/index.js';
import { cellsOf } from '../words/cells.js';
import { onLines } from '../words/numbers.js';
import { inUnits, scaleOf, showUnit, unitCells } from '../words/units.js';
import type { Scale } from '../words/units.js';

/** A column of a table; numbers stand flush right. */
export interface Column {
  readonly name: string;
  readonly isNumber: boolean;
}

/** A table as texts, ready to be written in any format. */
export interface TextTable {
  readonly columns: readonly Column[];
  /** From the input to the last layer; one text a column. */
  readonly rows: readonly (readonly string[])[];
}

const PARAMETERS = ['k', 's', 'p'] as const;
const LATTICE = ['n', 'j', 'r', 'start'] as const;
/** The lengths, which stand in units too where the network has a spacing. */
const LENGTHS = ['j', 'r', 'start'] as const;

type Cells = Readonly<Record<string, string>>;

const MINUS = '\u2212';

/** A number to its last digit; a fraction as one. */
const exact = (value: Exact | null): string =>
  value === null ? '–' : value.toString().replace('-', MINUS);

const axes = (values: readonly (Exact | null)[]): string => onLines(values.map(exact));

/** What the table on the screen says, with nothing rounded. */
const exactCells = (layer: Layer | undefined, row: Row): Cells => ({
  ...cellsOf(layer, row),
  n: axes(row.n),
  j: axes(row.j),
  start: axes(row.start),
});

const unitName = (name: string, scale: Scale): string => `${name} [${showUnit(scale)}]`;

/** Lengths in units, by the names of their columns. */
function cellsInUnits(scale: Scale | null, row: Row): Cells {
  if (!scale) return {};
  const cells = unitCells(scale, row);
  return Object.fromEntries(LENGTHS.map((name) => [unitName(name, scale), cells[name]]));
}

/** The names of the columns of numbers, each length in units behind the one in pixels. */
const numberNames = (scale: Scale | null): readonly string[] =>
  [...PARAMETERS, ...LATTICE].flatMap((name) =>
    scale && (LENGTHS as readonly string[]).includes(name) ? [name, unitName(name, scale)] : [name],
  );

interface RowText {
  readonly row: Row;
  readonly cells: Cells;
}

function eachRow(network: Network): RowText[] {
  const layers = new Map(network.layers.map((layer) => [layer.name, layer]));
  const scale = scaleOf(network);
  return lattices(network).map((row) => ({
    row,
    cells: { ...exactCells(layers.get(row.name), row), ...cellsInUnits(scale, row) },
  }));
}

const text = (name: string): Column => ({ name, isNumber: false });
const number = (name: string): Column => ({ name, isNumber: true });

/**
 * The table as a reader wants it: one cell for all axes, `3 × 5` where they differ, and how sure a
 * row is where one is not exact.
 */
export function readersTable(network: Network): TextTable {
  const rows = eachRow(network);
  const names = numberNames(scaleOf(network));
  const isSure = rows.every(({ row }) => row.status === 'exact');
  return {
    columns: [
      text('layer'),
      text('type'),
      ...names.map(number),
      ...(isSure ? [] : [text('status')]),
    ],
    rows: rows.map(({ row, cells }) => [
      row.name,
      row.type,
      ...names.map((name) => cells[name].replaceAll('\n', ' × ')),
      ...(isSure ? [] : [row.status]),
    ]),
  };
}

/** Plain digits for a program: a minus of ASCII, nothing where there is no number. */
const plain = (cell: string): string => (cell === '–' ? '' : cell.replaceAll(MINUS, '-'));

/** The entry of a cell on an axis: cells on which all axes agree have one for all. */
function onAxis(cell: string, axis: number): string {
  const lines = cell.split('\n');
  return plain(lines[lines.length > 1 ? axis : 0]);
}

/** The largest size of the field, in pixels or in units; nothing where it is not known. */
const largest = (row: Row, sizes: readonly (number | null)[]): string =>
  onLines(sizes.map((r, axis) => (row.statuses[axis] === 'unsupported' ? '' : String(r))));

/**
 * The table as a program wants it: one number a cell, `r` the largest where it varies, a column an
 * axis (`n_y`, `n_x`) where the axes of some row differ, and always how sure a row is.
 */
export function programsTable(network: Network): TextTable {
  const scale = scaleOf(network);
  const rows = eachRow(network).map(({ row, cells }): RowText => {
    const inUnit = scale && { [unitName('r', scale)]: largest(row, inUnits(scale, row.r)) };
    return { row, cells: { ...cells, r: largest(row, row.r), ...inUnit } };
  });
  const names = numberNames(scale);
  const isOne = rows.every(({ cells }) => names.every((name) => !cells[name].includes('\n')));
  const axesOf = isOne ? [''] : axisNames(network.inputSize.length);
  return {
    columns: [
      text('layer'),
      text('type'),
      ...names.flatMap((name) =>
        axesOf.map((axis) => number(axis ? name.replace(/^\w+/, `$&_${axis}`) : name)),
      ),
      text('status'),
    ],
    rows: rows.map(({ row, cells }) => [
      row.name,
      row.type,
      ...names.flatMap((name) => axesOf.map((_, axis) => onAxis(cells[name], axis))),
      row.status,
    ]),
  };
}
