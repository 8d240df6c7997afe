import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          environment: 'node',
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
