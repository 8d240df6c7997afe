import { describe, expect, it } from 'vitest';

import { seeing } from '../../src/arithmetic/index.js';
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
  });
});
