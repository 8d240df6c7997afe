import { describe, expect, it } from 'vitest';

import { placeOf } from '../../src/layers/index.js';

describe('placeOf', () => {
  const names = ['input', 'layer1.0.conv', 'layer1.1.conv', 'layer10.0', 'layer1x', 'conv'];

  it('finds a layer by its name', () => {
    expect(placeOf('conv', names)).toBe(5);
    expect(placeOf('layer1.0.conv', names)).toBe(1);
    expect(placeOf('input', names)).toBe(0);
  });

  it('takes the last layer of a container', () => {
    expect(placeOf('layer1', names)).toBe(2);
    expect(placeOf('layer1.0', names)).toBe(1);
  });

  it('does not take a part of a name for a container', () => {
    expect(placeOf('layer', names)).toBe(-1);
    expect(placeOf('con', names)).toBe(-1);
  });
});
