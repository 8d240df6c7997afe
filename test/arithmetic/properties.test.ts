/**
 * Random networks against brute force. `CASES=20000 npx vitest run --project core properties` looks
 * at many more for each question, `SEED=1` at others; a failure prints its seed and the smallest
 * network that fails, which then belongs into test/fixtures/found.json.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { EXPECTATIONS } from './expectations.js';
import type { PlainNetwork } from './plain-network.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';

const LAYERS = 10;

interface Found {
  readonly about: string;
  readonly seed: number;
  readonly network: PlainNetwork;
}

const found = JSON.parse(
  readFileSync(new URL('../fixtures/found.json', import.meta.url), 'utf8'),
) as readonly Found[];

describe('random networks against brute force', () => {
  test.each(Object.entries(EXPECTATIONS))('%s', (_question, expectation) => {
    const property = fc.property(randomNetwork(LAYERS), fc.nat(), expectation);
    fc.assert(property, random(400, 20260101));
  });
});

describe('networks once answered wrongly', () => {
  test.each(found)('$about', ({ network, seed }) => {
    for (const expectation of Object.values(EXPECTATIONS)) expectation(network, seed);
  });
});
