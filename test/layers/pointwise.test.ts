import { describe, expect, test } from 'vitest';
import { lattices } from '../../src/arithmetic/index.js';
import { pointwise, readNetwork } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';

const conv = (name: string, ...inputs: string[]) => ({
  name,
  type: 'conv',
  kernel_size: 3,
  padding: 1,
  ...(inputs.length > 0 ? { inputs } : {}),
});

const statuses = (network: Network) => lattices(network).map(({ status }) => status);

describe('a network read as pointwise', () => {
  test('attention and map-wide norms see their own place, and keep what is noted', () => {
    const network = readNetwork({
      name: 'mixer',
      input_size: 16,
      layers: [
        conv('stem'),
        { name: 'norm', type: 'norm', scope: 'map', channels: 8, note: 'group norm' },
        { name: 'look', type: 'attention' },
        { name: 'window', type: 'attention', window: 4 },
        conv('head'),
      ],
      unit: 'mm',
      spacing: 2,
    });
    const read = pointwise(network);
    expect(statuses(network)).toEqual(['exact', 'exact', 'whole', 'whole', 'whole', 'whole']);
    expect(statuses(read)).toEqual(Array.from({ length: 6 }, () => 'exact'));
    expect(read.layers.map(({ type }) => type)).toEqual([
      'conv',
      'pointwise',
      'pointwise',
      'pointwise',
      'conv',
    ]);
    expect(read.layers[1]).toMatchObject({ channels: 8, note: 'group norm', inputs: ['stem'] });
    expect(read).toMatchObject({ name: 'mixer', unit: ['mm', 'mm'], spacing: [2, 2] });
    expect(lattices(read)[5].r).toEqual([5, 5]);
  });

  test('norms of single pixels stay as they are, and nothing is noted where nothing was', () => {
    const network = readNetwork(
      [conv('stem'), { name: 'norm', type: 'norm', scope: 'pixel' }, conv('head')],
      { inputSize: 16 },
    );
    expect(pointwise(network)).toEqual(network);
    const mixed = readNetwork(
      [conv('stem'), { type: 'norm', scope: 'pixel' }, { type: 'attention' }],
      { inputSize: 16 },
    );
    expect(pointwise(mixed).layers.map(({ type }) => type)).toEqual(['conv', 'norm', 'pointwise']);
    expect(Object.keys(pointwise(mixed).layers[2])).not.toContain('note');
  });

  test('a merge of as many inputs as a network can have', () => {
    const branches = Array.from({ length: 99_998 }, (_, i) => conv(`branch${i}`, 'input'));
    const look = { name: 'look', type: 'attention', inputs: ['input'] };
    const names = ['look', ...branches.map(({ name }) => name)];
    const merge = { name: 'merge', type: 'concat', inputs: names };
    const network = readNetwork([look, ...branches, merge], { inputSize: 8 });
    expect(pointwise(network).layers.at(-1)).toMatchObject({ name: 'merge', inputs: names });
  });

  test('a gate and an image-pooling branch are left out of the merge, and stay listed', () => {
    const network = readNetwork(
      [
        conv('stem'),
        { name: 'squeeze', type: 'global_pool' },
        { name: 'excite', type: 'conv', kernel_size: 1 },
        { name: 'scale', type: 'multiply', inputs: ['stem', 'excite'] },
        { name: 'pooled', type: 'adaptive_pool', output_size: 1, inputs: ['scale'] },
        { name: 'wide', type: 'upsample', size: 16 },
        { name: 'join', type: 'concat', inputs: ['scale', 'wide'] },
      ],
      { inputSize: 16 },
    );
    const read = pointwise(network);
    expect(read.layers.map(({ name }) => name)).toEqual(network.layers.map(({ name }) => name));
    expect(read.layers[3].inputs).toEqual(['stem']);
    expect(read.layers[6].inputs).toEqual(['scale']);
    expect(lattices(read)[7]).toMatchObject({ status: 'exact', r: [3, 3] });
  });

  test('gates of one axis each are left out beside what sees its own place', () => {
    const network = readNetwork(
      [
        conv('stem'),
        { name: 'rows', type: 'adaptive_pool', output_size: [null, 1], inputs: ['stem'] },
        { name: 'columns', type: 'adaptive_pool', output_size: [1, null], inputs: ['stem'] },
        { name: 'scale', type: 'multiply', inputs: ['stem', 'rows', 'columns'] },
      ],
      { inputSize: 16 },
    );
    expect(pointwise(network).layers[3].inputs).toEqual(['stem']);
  });

  test('of gates, those are kept that see no more than another', () => {
    const gate = (name: string, output_size: unknown) => [
      { name: `${name}0`, type: 'adaptive_pool', output_size, inputs: ['input'] },
      { name, type: 'upsample', size: 16 },
    ];
    const [rows, columns, all] = [
      gate('rows', [null, 1]),
      gate('columns', [1, null]),
      gate('all', [1, 1]),
    ];
    const kept = (...inputs: string[]): readonly string[] => {
      const sum = { name: 'sum', type: 'add', inputs };
      const layers = [...rows, ...columns, ...all, sum];
      return pointwise(readNetwork(layers, { inputSize: 16 })).layers[6].inputs;
    };
    expect(kept('all', 'rows', 'columns')).toEqual(['rows', 'columns']);
    expect(kept('rows', 'columns')).toEqual(['rows', 'columns']);
    expect(kept('columns', 'all')).toEqual(['columns']);
    expect(kept('all', 'rows', 'input')).toEqual(['input']);
    expect(kept('all', 'all')).toEqual(['all', 'all']);
  });

  test('where all inputs see everything they are kept', () => {
    const network = readNetwork(
      [
        { name: 'a', type: 'global_pool' },
        { name: 'b', type: 'global_pool', inputs: ['input'] },
        { name: 'sum', type: 'add', inputs: ['a', 'b'] },
      ],
      { inputSize: 8 },
    );
    expect(pointwise(network).layers[2].inputs).toEqual(['a', 'b']);
  });

  test('a layer that nobody knows stays what it is', () => {
    const network = readNetwork(
      [
        conv('stem'),
        { name: 'odd', type: 'unknown', reason: 'deformable' },
        { name: 'sum', type: 'add', inputs: ['stem', 'odd'] },
      ],
      { inputSize: 8 },
    );
    expect(statuses(pointwise(network)).at(-1)).toBe('unsupported');
  });

  test('a network without any of it is the same network', () => {
    const network = readNetwork([conv('a'), conv('b')], { inputSize: 9 });
    expect(JSON.stringify(pointwise(network))).toBe(JSON.stringify(network));
  });
});
