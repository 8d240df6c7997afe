import type { TextTable } from './text-table.js';

/** What a spreadsheet would take for a formula, its wide forms and blanks before it too. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** A name is data: an apostrophe keeps a spreadsheet from running it. */
const harmless = (name: string): string => (FORMULA.test(name) ? `'${name}` : name);

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const line = (texts: readonly string[]): string => `${texts.map(quoted).join(',')}\n`;

/** A table as comma-separated values (RFC 4180), its lines ended as in any text file. */
export const csv = ({ columns, rows }: TextTable): string =>
  [
    columns.map(({ name }) => name),
    ...rows.map((texts) => texts.map((text, i) => (columns[i].isNumber ? text : harmless(text)))),
  ]
    .map(line)
    .join('');
