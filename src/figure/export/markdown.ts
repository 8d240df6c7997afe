import type { Column, TextTable } from './text-table.js';

/** What Markdown or HTML would read as more than a character. */
const SPECIAL = /[\\`*_{}[\]<>|~#&!$]/g;

const escape = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(SPECIAL, (character) => `\\${character}`);

const length = (text: string): number => Array.from(text).length;

const pad = (text: string, width: number, { isNumber }: Column): string => {
  const room = ' '.repeat(Math.max(0, width - length(text)));
  return isNumber ? room + text : text + room;
};

const rule = (width: number, { isNumber }: Column): string =>
  isNumber ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width);

const LEAST = 3;

/** A table as Markdown, in columns that line up as plain text too. */
export function markdown({ columns, rows }: TextTable): string {
  const head = columns.map(({ name }) => escape(name));
  const body = rows.map((texts) => texts.map(escape));
  const widths = head.map((name, i) =>
    Math.max(LEAST, length(name), ...body.map((texts) => length(texts[i]))),
  );
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |\n`;
  const padded = (texts: readonly string[]): string =>
    line(texts.map((text, i) => pad(text, widths[i], columns[i])));
  return [
    padded(head),
    line(columns.map((column, i) => rule(widths[i], column))),
    ...body.map(padded),
  ].join('');
}
