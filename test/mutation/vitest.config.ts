import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Every mutant is met by all of these tests: few random cases must do.
    env: { CASES: '25' },
    testTimeout: 60_000,
    environment: 'node',
    isolate: false,
    include: ['test/{layers,arithmetic}/**/*.test.ts'],
  },
});
