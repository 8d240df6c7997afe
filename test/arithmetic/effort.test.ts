import { describe, expect, test } from 'vitest';
import { design, lattices, seenBy, tileOverlap } from '../../src/arithmetic/index.js';
import { TooManyPieces, apart, limited, spend, spent } from '../../src/arithmetic/sets/effort.js';
import { readNetwork } from '../../src/layers/index.js';

/** A map that is stretched without a period to speak of, under a kernel much wider than it. */
const LABORIOUS = {
  input_size: [533_293_855],
  layers: [
    { name: 'pool', type: 'max_pool', kernel_size: 9, stride: 2, ceil_mode: true },
    { name: 'resized', type: 'upsample', size: 1936, mode: 'cubic' },
    { name: 'spread', type: 'conv_transpose', kernel_size: 973_214, stride: 2, padding: 1 },
    { name: 'beside', type: 'conv', inputs: ['input'], kernel_size: 3, stride: 2 },
  ],
};

describe('the work on sets', () => {
  test('is held to the least of all bounds, and charged to each', () => {
    const inner = (): void => {
      limited(10, () => {
        spend(4);
      });
    };
    expect(() => {
      limited(8, inner);
      limited(8, () => {
        inner();
        inner();
      });
    }).not.toThrow();
    expect(() => {
      limited(8, () => {
        inner();
        inner();
        inner();
      });
    }).toThrow(TooManyPieces);
    expect(() => {
      limited(3, inner);
    }).toThrow(TooManyPieces);
  });

  test('may be a little in any case, and is as free as before after an error', () => {
    const some = (): void => {
      spend(4);
    };
    expect(() => {
      limited(3, () => {
        limited(3, some, 4);
      });
    }).not.toThrow();
    expect(() => {
      limited(3, some);
    }).toThrow(TooManyPieces);
    expect(() => {
      spend(2 ** 40);
    }).not.toThrow();
  });

  test('for what is kept has a bound of its own, which nobody else is charged', () => {
    const kept = (): number =>
      apart(8, () => {
        spend(8);
        return 1;
      });
    expect(limited(1, () => kept() + kept())).toBe(1 + 1);
    expect(() => apart(7, () => apart(Infinity, kept) + kept())).not.toThrow();
    expect(() => {
      apart(7, () => {
        spend(8);
      });
    }).toThrow(TooManyPieces);
  });
});

describe('where sets are too much work', () => {
  const rows = lattices(readNetwork(LABORIOUS));

  test('numbers are bounds, and those of other layers as they were', () => {
    const [, , , spread, beside] = rows;
    expect(spread).toMatchObject({ status: 'bound', reason: { code: 'bound_pieces' } });
    expect(beside).toMatchObject({ status: 'exact', r: [3], j: [2] });
  });

  test('numbers do not follow from who asks first', () => {
    expect(limited(1, () => lattices(readNetwork(LABORIOUS)))).toEqual(rows);
  });

  test('the features that look at a pixel are a bound', () => {
    const layer = { name: 'at', type: 'conv', kernel_size: 50_000, stride: 9999, dilation: 2 };
    const network = readNetwork([{ ...layer, padding: 'same' }], { inputSize: [99_768] });
    expect(seenBy(network, 'at', 50_000)).toMatchObject({ lo: [0], hi: [10], exact: false });
  });

  test('no cut will do for windows that repeat after too many features', () => {
    const layers = [{ name: 'at', type: 'upsample', scale_factor: Math.PI }];
    expect(tileOverlap(readNetwork(layers, { inputSize: [3_000_000] }), 'at')).toMatchObject({
      overlap: [null],
      reason: { code: 'pace_phases', values: { layer: 'at' } },
    });
  });

  test('of networks that are changed on trial is bounded too', () => {
    // A slice of a map with huge borders, the fields of which are many and all different.
    const network = readNetwork({
      input_size: [37, 538, 53],
      layers: [
        {
          ...{ name: 'first', type: 'conv', kernel_size: 20, stride: 3, dilation: 3 },
          ...{ padding: 'same', padding_mode: 'reflect' },
        },
        { name: 'small', type: 'upsample', size: 6, mode: 'cubic' },
        { name: 'next', type: 'conv', kernel_size: 2, stride: 7, dilation: 3 },
        { name: 'up', type: 'conv_transpose', kernel_size: 9, stride: 64 },
        { name: 'wide', type: 'pad', padding: 427_087 },
        { name: 'some', type: 'slice', start: 11, step: -5 },
        {
          ...{ name: 'after', type: 'conv', kernel_size: 2117, stride: 7, dilation: 3 },
          ...{ padding: 'same', padding_mode: 'replicate' },
        },
      ],
    });
    const before = spent();
    design(network, 'some', 'image');
    expect(spent() - before).toBeLessThan(2 ** 24);
  });
});
