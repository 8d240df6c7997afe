import { inConvention, lattices, notes, readConvention } from '../arithmetic/index.js';
import type { Reason, Row } from '../arithmetic/index.js';
import { cellsOf, inUnits, scaleOf, showUnit, unitCells } from '../figure/index.js';
import type { Scale } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import { networkOf } from './networks.js';
import type { Requests, Stretch } from './requests.js';

/** What a reason says. */
export const said = (reason: Reason | null): string | null =>
  reason && sentence(reason.code, reason.values);

/** Numbers of a row in units, and as they are printed. */
const scaled = (scale: Scale, row: Row): object => ({
  unit: showUnit(scale),
  units: scale.unit,
  ...{ j: inUnits(scale, row.j), r: inUnits(scale, row.r), start: inUnits(scale, row.start) },
  cells: unitCells(scale, row),
});

const rowsIn = ({ network, convention, first = 0, stop }: Stretch): readonly Row[] =>
  inConvention(lattices(networkOf(network)).slice(first, stop), readConvention(convention));

/** Rows of a network from place `first` on and before `stop`, without their cells. */
export function factsOf(stretch: Stretch): object[] {
  const network = networkOf(stretch.network);
  const noted = notes(network);
  const scale = scaleOf(network);
  return rowsIn(stretch).map((row) => ({
    ...row,
    reason: said(row.reason),
    note: said(noted.get(row.name) ?? null),
    scaled: scale && scaled(scale, row),
  }));
}

/** The cells of the same rows. */
function cellsIn(stretch: Stretch): Readonly<Record<string, string>>[] {
  const { layers } = networkOf(stretch.network);
  const { first = 0 } = stretch;
  return rowsIn(stretch).map((row, index) => cellsOf(layers[first + index - 1], row));
}

/** One row with its cells. */
export function rowAt(network: number, at: number): object {
  const stretch = { network, first: at, stop: at + 1 };
  return { ...factsOf(stretch)[0], cells: cellsIn(stretch)[0] };
}

/** What is printed of the same rows, a list a column. */
export function textsOf({ columns, ...stretch }: Requests['texts']): object {
  const network = networkOf(stretch.network);
  const scale = scaleOf(network);
  const rows = rowsIn(stretch);
  const gathered = (
    names: readonly string[],
    cells: readonly Readonly<Record<string, string>>[],
  ): object => Object.fromEntries(names.map((name) => [name, cells.map((row) => row[name])]));
  const measured = scale && rows.map((row) => unitCells(scale, row));
  return {
    own: {
      ...gathered(columns, cellsIn(stretch)),
      layer: rows.map(({ name }) => name),
      type: rows.map(({ type }) => type),
      status: rows.map(({ status }) => status),
    },
    scaled: measured && {
      unit: showUnit(scale),
      cells: gathered(
        columns.filter((name) => name in measured[0]),
        measured,
      ),
    },
  };
}

/** Places that hold, as `[first, stop]` of each stretch of them. */
function stretches(holds: readonly boolean[]): [first: number, stop: number][] {
  const found: [number, number][] = [];
  holds.forEach((held, at) => {
    const last = found.at(-1);
    if (held && last?.[1] === at) last[1] = at + 1;
    else if (held) found.push([at, at + 1]);
  });
  return found;
}

/** Rows for a table, and which of all rows are not exact or have a note. */
export function tableOf(stretch: Stretch): object {
  const network = networkOf(stretch.network);
  const all = lattices(network);
  const noted = notes(network);
  return {
    rows: factsOf(stretch),
    count: all.length,
    unsure: stretches(all.map(({ status }) => status !== 'exact')),
    noted: stretches(all.map(({ name }) => noted.has(name))),
  };
}
