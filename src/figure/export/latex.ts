import type { TextTable } from './text-table.js';

const COMMANDS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // At the start of a row these would be read as part of the line break before it.
  '[': '{[}',
  '*': '{*}',
  '×': '$\\times$',
  '≤': '$\\le$',
  '≈': '$\\approx$',
  '\u2212': '$-$',
  '–': '--',
  '…': '\\ldots{}',
};

/** A text so that LaTeX prints it as it is. */
export const latexText = (text: string): string =>
  Array.from(text.replace(/\s+/g, ' '), (character) => COMMANDS[character] ?? character).join('');

/** More rows go over several pages. */
const ONE_PAGE = 40;

/**
 * A table as LaTeX: a `tabular` that needs no package, or, where it is longer than a page, a
 * `longtable` that repeats its head.
 */
export function latexTable({ columns, rows }: TextTable): string {
  const line = (texts: readonly string[]): string => `${texts.map(latexText).join(' & ')} \\\\`;
  const form = columns.map(({ isNumber }) => (isNumber ? 'r' : 'l')).join('');
  const head = [line(columns.map(({ name }) => name)), '\\hline'];
  const body = rows.map(line);
  const lines =
    rows.length > ONE_PAGE
      ? [
          '% \\usepackage{longtable}',
          `\\begin{longtable}{${form}}`,
          ...head,
          '\\endhead',
          ...body,
          '\\end{longtable}',
        ]
      : [`\\begin{tabular}{${form}}`, ...head, ...body, '\\end{tabular}'];
  return lines.map((each) => `${each}\n`).join('');
}
