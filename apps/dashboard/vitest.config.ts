import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source', 'node', 'development|production'] },
  test: { include: ['src/**/*.test.ts'] },
});
