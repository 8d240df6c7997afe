import { describe, expect, test } from 'vitest';
import { LIMITS, LayerError, readNetwork } from '../../src/layers/index.js';
import { refusal } from './refusal.js';

const conv = (parameters: object): unknown[] => [
  { name: 'a', type: 'conv', kernel_size: 3, ...parameters },
];

describe('beyond the limits', () => {
  const quickly = (run: () => void): void => {
    const start = performance.now();
    run();
    expect(performance.now() - start).toBeLessThan(500);
  };

  test('ten million layers', () => {
    const layers = new Array<unknown>(1e7).fill([3]);
    quickly(() => {
      expect(refusal(layers)).toMatchObject({ code: 'layers_too_many', values: { count: 1e7 } });
    });
  });

  test('text over 16 MB', () => {
    const text = '['.repeat(LIMITS.text + 1);
    quickly(() => {
      expect(refusal(text)).toMatchObject({ code: 'text_too_long' });
    });
  });

  test('deep nesting, as text and as lists', () => {
    quickly(() => {
      expect(refusal('['.repeat(1e6))).toMatchObject({ code: 'text_deep' });
      expect(refusal('{"layers":'.repeat(1e5))).toMatchObject({ code: 'text_deep' });
    });
    let deep: unknown = 3;
    for (let i = 0; i < 1e5; i += 1) deep = [deep];
    expect(refusal([['a', deep]])).toMatchObject({ code: 'list_length' });
    expect(refusal([{ type: 'conv', kernel_size: 3, padding: deep }])).toBeInstanceOf(LayerError);
  });

  test('objects that hold themselves, or that would run code when shown', () => {
    const self: unknown[] = [];
    self.push(self, self);
    expect(refusal([['a', self]])).toBeInstanceOf(LayerError);
    expect(refusal(self)).toBeInstanceOf(LayerError);
    const hostile = {
      toString() {
        throw new Error('called');
      },
      [Symbol.toPrimitive]() {
        throw new Error('called');
      },
    };
    for (const value of [hostile, [hostile], Symbol('s'), () => 1, 10n]) {
      expect(refusal([['a', value]]).message.length).toBeLessThan(300);
    }
  });

  test('values in a sentence are short', () => {
    const long = 'x'.repeat(1e6);
    expect(refusal(conv({ stride: long })).message.length).toBeLessThan(300);
    expect(refusal([[long, 3]]).message.length).toBeLessThan(300);
    expect(refusal([{ type: long }]).message.length).toBeLessThan(400);
    expect(refusal(conv({ [long]: 1 })).message.length).toBeLessThan(400);
    expect(refusal(conv({ stride: new Array(1e5).fill(1) })).message.length).toBeLessThan(300);
  });

  test('the same huge list of inputs over and over', () => {
    const inputs = new Array<string>(500_000).fill('input');
    const layers = Array.from({ length: 100 }, (_, i) => ({ name: `a${i}`, type: 'add', inputs }));
    expect(refusal(layers)).toMatchObject({ code: 'inputs_total' });
  });

  test('a hundred thousand layers are read', () => {
    const layers = Array.from({ length: LIMITS.layers }, () => [1]);
    expect(readNetwork(layers, { inputSize: 8 }).layers).toHaveLength(LIMITS.layers);
  }, 20_000);
});
