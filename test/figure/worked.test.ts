import { describe, expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import { workedEquations } from '../../src/figure/index.js';
import type { Equation } from '../../src/figure/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks } from '../arithmetic/truth.js';

/** What a sum comes to, read as it stands there. */
function valueOf({ terms }: Equation): number {
  const text = terms
    .map(({ text: piece }) => piece)
    .join(' ')
    .replaceAll('⌊', 'Math.floor(')
    .replaceAll('⌈', 'Math.ceil(')
    .replace(/[⌋⌉]/g, ')')
    .replaceAll('·', '*')
    .replaceAll('max', 'Math.max')
    .replace(/−/g, '-');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a sum of our own
  return new Function(`return ${text.replaceAll('- -', '+ ')}`)() as number;
}

function equationsOf(source: unknown): { layer: string; type: string; equations: Equation[] }[] {
  const network = readNetwork(source);
  const rows = lattices(network);
  const rowOf = new Map(rows.map((row) => [row.name, row]));
  return network.layers.flatMap((layer) => {
    const row = rowOf.get(layer.name);
    if (!row) return [];
    const inputs = row.inputs.flatMap((name) => rowOf.get(name) ?? []);
    return row.n.map((_, axis) => ({
      layer: layer.name,
      type: layer.type,
      equations: workedEquations(layer, row, inputs, axis),
    }));
  });
}

const good = networks.filter(({ expect: outcome }) => outcome === 'ok');

describe('workedEquations', () => {
  it.each(good.map((each) => [each.id, each.network] as const))(
    'comes to the number of the table: %s',
    (_, source) => {
      for (const { layer, equations } of equationsOf(source)) {
        for (const equation of equations.filter(({ terms }) => terms.length > 0)) {
          const [over, under = 1] = equation.result.replace('−', '-').split('/').map(Number);
          const result = over / under;
          expect(valueOf(equation), `${layer} ${equation.symbol}`).toBeCloseTo(result, 1);
        }
      }
    },
  );

  const said = (layers: unknown[], size: number, at: string): Record<string, string> => {
    const found = equationsOf({ input_size: size, layers }).find(({ layer }) => layer === at);
    return Object.fromEntries(
      (found?.equations ?? []).map(({ symbol, terms }) => [
        symbol,
        terms.map(({ text }) => text).join(''),
      ]),
    );
  };

  it.each([
    [
      { name: 'x', type: 'conv_transpose', kernel_size: 4, stride: 2, padding: 1 },
      'n',
      '(8−1)·2+4−1−1',
    ],
    [
      { name: 'x', type: 'conv_transpose', kernel_size: 4, stride: 2, padding: 1 },
      'r',
      '3+(⌈4/2⌉−1)·1',
    ],
    [{ name: 'x', type: 'upsample', scale_factor: 2 }, 'j', '1/2'],
    [{ name: 'x', type: 'upsample', scale_factor: 2, mode: 'linear' }, 'r', '3+1'],
    [{ name: 'x', type: 'pixel_shuffle', factor: 2 }, 'n', '8·2'],
    [{ name: 'x', type: 'pixel_unshuffle', factor: 2 }, 'start', '0.5+(2−1)/2·1'],
    [{ name: 'x', type: 'crop', cropping: 1 }, 'start', '0.5+1·1'],
    [{ name: 'x', type: 'slice', start: 1, step: 2 }, 'n', '⌈(8−1)/2⌉'],
    [{ name: 'x', type: 'pad', padding: 2 }, 'n', '8+2+2'],
    [{ name: 'x', type: 'global_pool' }, 'r', '(8−1)·1+3'],
    [{ name: 'x', type: 'attention' }, 'r', '(8−1)·1+3'],
    [{ name: 'x', type: 'adaptive_pool', output_size: 1 }, 'j', '(8−1)·1+3'],
    [{ name: 'x', type: 'adaptive_pool', output_size: 4 }, 'r', '3+(⌈8/4⌉−1)·1'],
    [{ name: 'x', type: 'adaptive_pool', output_size: 4 }, 'start', '0.5+(8/4−1)/2·1'],
    // Windows of 2 and of 3 features have no such sum.
    [{ name: 'x', type: 'adaptive_pool', output_size: 3 }, 'j', ''],
    [{ name: 'x', type: 'add', inputs: ['a', 'input'] }, 'r', 'max(3,1)'],
  ] as const)('has a sum for %o: %s', (layer, symbol, text) => {
    expect(said([['a', 3, 1, 1], layer], 8, 'x')[symbol]).toBe(text);
  });

  it('writes a third as a third', () => {
    const third = { name: 'up', type: 'upsample', scale_factor: 3 };
    expect(said([third, ['b', 3, 2, 1]], 8, 'b').j).toBe('(1/3)·2');
  });
});
