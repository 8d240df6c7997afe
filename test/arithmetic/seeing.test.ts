import { describe, expect, it } from 'vitest';

import { field, seeing } from '../../src/arithmetic/index.js';
import { readNetwork } from '../../src/layers/index.js';
import { networks } from './truth.js';

describe('the features that see a pixel', () => {
  it('lie between those at the ends that the truth knows to see none', () => {
    let blind = 0;
    for (const { id, network, rows, expect: outcome } of networks) {
      if (outcome !== 'ok') continue;
      const found = seeing(readNetwork(network));
      for (const [layer, { fields }] of Object.entries(rows)) {
        const told = fields.map(({ lo }): readonly [number, number] => {
          const first = lo.findIndex((pixel) => pixel !== null);
          const after = [...lo].reverse().findIndex((pixel) => pixel !== null);
          return first < 0 ? [0, 0] : [first, lo.length - after];
        });
        expect(found.get(layer), `${id}, ${layer}`).toEqual(told);
        blind += told.filter(([lo, hi], axis) => hi - lo < fields[axis].lo.length).length;
      }
    }
    expect(blind).toBeGreaterThan(20);
  });

  it('are found at any size of map, and given up where the ends are too long', () => {
    const at = (padding: number) =>
      seeing(readNetwork([['conv1', 3, 1, padding]], { inputSize: 2 ** 29 })).get('conv1');
    expect(at(5)).toEqual([
      [3, 2 ** 29 + 5],
      [3, 2 ** 29 + 5],
    ]);
    expect(at(2 ** 20)).toEqual([null, null]);
    for (const padding of [
      [2 ** 20, 0],
      [0, 2 ** 20],
    ]) {
      const network = readNetwork([[3, 1, [padding]]], { inputSize: [2 ** 20] });
      expect(seeing(network).get('conv1')).toEqual([null]);
    }
    const most = readNetwork([[1, 1, [[4096, 4097]]]], { inputSize: [9] });
    expect(seeing(most).get('conv1')).toEqual([null]);
    const just = readNetwork([[1, 1, [[4096, 4096]]]], { inputSize: [9] });
    expect(seeing(just).get('conv1')).toEqual([[4096, 4105]]);
  });

  it.each<[string, object[], number]>([
    ['padding alone at both ends', [{ type: 'conv', kernel_size: 3, padding: [[5, 4]] }], 6],
    [
      'padding of padding',
      [
        { type: 'pad', padding: [[2, 3]] },
        { type: 'conv', kernel_size: 2, stride: 2, padding: 2 },
      ],
      7,
    ],
    [
      'ends that read features which see nothing',
      [
        { type: 'conv_transpose', kernel_size: 1, stride: 4, padding: 1 },
        { type: 'conv', kernel_size: 2, padding: 1 },
      ],
      5,
    ],
    [
      'nothing at all',
      [
        { type: 'conv_transpose', kernel_size: 1, stride: 2 },
        { type: 'slice', start: 1, step: 2 },
        { type: 'conv', kernel_size: 1 },
      ],
      5,
    ],
    [
      'copies at the ends',
      [{ type: 'conv', kernel_size: 5, padding: 4, padding_mode: 'replicate' }],
      6,
    ],
    [
      'branches of which one sees more',
      [
        { name: 'a', type: 'conv', kernel_size: 1, padding: [[2, 2]], inputs: ['input'] },
        { name: 'b', type: 'conv', kernel_size: 1, padding: [[4, 0]], inputs: ['input'] },
        { type: 'add', inputs: ['a', 'b'] },
      ],
      6,
    ],
    [
      'a branch that sees nothing',
      [
        { name: 'a', type: 'conv_transpose', kernel_size: 1, stride: 2, inputs: ['input'] },
        { name: 'none', type: 'slice', start: 1, step: 2 },
        { name: 'b', type: 'conv', kernel_size: 1, padding: [[1, 0]], inputs: ['none'] },
        { name: 'c', type: 'conv', kernel_size: 1, padding: [[0, 0]], inputs: ['input'] },
        { type: 'add', inputs: ['b', 'c'] },
      ],
      5,
    ],
    [
      'everything, of a map whose ends are blind',
      [{ type: 'conv', kernel_size: 1, padding: 3 }, { type: 'attention' }],
      4,
    ],
  ])('with %s: as each field says', (_, layers, size) => {
    const network = readNetwork(layers, { inputSize: [size] });
    const found = seeing(network);
    for (const {
      name,
      size: [n],
    } of network.layers) {
      const seen = Array.from(
        { length: n },
        (__, u) => field(network, name, u).clipped[0] !== null,
      );
      const first = seen.indexOf(true);
      const span = first < 0 ? [0, 0] : [first, seen.lastIndexOf(true) + 1];
      expect([name, found.get(name)]).toEqual([name, [span]]);
    }
    expect(found.get('input')).toEqual([[0, size]]);
  });
});
