import { describe, expect, it } from 'vitest';

import { writeText } from '../../src/figure/index.js';
import { readNetwork, toDocument } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const written = (source: unknown, format: Parameters<typeof writeText>[1]): string =>
  writeText(readNetwork(source), format);

/** The cells of CSV, read as the standard says. */
function cellsOf(text: string): string[][] {
  const cells = Array.from(text.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g), ([, cell, end]) => ({
    cell: cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    end,
  }));
  const rows: string[][] = [[]];
  for (const { cell, end } of cells) {
    rows[rows.length - 1].push(cell);
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const UNEVEN = {
  input_size: [20, 30],
  spacing: [0.5, 0.25],
  unit: 'mm',
  layers: [
    ['conv1', [3, 5], 2, 1],
    { name: 'up', type: 'upsample', scale_factor: 3 },
    ['conv2', 3, 1, [[2, 1], 1]],
    { name: 'odd', type: 'unknown', reason: 'MyOp is no known type' },
  ],
};

const TRICKY = '=a|b,"c"\n_[*]&%$ <i>`\\';

describe('CSV', () => {
  it('has one column for all axes where they agree', () => {
    const [head, ...rows] = cellsOf(written(NETWORKS.alexnet, 'csv'));
    expect(head).toEqual(['layer', 'type', 'k', 's', 'p', 'n', 'j', 'r', 'start', 'status']);
    expect(rows[0]).toEqual(['input', 'input', '', '', '', '227', '1', '1', '0.5', 'exact']);
    expect(rows[7]).toEqual(['conv5', 'conv', '3', '1', '1', '13', '16', '163', '17.5', 'exact']);
    expect(rows).toHaveLength(11);
  });

  it('has a column an axis where they differ, fractions as such, and columns in units', () => {
    const [head, ...rows] = cellsOf(written(UNEVEN, 'csv'));
    const cell = (layer: string, column: string): string =>
      (rows.find(([name]) => name === layer) as string[])[head.indexOf(column)];
    expect(cell('conv1', 'k_x')).toBe('5');
    expect(cell('up', 'j_y')).toBe('2/3');
    expect(cell('conv2', 'p_y')).toBe('2+1');
    expect(cell('conv1', 'start_y')).toBe('0.5');
    expect(cell('conv1', 'r_x [mm]')).toBe('1.25');
    expect(cell('up', 'status')).toBe('varies');
    expect([cell('odd', 'r_x'), cell('odd', 'r_x [mm]')]).toEqual(['', '']);
    expect([cell('up', 'r_x'), cell('up', 'r_x [mm]')]).toEqual(['5', '1.25']);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
  });

  it('writes minus as programs read it', () => {
    expect(written({ input_size: 5, layers: [['a', 3, 2, 4]] }, 'csv')).toContain(',-2.5,exact\n');
  });

  it('keeps a name whole, and no spreadsheet runs it', () => {
    const rows = cellsOf(written({ input_size: 9, layers: [[TRICKY, 3]] }, 'csv'));
    expect(rows[2][0]).toBe(`'${TRICKY}`);
    expect(rows[2]).toHaveLength(rows[0].length);
  });
});

describe('Markdown', () => {
  it('lines up, and numbers stand flush right', () => {
    const lines = written(NETWORKS.alexnet, 'md').trimEnd().split('\n');
    expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
    expect(lines[1]).toMatch(/^\| -+ \| -+ \| -+: \|/);
    expect(lines[9]).toMatch(/^\| conv5 \| conv +\| +3 \|/);
  });

  it('says how sure a row is where one is not exact, and both axes where they differ', () => {
    const text = written(UNEVEN, 'md');
    expect(text).toContain('3 × 5');
    expect(text).toContain('| status ');
    expect(text).toContain('2/3');
    expect(written(NETWORKS.alexnet, 'md')).not.toContain('status');
  });

  it('keeps markup in a name as text, on one line', () => {
    const lines = written({ input_size: 9, layers: [[TRICKY, 3]] }, 'md')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toContain('=a\\|b,"c" \\_\\[\\*\\]\\&%\\$ \\<i\\>\\`\\\\');
  });
});

describe('LaTeX', () => {
  it('is a tabular that needs no package', () => {
    const lines = written(NETWORKS.alexnet, 'tex').trimEnd().split('\n');
    expect(lines[0]).toBe('\\begin{tabular}{llrrrrrrr}');
    expect(lines.at(-1)).toBe('\\end{tabular}');
    expect(lines).toContain('pool1 & max\\_pool & 3 & 2 & 0 & 27 & 8 & 19 & 9.5 \\\\');
  });

  it('goes over several pages where it is long', () => {
    const layers = Array.from({ length: 60 }, () => [3, 1, 1]);
    const text = written({ input_size: 9, layers }, 'tex');
    expect(text).toContain('\\begin{longtable}');
    expect(text).toContain('\\endhead');
  });

  it('prints every character of a name', () => {
    const text = written({ input_size: 9, layers: [[TRICKY, 3]] }, 'tex');
    expect(text).toContain(
      '=a\\textbar{}b,"c" \\_{[}{*}]\\&\\%\\$ \\textless{}i\\textgreater{}`\\textbackslash{} & conv',
    );
  });
});

describe('JSON', () => {
  it.each(Object.entries(NETWORKS))('reads back as the same network: %s', (_, source) => {
    const network = readNetwork(source);
    const text = writeText(network, 'json');
    expect(toDocument(readNetwork(text))).toEqual(toDocument(network));
    expect(text.match(/^ {4}\{/gm)).toHaveLength(network.layers.length);
  });
});
