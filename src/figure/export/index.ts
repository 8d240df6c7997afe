import type { Network } from '../../layers/index.js';
import { csv } from './csv.js';
import { documentText } from './document-text.js';
import { latexTable } from './latex.js';
import { markdown } from './markdown.js';
import { programsTable, readersTable } from './text-table.js';

export { latexTable, latexText } from './latex.js';
export type { Column, TextTable } from './text-table.js';

/** What a network is written as, by the suffix of the file. */
export const WRITERS = {
  csv: (network: Network): string => csv(programsTable(network)),
  md: (network: Network): string => markdown(readersTable(network)),
  tex: (network: Network): string => latexTable(readersTable(network)),
  json: documentText,
} as const;

export type TextFormat = keyof typeof WRITERS;

/**
 * The table of a network as CSV, Markdown or LaTeX, its numbers exact, or the network itself as
 * JSON; the same bytes from a page and from Python.
 */
export const writeText = (network: Network, format: TextFormat): string => WRITERS[format](network);
