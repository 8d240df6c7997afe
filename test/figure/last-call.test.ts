import { describe, expect, it } from 'vitest';

import { lastCall } from '../../src/figure/last-call.js';

describe('lastCall', () => {
  it('answers the same call with the very same result, and any other anew', () => {
    const pair = lastCall((a: object, b: number) => ({ a, b }));
    const [one, other] = [{}, {}];
    const first = pair(one, 1);
    expect(pair(one, 1)).toBe(first);
    expect(pair(other, 1).a).toBe(other);
    expect(pair(one, 2)).toEqual({ a: one, b: 2 });
    expect(pair(one, 1)).not.toBe(first);
  });

  it('does not take a call without a value for one with it', () => {
    const count = lastCall((...values: number[]) => values.length);
    expect([count(1), count(1, 2), count()]).toEqual([1, 2, 0]);
  });
});
