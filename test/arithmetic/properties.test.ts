/**
 * Random networks against brute force. `CASES=20000 npx vitest run --project core properties` looks
 * at many more, `SEED=1` at others; a failure prints its seed and the smallest network that fails.
 */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { registry } from '../../src/layers/index.js';
import { expectAligned, expectFields, expectRows } from './expectations.js';
import { ALL_TYPES } from './random-layers.js';
import { randomNetwork } from './random-networks.js';

const CASES = Number(process.env.CASES ?? 600);
const SEED = Number(process.env.SEED ?? 20260101);
const LAYERS = 10;

/** A minute, and more where more cases are asked for. */
const LIMIT = 60_000 + CASES * 100;

const types = ALL_TYPES.filter((type) => registry.has(type));
const networks = randomNetwork(LAYERS, types);

describe('random networks against brute force', () => {
  test(
    'the fields of features',
    () => {
      const property = fc.property(networks, fc.nat(), expectFields);
      fc.assert(property, { numRuns: CASES, seed: SEED });
    },
    LIMIT,
  );

  test(
    'the rows of the table',
    () => {
      fc.assert(fc.property(networks, expectRows), { numRuns: CASES, seed: SEED + 1 });
    },
    LIMIT,
  );

  test(
    'which merges line up',
    () => {
      fc.assert(fc.property(networks, expectAligned), { numRuns: CASES, seed: SEED + 2 });
    },
    LIMIT,
  );
});
