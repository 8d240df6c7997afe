import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          // A busy machine takes its time, and so do more random cases; what hangs is still found.
          testTimeout: 60_000 + 200 * Number(process.env.CASES ?? 0),
          environment: 'node',
          // What all tests import is read once a worker: the modules keep only what they worked out.
          isolate: false,
          setupFiles: ['src/figure/all-views.ts'],
          include: ['test/{layers,arithmetic,figure,project}/**/*.test.ts', 'test/*.test.ts'],
        },
      },
      {
        test: {
          name: 'elements',
          environment: 'jsdom',
          include: ['test/{elements,jupyter}/**/*.test.ts'],
        },
      },
    ],
  },
});
