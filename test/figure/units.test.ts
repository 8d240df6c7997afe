import { describe, expect, test } from 'vitest';
import { field, lattices } from '../../src/arithmetic/index.js';
import {
  draw,
  inUnits,
  LIGHT,
  readout,
  readView,
  scaleOf,
  showInUnits,
  showUnit,
  tableCells,
  writeSvg,
} from '../../src/figure/index.js';
import type { Readout, Scale } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

const network = (remarks: object, inputSize: unknown = 9): Network =>
  readNetwork({ input_size: inputSize, layers: [['conv1', 3, 2, 1]], ...remarks });

function read(of: Network, index: number | number[]): Readout {
  return readout(of, field(of, 'conv1', index), lattices(of)[1]);
}

describe('lengths in units', () => {
  test('stand beside those in pixels in a read-out', () => {
    const of = network({ spacing: 0.1, unit: 'mm' });
    expect(read(of, 2)).toMatchObject({
      says: 'sees 3 × 3 pixels (0.3 × 0.3 mm)',
      detail:
        'y 3–5 and x 3–5, around (4.5, 4.5) or (0.45, 0.45 mm): 11 % of the image. None of it is padding.',
    });
    expect(read(of, 0).says).toBe('sees 3 × 3 pixels (0.3 × 0.3 mm), 56 % of them padding');
  });

  test('have a unit an axis where the axes differ', () => {
    const scale = scaleOf(network({ spacing: [0.5, 20], unit: ['mm', 'ms'] })) as Scale;
    expect(showInUnits(scale, [3, 7])).toBe('1.5 mm × 140 ms');
    expect(showUnit(scale)).toBe('mm × ms');
  });

  test('need no name of the unit, and no spacing', () => {
    expect(showInUnits(scaleOf(network({ spacing: 2 })) as Scale, [3, 3])).toBe('6 × 6');
    expect(showInUnits(scaleOf(network({ unit: 'frames' }, [9])) as Scale, [3])).toBe('3 frames');
  });

  test('are cut where floating point adds to them, small ones too', () => {
    const scale = scaleOf(network({ spacing: 0.1 }, [9])) as Scale;
    expect(inUnits(scale, [3])).toEqual([0.3]);
    expect(inUnits({ ...scale, spacing: [0.0000125] }, [4.5])).toEqual([0.00005625]);
    expect(inUnits(scale, [null])).toEqual([null]);
  });

  test.each([{}, { spacing: 1 }, { spacing: 1, unit: 'px' }])(
    'are not said where pixels say it: %j',
    (remarks) => {
      const of = network(remarks);
      expect(scaleOf(of)).toBeNull();
      expect(read(of, 2).says).toBe('sees 3 × 3 pixels');
    },
  );
});

test('a table is as sure in units as it is in pixels', () => {
  const layers = [
    ['conv1', 3, 2, 1],
    { name: 'up', type: 'upsample', scale_factor: 3, mode: 'linear' },
    { name: 'some', type: 'unknown', reason: 'MyOp', bound: { kernel_size: 3 } },
    { name: 'all', type: 'attention', inputs: ['conv1'] },
    { name: 'odd', type: 'unknown', inputs: ['conv1'], reason: 'MyOp is no known type' },
  ];
  const of = readNetwork({ input_size: [31], layers, spacing: 0.5, unit: 'mm' });
  const scale = scaleOf(of) as Scale;
  const told = lattices(of).map((row) => {
    const cells = tableCells(undefined, row, scale);
    return [cells.r, cells['r mm']];
  });
  expect(told).toEqual([
    ['1', '0.5'],
    ['3', '1.5'],
    ['3–5', '1.5–2.5'],
    ['≤ 7', '≤ 3.5'],
    ['all', 'all'],
    ['?', '?'],
  ]);
});

describe('a figure of a network with a size of its pixels', () => {
  const of = network({ spacing: [0.5, 20], unit: ['mm', 'ms'] });
  const drawn = (width: number, mode = 'stack') =>
    draw({
      network: of,
      rows: lattices(of),
      view: readView({ mode }),
      selected: field(of, 'conv1', [2, 2]),
      palette: LIGHT,
      width,
      prefix: 'rf-',
    });

  test.each([
    [1400, ['j mm × ms', 'r mm × ms', 'start mm × ms']],
    [1002, ['r mm × ms']],
    [682, ['r mm × ms']],
    [376, []],
  ])('has columns in units behind the others, as %i px allow', (width, columns) => {
    const { edges, bars } = drawn(width).layout.columns;
    expect(Object.keys(edges).filter((name) => name.includes(' '))).toEqual(columns);
    const inOrder = [...Object.values(edges), ...(bars ?? [])];
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    const cells = tableCells(of.layers[0], lattices(of)[1], scaleOf(of));
    expect(Object.keys(cells)).toEqual(expect.arrayContaining(Object.keys(edges)));
    expect(cells['r mm × ms']).toBe('1.5\n60');
  });

  test.each(['stack', 'side-by-side', 'overlay', 'profile', 'graph', 'conventional'])(
    'cuts units with long names, and stays a figure where the table needs all the room: %s',
    (mode) => {
      const size = 2 ** 31 - 1;
      const wide = readNetwork({
        input_size: [size, size - 1],
        unit: 'u'.repeat(900),
        spacing: 1 / 3,
        layers: Array.from({ length: 9 }, (_, i) => ({
          name: `${'n'.repeat(900)}${i}`,
          type: 'conv',
          kernel_size: [1 + 2 * 10 ** 8, 3],
        })),
      });
      for (const width of [640, 1000]) {
        const { layout, placements } = draw({
          network: wide,
          rows: lattices(wide),
          view: readView({ mode }),
          selected: field(wide, wide.layers[8].name, [2, 2]),
          palette: LIGHT,
          width,
          prefix: 'rf-',
        });
        expect(layout.table).toBeLessThan(width);
        for (const { affine } of placements) expect(affine[0]).toBeGreaterThan(0);
      }
    },
  );

  test('says in a section where the field and the image end', () => {
    const text = writeSvg(drawn(1002, 'profile').svg);
    for (const end of ['60 ms', '120 ms', '0 ms', '180 ms']) expect(text).toContain(`>${end}<`);
  });
});
